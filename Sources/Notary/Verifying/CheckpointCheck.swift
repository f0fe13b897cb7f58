import Ledger
import Vocabulary

/// Judges the signatures below a checkpoint: the log's, each witness's, and whether there are enough.
struct CheckpointCheck {
    /// What was found.
    struct Result {
        /// The steps.
        var steps: [VerificationStep] = []
        /// What the note says, whether or not anybody signed it.
        var checkpoint: Checkpoint?
        /// The key of the log that signed; nil if none did.
        var logKey: VerifierKey?
    }

    let trust: Trust
    /// The policy in the file, which only its maker states; nil if there is none.
    let claimed: TrustPolicy?
    /// Where the checkpoint stands in the file.
    let place: String

    func result(_ note: SignedNote) -> Result {
        var result = Result()
        let checkpoint: Checkpoint
        do throws(NoteFault) {
            checkpoint = try Checkpoint(parsing: note.text)
        } catch {
            result.steps.append(.init(.checkpoint, .failed, "malformed", ["detail": error.rawValue], at: [place]))
            return result
        }
        result.checkpoint = checkpoint
        let own = (trust.logKeys + (claimed?.logs.map(\.key) ?? [])).filter { $0.name == checkpoint.origin }
        judgeLog(note, checkpoint, own, &result)
        let policy = result.logKey.flatMap(trust.policy(of:)) ?? claimed
        let witnesses = policy?.witnesses.map(\.key) ?? []
        // Witnesses of the file's policy may have signed too, though the reader's says nothing of them.
        let named = own + witnesses + trust.witnessKeys + (claimed?.witnesses.map(\.key) ?? [])
        for (number, signature) in note.signatures.enumerated() where !named.contains(where: signature.names) {
            result.steps.append(
                .init(
                    .signer,
                    claimed == nil ? .absent : .failed,
                    claimed == nil ? "unnamed" : "unknown",
                    ["name": signature.name.text, "number": String(number + 1)],
                    at: [place]
                )
            )
        }
        guard result.logKey != nil else { return result }
        var known = witnesses
        for key in trust.witnessKeys + (claimed?.witnesses.map(\.key) ?? []) where !known.contains(key) {
            known.append(key)
        }
        var signed: [VerifierKey] = []
        for key in known { judgeWitness(key, note, &signed, &result) }
        judgeQuorum(policy, note, signed, &result)
        return result
    }

    private func judgeLog(
        _ note: SignedNote,
        _ checkpoint: Checkpoint,
        _ own: [VerifierKey],
        _ result: inout Result
    ) {
        let lines = note.signatures.filter { line in own.contains(where: line.names) }
        let name = checkpoint.origin.text
        guard !lines.isEmpty else {
            // Without a policy in the file, nobody said whose key to ask.
            result.steps.append(
                claimed == nil
                    ? .init(.trust, .unknown, "nobody", ["name": name])
                    : .init(.checkpoint, .failed, "no_key", ["name": name], at: [place])
            )
            return
        }
        for line in lines {
            let single = SignedNote(text: note.text, signatures: [line])
            guard let key = try? single.verified(by: own).signers.first?.key else {
                result.steps.append(.init(.checkpoint, .failed, "wrong_signature", ["name": name], at: [place]))
                return
            }
            // A key that is trusted counts before one that is only claimed.
            if result.logKey.map({ !trust.logKeys.contains($0) }) ?? true { result.logKey = key }
        }
        guard let key = result.logKey else { return }
        result.steps.append(
            .init(
                .checkpoint,
                .passed,
                "signed",
                ["name": name, "size": String(checkpoint.size), "root": checkpoint.root.base64],
                at: [place]
            )
        )
        let isTrusted = trust.logKeys.contains(key)
        result.steps.append(
            .init(
                .trust,
                isTrusted ? .passed : .unknown,
                isTrusted ? "trusted" : "claimed",
                ["name": name, "key": key.text]
            )
        )
    }

    private func judgeWitness(
        _ key: VerifierKey,
        _ note: SignedNote,
        _ signed: inout [VerifierKey],
        _ result: inout Result
    ) {
        let lines = note.signatures.filter { $0.names(key) }
        guard !lines.isEmpty else {
            result.steps.append(.init(.witness, .absent, "silent", ["name": key.name.text]))
            return
        }
        var latest: UInt64 = 0
        for line in lines {
            let single = SignedNote(text: note.text, signatures: [line])
            guard let signer = try? single.verified(by: [key]).signers.first else {
                result.steps.append(
                    .init(.witness, .failed, "wrong_signature", ["name": key.name.text], at: [place])
                )
                return
            }
            latest = max(latest, signer.time ?? 0)
        }
        signed.append(key)
        result.steps.append(
            .init(.witness, .passed, "saw", ["name": key.name.text, "time": Self.text(of: latest)], at: [place])
        )
    }

    private func judgeQuorum(
        _ policy: TrustPolicy?,
        _ note: SignedNote,
        _ signed: [VerifierKey],
        _ result: inout Result
    ) {
        let isTrusted = result.logKey.flatMap(trust.policy(of:)) != nil
        if !isTrusted, !trust.witnessKeys.isEmpty {
            // Witnesses that are trusted one by one: one of them must have signed.
            let count = trust.witnessKeys.count(where: signed.contains)
            result.steps.append(
                count > 0
                    ? .init(.quorum, .passed, "one", ["count": String(count)])
                    : .init(.quorum, .failed, "none", at: [place])
            )
        }
        guard let policy else { return }
        guard policy.quorum != nil else {
            result.steps.append(.init(.quorum, .absent, isTrusted ? "not_asked" : "not_asked_claimed"))
            return
        }
        let isMet = (try? policy.judge(note).isMet) ?? false
        let count = policy.witnesses.count { signed.contains($0.key) }
        result.steps.append(
            .init(
                .quorum,
                isMet ? .passed : .failed,
                (isMet ? "met" : "not_met") + (isTrusted ? "" : "_claimed"),
                ["signed": String(count), "all": String(policy.witnesses.count)],
                at: [place]
            )
        )
    }

    /// Seconds since 1970 as a time of day.
    static func text(of seconds: UInt64) -> String {
        let milliseconds = Int(exactly: seconds).flatMap { seconds in
            let (product, isTooLarge) = seconds.multipliedReportingOverflow(by: 1000)
            return isTooLarge ? nil : product
        }
        return milliseconds.flatMap { UTCInstant(milliseconds: $0) }?.text ?? "\(seconds) s"
    }
}
