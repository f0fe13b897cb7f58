public import Credentials
import Formats
import Ledger
import Vocabulary

/// Checks a file of any kind that is known here; which, its content says.
///
/// ```swift
/// let report = FileCheck(trust: trust, at: now).report(on: bytes)
/// ```
public struct FileCheck: Sendable {
    private let trust: Trust
    private let time: VerificationTime

    /// The entry that a proof of inclusion is about, as it stands in the log.
    public var entry: [UInt8]?
    /// The data that a time stamp is over.
    public var data: [UInt8]?
    /// Documents of identifiers; whoever gives them vouches for them.
    public var documents: [DIDDocument] = []
    /// Status lists as they were published, by their addresses.
    public var statusLists: [String: [UInt8]] = [:]

    /// A check for a reader who trusts these, at a time.
    public init(trust: Trust, at time: VerificationTime) {
        self.trust = trust
        self.time = time
    }

    /// What a file is.
    public static func kind(of bytes: [UInt8]) -> VerificationReport.Kind {
        guard let first = bytes.firstIndex(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else { return .other }
        if bytes.starts(with: "c2sp.org/tlog-proof@".utf8) { return .proof }
        if bytes[first] == UInt8(ascii: "{") {
            // By either end, so that a bundle in which one of the two was changed is told as a bundle.
            let isBundle = bytes[first...].starts(with: "{\"about\":".utf8)
            if isBundle || bytes.holds(Array("\"type\":\"proof-bundle\"".utf8)) { return .bundle }
            let isCredential = ["VerifiableCredential", "VerifiablePresentation"].contains {
                bytes.holds(Array($0.utf8))
            }
            return isCredential ? .credential : .other
        }
        if bytes[0] == 0x30 {
            // The name of what a time stamp states (RFC 3161), which stands in each.
            let name: [UInt8] = [0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x04]
            return bytes.holds(name) ? .stamp : .other
        }
        if bytes.holds(Array("\n\n\u{2014} ".utf8)) { return .checkpoint }
        let isToken =
            bytes[first...].starts(with: "eyJ".utf8) && bytes.count { $0 == UInt8(ascii: ".") } == 2
        return isToken ? .credential : .other
    }

    /// Checks the bytes of a file.
    public func report(on bytes: [UInt8]) -> VerificationReport {
        switch Self.kind(of: bytes) {
        case .bundle: BundleCheck(trust: trust).report(on: bytes)
        case .credential: credential(bytes)
        case .proof: proof(bytes)
        case .checkpoint: checkpoint(bytes)
        case .stamp: stamp(bytes)
        case .log, .other: VerificationReport(.other, [.init(.form, .failed, "nothing_known")])
        }
    }

    private func checkpoint(_ bytes: [UInt8]) -> VerificationReport {
        let note: SignedNote
        do throws(NoteFault) {
            note = try SignedNote(parsing: bytes)
        } catch {
            return VerificationReport(.checkpoint, [.init(.form, .failed, "bad_note_file", ["detail": error.rawValue])])
        }
        let found = CheckpointCheck(trust: trust, claimed: nil, place: "").result(note)
        return VerificationReport(.checkpoint, [.init(.form, .passed, "checkpoint")] + found.steps)
    }

    private func proof(_ bytes: [UInt8]) -> VerificationReport {
        let proof: LogProof
        let note: SignedNote
        do {
            proof = try LogProof(parsing: bytes)
            note = try SignedNote(parsing: proof.checkpoint)
        } catch {
            return VerificationReport(.proof, [.init(.form, .failed, "bad_proof", ["detail": "\(error)"])])
        }
        let found = CheckpointCheck(trust: trust, claimed: nil, place: "checkpoint").result(note)
        var steps: [VerificationStep] = [.init(.form, .passed, "log_proof")] + found.steps
        guard let entry else {
            return VerificationReport(.proof, steps + [.init(.entry, .unknown, "not_given")])
        }
        guard let checkpoint = found.checkpoint, found.logKey != nil || trust.isEmpty else {
            return VerificationReport(.proof, steps + [.init(.entry, .unknown, "no_checkpoint", ["item": "-"])])
        }
        let arguments: KeyValuePairs = [
            "item": "-", "index": String(proof.index), "size": String(checkpoint.size), "detail": "",
        ]
        do throws(ProofFault) {
            try InclusionProof(index: proof.index, size: checkpoint.size, hashes: proof.hashes)
                .check(leaf: .leaf(entry), root: checkpoint.root)
            steps.append(.init(.entry, .passed, "in_log", arguments, at: ["index", "hashes"]))
        } catch {
            steps.append(
                .init(.entry, .failed, "changed", ["item": "-", "detail": error.rawValue], at: ["index", "hashes"])
            )
        }
        return VerificationReport(.proof, steps)
    }

    private func stamp(_ bytes: [UInt8]) -> VerificationReport {
        var steps: [VerificationStep] = [.init(.form, .passed, "time_stamp")]
        if let data {
            steps += StampCheck(trust: trust, policy: nil).tokenSteps(bytes, over: data, "", isOpen: false)
            return VerificationReport(.stamp, steps)
        }
        do throws(TimeStampFault) {
            let stated = try UnverifiedTimeStamp(token: (try? TimeStampResponse(bytes).token) ?? bytes)
            let digest = Hexadecimal.text(stated.digest)
            steps.append(.init(.data, .unknown, "not_given", ["digest": digest, "time": stated.time.text]))
        } catch {
            steps.append(.init(.stamp, .failed, "wrong", ["detail": error.detail], reason: error.reason.messageKey))
        }
        return VerificationReport(.stamp, steps)
    }

    private func credential(_ bytes: [UInt8]) -> VerificationReport {
        let keys = KeySources([IdentifierKeys(), KnownDocuments(documents)])
        let verifier = CredentialVerifier(keys: keys, statusLists: statusLists)
        let found = verifier.report(on: bytes, at: time)
        var steps: [VerificationStep] = []
        for (step, outcome) in found.steps {
            let key = step.messageKey
            switch outcome {
            case .passed: steps.append(.init(.credential, .passed, key: key, reason: nil))
            case .absent: steps.append(.init(.credential, .absent, key: key, reason: nil))
            case .skipped: continue
            case .failed(let fault):
                // Keys that are not at hand are no fault of the credential's.
                let outcome: VerificationStep.Outcome = fault.reason == .unresolved ? .unknown : .failed
                steps.append(
                    .init(.credential, outcome, key: key, reason: fault.reason.messageKey, detail: fault.detail)
                )
            case .unknown(let fault):
                steps.append(
                    .init(.credential, .unknown, key: key, reason: fault.reason.messageKey, detail: fault.detail)
                )
            }
        }
        if let issuer = found.verified?.credential.issuer {
            let isKnown = trust.trusts(issuer) || documents.contains { $0.identifier.utf8.elementsEqual(issuer.utf8) }
            let arguments: KeyValuePairs = ["name": issuer]
            steps.append(
                .init(.trust, isKnown ? .passed : .unknown, isKnown ? "issuer" : "issuer_claimed", arguments)
            )
        }
        return VerificationReport(.credential, steps)
    }
}

extension [UInt8] {
    /// Whether some bytes stand anywhere in these.
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first, count >= part.count else { return false }
        return withUnsafeBufferPointer { all in
            var index = 0
            while index <= all.count - part.count {
                guard all[index] == first else {
                    index += 1
                    continue
                }
                if all[index..<(index + part.count)].elementsEqual(part) { return true }
                index += 1
            }
            return false
        }
    }
}
