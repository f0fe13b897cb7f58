internal import Crypto
internal import Formats
public import Ledger
public import LedgerStore

/// What a log keeps of its witnesses, in its folder.
///
///     witnessed               the newest checkpoint that enough witnesses signed
///     conflicts/…json         what cannot both be true (``WitnessConflict``)
///     .state/witnesses/…      the last checkpoint that each witness signed
public struct WitnessShelf<Files: LogFiles>: Sendable {
    private let files: Files
    /// Whom the log believes.
    public let policy: TrustPolicy

    private static var witnessedPath: String { "witnessed" }
    private static var conflictFolder: String { "conflicts" }
    private static var lastFolder: String { ".state/witnesses" }

    /// Takes the files of a log, or of a mirror, and the policy by which they are read.
    public init(_ files: Files, policy: TrustPolicy) {
        self.files = files
        self.policy = policy
    }

    /// The newest checkpoint that enough witnesses signed, and who did; nil if there is none.
    public func witnessed() throws(LogFault) -> PolicyVerdict? {
        guard let note = try note(Self.witnessedPath) else { return nil }
        do throws(NoteFault) { return try policy.judge(note) } catch { throw .note(error) }
    }

    /// The last checkpoint that a witness signed; nil if none is known.
    ///
    /// A log is opened with these (``LogWriter/init(files:signer:formerKeys:known:isResuming:)``).
    public func last(of witness: TrustPolicy.Witness) throws(LogFault) -> VerifiedCheckpoint? {
        guard let note = try note(Self.lastPath(of: witness)) else { return nil }
        return verified(note, by: witness)
    }

    /// What cannot both be true, as it was found so far.
    public func conflicts() throws(LogFault) -> [WitnessConflict] {
        let names = try Self.run { () throws(FileFault) in try files.names(in: Self.conflictFolder) }
        var conflicts: [WitnessConflict] = []
        for name in names where name.hasSuffix(".json") {
            let bytes = try Self.run { () throws(FileFault) in try files.read("\(Self.conflictFolder)/\(name)") }
            if let conflict = bytes.flatMap(WitnessConflict.init(parsing:)) { conflicts.append(conflict) }
        }
        return conflicts
    }

    /// How the witnesses stand as far as is known without asking them; nil if the log has published nothing.
    ///
    /// - Throws: ``LogFault/note(_:)`` if the checkpoint is not by a log of the policy.
    public func report() throws(LogFault) -> WitnessReport? {
        guard let note = try PublishedLog(files).checkpoint() else { return nil }
        let conflicts = try conflicts()
        var collected = note
        var lines: [WitnessReport.Line] = []
        for witness in policy.witnesses {
            let last = try last(of: witness)
            let standing: WitnessStanding
            if let conflict = conflicts.last(where: { $0.witness == witness.name.description }) {
                standing = .conflict(conflict)
            } else if let last, last.note.text == note.text {
                collected.add(last.note.signatures)
                standing = .fresh
            } else {
                standing = .behind(witness.address == nil ? .noAddress : .notAsked)
            }
            lines.append(.init(witness: witness, standing: standing, last: last))
        }
        do throws(NoteFault) {
            let verdict = try policy.judge(collected)
            return WitnessReport(checkpoint: verdict.checkpoint, lines: lines, isMet: verdict.isMet)
        } catch {
            throw .note(error)
        }
    }

    func verified(_ note: SignedNote, by witness: TrustPolicy.Witness) -> VerifiedCheckpoint? {
        let seen = try? VerifiedCheckpoint(note, logKeys: policy.logs.map(\.key), witnessKeys: [witness.key])
        return seen.flatMap { $0.witnesses.isEmpty ? nil : $0 }
    }

    // MARK: Keeping

    func keep(_ conflict: WitnessConflict) throws(LogFault) {
        let path = "\(Self.conflictFolder)/\(conflict.fileName)"
        // The first pair stays: the log grows, what the witness signed does not.
        guard try Self.run({ () throws(FileFault) in try files.read(path) }) == nil else { return }
        try write(conflict.bytes, to: path, in: Self.conflictFolder)
    }

    func keep(_ seen: VerifiedCheckpoint, by witness: TrustPolicy.Witness) throws(LogFault) {
        try write(seen.note.bytes, to: Self.lastPath(of: witness), in: Self.lastFolder)
    }

    /// Keeps a checkpoint with what witnesses signed, unless one that more is worth is kept: larger, or the only one that
    /// enough signed.
    func keep(witnessed verdict: PolicyVerdict) throws(LogFault) {
        guard !verdict.signed.isEmpty else { return }
        if let kept = try? witnessed() {
            let (old, new) = (kept.checkpoint.checkpoint.size, verdict.checkpoint.checkpoint.size)
            guard new >= old, verdict.isMet || !kept.isMet else { return }
        }
        try write(verdict.checkpoint.note.bytes, to: Self.witnessedPath, in: "")
    }

    private func write(_ bytes: [UInt8], to path: String, in folder: String) throws(LogFault) {
        try Self.run { () throws(FileFault) in
            try files.replace(path, by: bytes, isSafe: true)
            try files.syncFolder(folder)
        }
    }

    private func note(_ path: String) throws(LogFault) -> SignedNote? {
        guard let bytes = try Self.run({ () throws(FileFault) in try files.read(path) }) else { return nil }
        do throws(NoteFault) { return try SignedNote(parsing: bytes) } catch { throw .note(error) }
    }

    private static func lastPath(of witness: TrustPolicy.Witness) -> String {
        let name = TreeHash.leaf(Array(witness.key.text.utf8)).bytes.prefix(16)
        return "\(lastFolder)/\(Hexadecimal.text(name))"
    }

    private static func run<Result>(_ body: () throws(FileFault) -> Result) throws(LogFault) -> Result {
        do throws(FileFault) { return try body() } catch { throw .files(error) }
    }
}
