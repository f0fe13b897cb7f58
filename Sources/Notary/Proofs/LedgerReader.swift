public import Ledger
public import LedgerStore

/// Reads a log of a store without holding it: beside the process that writes to it, or in a mirror.
public struct LedgerReader: Sendable {
    /// The last checkpoint.
    public let latest: SignedNote
    /// The last one that witnesses signed, if any did.
    public let witnessed: SignedNote?
    /// The log's public key.
    public let key: VerifierKey
    /// Whom the log names as its witnesses.
    public let policy: TrustPolicy
    /// The same as it is written (C2SP tlog-policy).
    public let policyText: String
    private let files: PosixFiles

    /// Opens a log as it is now.
    ///
    /// - Throws: ``NotaryFault/noLog`` if it was not begun.
    public init(_ folder: LedgerFolder, _ log: LedgerFolder.Log = .ledger) throws {
        guard folder.exists(log) else { throw NotaryFault.noLog }
        files = try folder.files(of: log)
        key = try folder.verifierKey(of: log)
        (latest, witnessed) = try folder.checkpoints(of: log)
        let former = try LedgerKeys(folder).formerKeys(of: log).map { "log \($0.key)\n" }.joined()
        policyText =
            try files.read(LedgerFolder.policy).map { String(decoding: $0, as: UTF8.self) }
            ?? "log \(key)\n\(former)quorum none\n"
        policy = try TrustPolicy(parsing: policyText)
    }

    /// What a checkpoint states, if the log signed it.
    public func verified(_ note: SignedNote) throws(NoteFault) -> VerifiedCheckpoint {
        try VerifiedCheckpoint(note, logKeys: policy.logs.map(\.key), witnessKeys: policy.witnesses.map(\.key))
    }

    /// The checkpoint by which a place is shown best: one that witnesses signed, if it reaches so far.
    public func checkpoint(covering place: UInt64) throws -> VerifiedCheckpoint? {
        for note in [witnessed, latest] {
            if let note, let checkpoint = try? verified(note), checkpoint.checkpoint.size > place { return checkpoint }
        }
        return nil
    }

    /// The tree at a size.
    public func tree(size: UInt64) throws -> TreeSnapshot<TileSource<FileFault>> {
        try PublishedLog(files).snapshot(size: size)
    }

    /// The entry at a place; nil if the log has none there.
    public func entry(at place: UInt64, size: UInt64) throws -> [UInt8]? {
        guard let path = TilePath.holding(place, kind: .entries, size: size) else { return nil }
        let bundle = try EntryBundle(Self.bytes(of: path, files), width: path.width)
        return bundle.entries[Int(place % UInt64(TilePath.fullWidth))]
    }

    /// The entries from a place on, up to the end of their bundle.
    public func entries(from place: UInt64, size: UInt64) throws -> ArraySlice<[UInt8]> {
        guard place < size, let path = TilePath.holding(place, kind: .entries, size: size) else { return [] }
        let bundle = try EntryBundle(Self.bytes(of: path, files), width: path.width)
        return bundle.entries[Int(place % UInt64(TilePath.fullWidth))...]
    }

    /// A file beside the log, such as a set of labels; nil if it is not there.
    public func file(_ path: String) throws(FileFault) -> [UInt8]? { try files.read(path) }

    /// The sizes of the checkpoints that a time stamp authority stamped, ascending.
    public func stampedSizes() throws(FileFault) -> [UInt64] {
        try StampShelf(files).sizes()
    }

    /// The checkpoint of a size as it was stamped, and the authority's token; nil if one of them is not there.
    public func stamp(ofSize size: UInt64) throws -> (checkpoint: SignedNote, token: [UInt8])? {
        guard let (note, token) = try StampShelf(files).files(ofSize: size) else { return nil }
        return (try SignedNote(parsing: note), token)
    }

    /// The bytes of a tile, or the first part of the full one if it has grown since.
    private static func bytes(of path: TilePath, _ files: PosixFiles) throws(FileFault) -> [UInt8] {
        try LogWriter.read(path, files)
    }
}
