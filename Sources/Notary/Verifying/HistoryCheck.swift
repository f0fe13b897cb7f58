import Credentials
import Crypto
import Formats
import Ledger
import Vocabulary

/// Finds out which keys an identifier had when, and when a log saw a credential: what counts is what a log says that the reader
/// trusts.
struct HistoryCheck {
    /// What was found.
    struct Result {
        /// The steps.
        var steps: [VerificationStep] = []
        /// The keys as the log had them; nil if nothing can be made of the file.
        var timeline: IdentifierTimeline?
        /// When the log saw the credential; nil if that is not proven by a log that the reader trusts.
        var loggedAt: UTCInstant?
    }

    let trust: Trust
    let history: IdentifierHistory

    /// Looks at the history, and at the proof of a credential if there is one.
    ///
    /// - Parameters:
    ///   - proof: The bundle that shows the credential in the log.
    ///   - credential: The bytes of the credential.
    func result(proof: [UInt8]?, of credential: [UInt8]) -> Result {
        var result = Result()
        let claimed = try? TrustPolicy(parsing: history.policyText)
        let found = CheckpointCheck(trust: trust, claimed: claimed, place: "checkpoint").result(history.checkpoint)
        result.steps += found.steps
        guard let checkpoint = found.checkpoint, let key = found.logKey else { return result }
        let name = checkpoint.origin.text
        do {
            for item in history.items {
                try InclusionProof(index: item.index, size: checkpoint.size, hashes: item.hashes)
                    .check(leaf: .leaf(item.statement.bytes), root: checkpoint.root)
            }
            let timeline = try IdentifierTimeline(history.items.map { ($0.index, $0.statement) })
            result.timeline = timeline
            let arguments: KeyValuePairs = [
                "name": timeline.identifier, "log": name, "count": String(history.items.count),
            ]
            result.steps.append(.init(.history, .passed, "in_log", arguments))
        } catch {
            let detail = (error as? CredentialFault)?.reason.rawValue ?? "\(error)"
            result.steps.append(.init(.history, .failed, "wrong_history", ["log": name, "detail": detail]))
            return result
        }
        let isTrusted = trust.logKeys.contains(key)
        judge(proof, credential, isTrusted: isTrusted, size: checkpoint.size, key, &result)
        return result
    }

    /// Follows the credential's own proof to the same log.
    private func judge(
        _ proof: [UInt8]?,
        _ credential: [UInt8],
        isTrusted: Bool,
        size: UInt64,
        _ key: VerifierKey,
        _ result: inout Result
    ) {
        guard let proof else {
            result.steps.append(.init(.logged, .absent, "no_proof"))
            return
        }
        let report = BundleCheck(trust: trust).report(on: proof)
        guard report.verdict != .failed, let bundle = try? ProofBundle(parsing: proof),
            let checkpoint = try? Checkpoint(parsing: bundle.checkpoint.text), checkpoint.origin == key.name
        else {
            result.steps += report.steps.filter { $0.outcome == .failed }
            result.steps.append(.init(.logged, .failed, "bad_proof", ["name": key.name.text]))
            return
        }
        let digest = Hexadecimal.text(SHA256.hash(data: Self.trimmed(credential)))
        let item = bundle.items.first { item in
            item.statement.kind == .credential && item.statement.text("sha256").map { $0 == digest } == true
        }
        guard let item, let stated = item.statement.text("at").flatMap({ try? UTCInstant($0) }),
            let timeline = result.timeline
        else {
            result.steps.append(.init(.logged, .failed, "other_bytes", ["digest": digest]))
            return
        }
        // A history that ends before the credential cannot say which keys the log had then.
        guard size > item.index else {
            let arguments: KeyValuePairs = ["index": String(item.index), "size": String(size)]
            result.steps.append(.init(.logged, .failed, "old_history", arguments))
            return
        }
        let time = timeline.time(of: item.index, stated: stated)
        let arguments: KeyValuePairs = ["index": String(item.index), "time": time.text, "name": key.name.text]
        guard isTrusted else {
            result.steps.append(.init(.logged, .unknown, "log_claimed", arguments))
            return
        }
        result.steps.append(.init(.logged, .passed, "seen", arguments))
        result.loggedAt = time
    }

    /// Without the line's end that an editor may have left.
    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        var rest = bytes[...]
        while let last = rest.last, [0x20, 0x09, 0x0A, 0x0D].contains(last) { rest.removeLast() }
        return Array(rest)
    }
}
