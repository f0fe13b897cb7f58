import Crypto
import Formats
import Ledger

/// Checks a proof bundle from the checkpoint down: whatever rests on something that is not right is left open, so that
/// what is called wrong is what was changed.
public struct BundleCheck: Sendable {
    private let trust: Trust

    /// A check for a reader who trusts these.
    public init(trust: Trust) {
        self.trust = trust
    }

    /// Checks the bytes of a file.
    public func report(on bytes: [UInt8]) -> VerificationReport {
        do throws(BundleFault) {
            return report(on: try ProofBundle.received(bytes))
        } catch {
            let place = error.place.isEmpty ? "-" : error.place
            let step = VerificationStep(
                .form,
                .failed,
                Words.snake(error.reason.rawValue),
                ["place": place, "detail": error.detail],
                at: error.place.isEmpty ? [] : [error.place]
            )
            return VerificationReport(.bundle, [step])
        }
    }

    /// Checks a bundle that was read.
    public func report(on received: ProofBundle.Received) -> VerificationReport {
        let bundle = received.bundle
        var report = VerificationReport(.bundle)
        let isIntact = received.isIntact
        report.append([
            .init(.form, .passed, "bundle", ["count": String(bundle.items.count)]),
            .init(.checksum, isIntact ? .passed : .failed, isIntact ? "right" : "wrong", at: ["checksum"]),
            .init(.about, .absent, "told", ["kind": bundle.about.kind, "id": bundle.about.id], at: ["about"]),
        ])
        let check = CheckpointCheck(trust: trust, claimed: bundle.policy, place: "checkpoint")
        let found = check.result(bundle.checkpoint)
        report.append(found.steps)
        let root = found.logKey == nil ? nil : found.checkpoint
        for (number, item) in bundle.items.enumerated() {
            report.append(ItemCheck(item: item, place: "items[\(number)]", checkpoint: root).steps())
        }
        for (number, stamp) in bundle.stamps.enumerated() {
            report.append(StampCheck(trust: trust, policy: bundle.policy).steps(stamp, "time[\(number)]", root))
        }
        return report
    }
}

/// Follows one item: from the checkpoint to the entry, to the statement, to the bytes.
private struct ItemCheck {
    let item: ProofBundle.Item
    let place: String
    /// The checkpoint, if the log signed it.
    let checkpoint: Checkpoint?

    func steps() -> [VerificationStep] {
        let (entry, isEntryRight) = entryStep()
        let (statement, isStatementRight) = statementStep(isEntryRight)
        return [entry, statement, bytesStep(isStatementRight)]
    }

    private func places(_ names: String...) -> [String] { names.map { "\(place).\($0)" } }

    private func entryStep() -> (VerificationStep, Bool) {
        let at = places("entry", "index", "hashes")
        guard let checkpoint else { return (.init(.entry, .unknown, "no_checkpoint", ["item": place], at: at), false) }
        let proof = InclusionProof(index: item.index, size: checkpoint.size, hashes: item.hashes)
        do throws(ProofFault) {
            try proof.check(leaf: .leaf(item.entry.bytes), root: checkpoint.root)
        } catch {
            let arguments: KeyValuePairs = ["item": place, "detail": error.rawValue]
            return (.init(.entry, .failed, "changed", arguments, at: at), false)
        }
        let arguments: KeyValuePairs = [
            "item": place, "index": String(item.index), "size": String(checkpoint.size),
        ]
        return (.init(.entry, .passed, "in_log", arguments, at: at), true)
    }

    private func statementStep(_ isEntryRight: Bool) -> (VerificationStep, Bool) {
        let at = places("statement", "batch")
        guard isEntryRight else { return (.init(.statement, .unknown, "no_entry", ["item": place], at: at), false) }
        let kind = item.statement.kind
        guard kind == item.entry.kind else {
            let arguments: KeyValuePairs = [
                "item": place, "kind": kind.rawValue, "expected": item.entry.kind.rawValue,
            ]
            return (.init(.statement, .failed, "other_kind", arguments, at: at), false)
        }
        guard item.batch.size == item.entry.count else {
            let arguments: KeyValuePairs = [
                "item": place, "size": String(item.batch.size), "expected": String(item.entry.count),
            ]
            return (.init(.statement, .failed, "other_size", arguments, at: places("batch")), false)
        }
        do throws(ProofFault) {
            try item.batch.check(leaf: .leaf(item.statement.bytes), root: item.entry.root)
        } catch {
            let arguments: KeyValuePairs = ["item": place, "detail": error.rawValue]
            return (.init(.statement, .failed, "changed", arguments, at: at), false)
        }
        let arguments: KeyValuePairs = [
            "item": place, "kind": kind.rawValue, "index": String(item.batch.index), "size": String(item.batch.size),
        ]
        return (.init(.statement, .passed, "in_batch", arguments, at: at), true)
    }

    private func bytesStep(_ isStatementRight: Bool) -> VerificationStep {
        let at = places("bytes")
        guard let bytes = item.bytes else { return .init(.bytes, .absent, "withheld", ["item": place]) }
        guard isStatementRight else { return .init(.bytes, .unknown, "no_statement", ["item": place], at: at) }
        guard let stated = item.statement.text("sha256") else {
            return .init(.bytes, .failed, "not_stated", ["item": place], at: at)
        }
        let length = item.statement.number("length")
        guard length == nil || length == String(bytes.count) else {
            let arguments: KeyValuePairs = ["item": place, "found": String(bytes.count), "expected": length ?? ""]
            return .init(.bytes, .failed, "other_length", arguments, at: at)
        }
        let digest = Hexadecimal.text(SHA256.hash(data: bytes))
        let arguments: KeyValuePairs = [
            "item": place, "found": digest, "expected": stated, "length": String(bytes.count),
        ]
        let isSame = digest.utf8.elementsEqual(stated.utf8)
        return .init(.bytes, isSame ? .passed : .failed, isSame ? "as_stated" : "changed", arguments, at: at)
    }
}

extension Statement {
    /// The text of a member that is a number.
    func number(_ name: String) -> String? {
        members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value.numberText
    }
}

/// Words for programs.
enum Words {
    /// `notCanonical` as `not_canonical`.
    static func snake(_ word: String) -> String {
        var result = ""
        for letter in word {
            if letter.isUppercase { result.append("_") }
            result += letter.lowercased()
        }
        return result
    }
}
