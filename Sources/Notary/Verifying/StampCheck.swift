import Credentials
import Formats
import Ledger
import Vocabulary

/// Judges time stamps: over a checkpoint of the log, and over any data.
struct StampCheck {
    let trust: Trust
    /// The policy that the file states, whose log must have signed what was stamped.
    let policy: TrustPolicy?

    /// A time stamp of a bundle: the stamped checkpoint is the log's, one of both trees begins the other, and an
    /// authority states the time.
    func steps(_ stamp: ProofBundle.Stamp, _ place: String, _ checkpoint: Checkpoint?) -> [VerificationStep] {
        var steps: [VerificationStep] = []
        let logKeys = trust.logKeys + (policy?.logs.map(\.key) ?? [])
        let witnessKeys = trust.policies.flatMap { $0.witnesses.map(\.key) } + (policy?.witnesses.map(\.key) ?? [])
        let note = "\(place).checkpoint"
        guard
            let stamped = try? VerifiedCheckpoint(stamp.checkpoint, logKeys: logKeys, witnessKeys: witnessKeys),
            checkpoint == nil || stamped.checkpoint.origin == checkpoint?.origin
        else {
            steps.append(.init(.checkpoint, .failed, "stamped_wrong", at: [note]))
            return steps + tokenSteps(stamp.token, over: stamp.checkpoint.bytes, "\(place).token", isOpen: true)
        }
        for line in stamp.checkpoint.signatures where !(logKeys + witnessKeys).contains(where: line.names) {
            steps.append(.init(.signer, .failed, "unknown", ["name": line.name.text, "number": "-"], at: [note]))
        }
        steps.append(consistency(stamp, stamped.checkpoint, checkpoint, place))
        return steps + tokenSteps(stamp.token, over: stamp.checkpoint.bytes, "\(place).token", isOpen: false)
    }

    private func consistency(
        _ stamp: ProofBundle.Stamp,
        _ stamped: Checkpoint,
        _ checkpoint: Checkpoint?,
        _ place: String
    ) -> VerificationStep {
        let at = ["\(place).consistency", "\(place).checkpoint"]
        guard let checkpoint else { return .init(.consistency, .unknown, "no_checkpoint", at: at) }
        let (old, new) = stamped.size <= checkpoint.size ? (stamped, checkpoint) : (checkpoint, stamped)
        let arguments: KeyValuePairs = ["old": String(old.size), "new": String(new.size)]
        do throws(ProofFault) {
            try ConsistencyProof(oldSize: old.size, newSize: new.size, hashes: stamp.consistency)
                .check(oldRoot: old.root, newRoot: new.root)
        } catch {
            // Two roots for one size, both signed, are more than a proof that is not right.
            let isFork = old.size == new.size && old.root != new.root
            return .init(.consistency, .failed, isFork ? "fork" : "changed", arguments, at: at)
        }
        return .init(.consistency, .passed, "grew", arguments, at: at)
    }

    /// A time stamp over bytes.
    ///
    /// - Parameter isOpen: Whether it is known already that the bytes are not right: what does not fit is then no wonder.
    func tokenSteps(
        _ bytes: [UInt8],
        over message: [UInt8],
        _ place: String,
        isOpen: Bool
    ) -> [VerificationStep] {
        let answer = try? TimeStampResponse(bytes)
        let token = answer?.token ?? bytes
        // The authority's words around the stamp are signed by nobody.
        var steps: [VerificationStep] = []
        if answer?.isPlain == false { steps.append(.init(.stamp, .absent, "words_around", at: [place])) }
        do throws(TimeStampFault) {
            guard let authorities = trust.authorities else {
                let stated = try UnverifiedTimeStamp(token: token)
                guard stated.isOver(message) else { throw TimeStampFault(.imprintMismatch) }
                return steps + [.init(.stamp, .unknown, "unvouched", ["time": stated.time.text], at: [place])]
            }
            let stamp = try authorities.verify(token: token, over: message)
            let authority = Hexadecimal.text(stamp.authorityFingerprint)
            if stamp.strangers > 0 {
                let arguments: KeyValuePairs = ["count": String(stamp.strangers)]
                steps.append(.init(.stamp, .failed, "strangers", arguments, at: [place]))
            }
            steps.append(
                .init(.stamp, .passed, "stated", ["time": stamp.time.text, "authority": authority], at: [place])
            )
            return steps
        } catch {
            if isOpen, error.reason == .imprintMismatch {
                return steps + [.init(.stamp, .unknown, "no_checkpoint", at: [place])]
            }
            return steps + [
                .init(.stamp, .failed, "wrong", ["detail": error.detail], reason: error.reason.messageKey, at: [place])
            ]
        }
    }
}
