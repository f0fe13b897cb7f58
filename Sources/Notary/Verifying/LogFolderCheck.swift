import Credentials
import Formats
import Ledger
public import LedgerStore

/// Checks the folder of a log, or a mirror of one: every byte of it.
///
/// Beside the tiles it looks at what the store keeps with them: the checkpoint that witnesses signed, and the checkpoints
/// that an authority stamped.
public struct LogFolderCheck<Files: LogFiles>: Sendable {
    private let files: Files
    private let trust: Trust

    /// A check for a reader who trusts these.
    public init(_ files: Files, trust: Trust) {
        self.files = files
        self.trust = trust
    }

    /// Whether a folder is a log or a mirror.
    public static func isLog(_ files: Files) -> Bool {
        let names = (try? files.names(in: "")) ?? []
        return names.contains("checkpoint") && names.contains("tile/")
    }

    private func read(_ path: String) -> [UInt8]? { (try? files.read(path)) ?? nil }

    /// Checks the folder.
    public func report() -> VerificationReport {
        var report = VerificationReport(.log)
        guard let bytes = read("checkpoint") else {
            report.append([.init(.log, .failed, "missing", ["path": "checkpoint", "place": "-"], at: ["checkpoint"])])
            return report
        }
        let policy = read("policy").flatMap { try? TrustPolicy(parsing: $0) }
        guard let note = try? SignedNote(parsing: bytes), let checkpoint = try? Checkpoint(parsing: note.text) else {
            report.append([.init(.log, .failed, "malformed", ["path": "checkpoint", "place": "-"], at: ["checkpoint"])])
            return report
        }
        var known = trust.logKeys + (policy?.logs.map(\.key) ?? [])
        if let line = read("log-key"), let text = String(validating: line.dropLast(), as: UTF8.self),
            let key = try? VerifierKey(parsing: text)
        {
            known.append(key)
        }
        let own = known.filter { $0.name == checkpoint.origin }
        guard let key = own.first(where: { (try? note.verified(by: [$0])) != nil }) ?? own.first else {
            report.append([.init(.trust, .unknown, "nobody", ["name": checkpoint.origin.text])])
            return report
        }
        let isTrusted = trust.logKeys.contains(key)
        report.append([
            .init(
                .trust,
                isTrusted ? .passed : .unknown,
                isTrusted ? "trusted" : "claimed",
                ["name": checkpoint.origin.text, "key": key.text]
            )
        ])
        report.append(tiles(key))
        report.append(earlier(key, policy, checkpoint))
        return report
    }

    private func tiles(_ key: VerifierKey) -> [VerificationStep] {
        let check = LogCheck(files, key: key)
        guard !check.isSound else {
            let size = check.checkpoint.map { String($0.size) } ?? "-"
            return [.init(.log, .passed, "sound", ["files": String(check.fileCount), "size": size])]
        }
        return check.findings.map { finding in
            let place = finding.place.map { String($0) } ?? "-"
            return .init(
                .log,
                .failed,
                Words.snake(finding.kind.rawValue),
                ["path": finding.path, "place": place],
                at: [finding.path]
            )
        }
    }

    /// What witnesses signed and authorities stamped: checkpoints of this log, now or earlier.
    private func earlier(
        _ key: VerifierKey,
        _ policy: TrustPolicy?,
        _ checkpoint: Checkpoint
    ) -> [VerificationStep] {
        var steps: [VerificationStep] = []
        if let bytes = read("witnessed") {
            steps += kept("witnessed", bytes, key, checkpoint)
            if let note = try? SignedNote(parsing: bytes) {
                let found = CheckpointCheck(trust: trust, claimed: policy, place: "witnessed").result(note)
                steps += found.steps.filter { [.witness, .quorum, .signer].contains($0.name) }
            }
        }
        for name in ((try? files.names(in: "time")) ?? []) where name.hasSuffix(".checkpoint") {
            let path = "time/\(name)"
            let token = String(path.dropLast(".checkpoint".count)) + ".tsr"
            guard let bytes = read(path) else { continue }
            let found = kept(path, bytes, key, checkpoint)
            steps += found
            guard let stamp = read(token) else {
                steps.append(.init(.log, .failed, "missing", ["path": token, "place": "-"], at: [token]))
                continue
            }
            let isOpen = found.contains { $0.outcome == .failed }
            steps += StampCheck(trust: trust, policy: nil).tokenSteps(stamp, over: bytes, token, isOpen: isOpen)
        }
        return steps
    }

    /// Whether a checkpoint that was kept is the log's, and the tree has its root at its size.
    private func kept(
        _ path: String,
        _ bytes: [UInt8],
        _ key: VerifierKey,
        _ checkpoint: Checkpoint
    ) -> [VerificationStep] {
        guard let note = try? SignedNote(parsing: bytes), note.bytes == bytes else {
            return [.init(.log, .failed, "malformed", ["path": path, "place": "-"], at: [path])]
        }
        guard let kept = try? VerifiedCheckpoint(note, logKeys: [key]).checkpoint else {
            return [.init(.log, .failed, "wrong_signature", ["path": path, "place": "-"], at: [path])]
        }
        let arguments: KeyValuePairs = ["old": String(kept.size), "new": String(checkpoint.size)]
        guard kept.size <= checkpoint.size else {
            return [.init(.consistency, .failed, "behind", arguments, at: ["checkpoint", path])]
        }
        let files = files
        let source = TileSource<FileFault>(size: checkpoint.size) { (path: TilePath) throws(FileFault) -> [UInt8] in
            guard let bytes = try files.read(path.text) else { throw FileFault("read", path.text, code: 2) }
            return bytes
        }
        guard let root = try? TreeSnapshot(size: kept.size, of: source).root, root == kept.root else {
            return [.init(.consistency, .failed, "fork", arguments, at: [path])]
        }
        return [.init(.consistency, .passed, "grew", arguments, at: [path])]
    }
}
