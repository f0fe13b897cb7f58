import Ledger
public import LedgerStore

/// All that is published of a log, and what is kept of its witnesses, as it is at one checkpoint; for a backup, made while
/// the log is written.
///
/// The journal is not in it: whoever brings a copy back must know that the log has signed nothing newer
/// (``LedgerResumption``), and a journal would let the log go on unasked.
public struct LogCopy: Sendable {
    /// What is in it, below the log's folder, in the order in which it should be written: the checkpoint last, without which
    /// nothing is published.
    public let paths: [String]
    /// The size of the log.
    public let size: UInt64

    private let files: PosixFiles
    /// Small files as they were before the checkpoint was read: none of them speaks of more than it holds.
    private let small: [String: [UInt8]]
    private let tiles: [String: TilePath]

    /// Looks at a log as it is now; nil if it was not begun.
    public init?(of log: LedgerFolder.Log, in folder: LedgerFolder) throws {
        guard folder.exists(log) else { return nil }
        files = try folder.files(of: log)
        var small: [String: [UInt8]] = [:]
        for path in try Self.names(below: "", in: files) where Self.isSmall(path) {
            if let bytes = try files.read(path) { small[path] = bytes }
        }
        guard let note = try files.read(LedgerFolder.checkpoint) else { throw NotaryFault.noLog }
        size = try Checkpoint(parsing: SignedNote(parsing: note).text).size
        small[LedgerFolder.checkpoint] = note
        let labels = try Self.names(below: Self.labels, in: files)
        let tilePaths = TilePath.added(to: size)
        tiles = Dictionary(uniqueKeysWithValues: tilePaths.map { ($0.text, $0) })
        self.small = small
        paths =
            small.keys.filter { $0 != LedgerFolder.checkpoint }.sorted() + labels + tilePaths.map(\.text)
            + [LedgerFolder.checkpoint]
    }

    /// The bytes of one of ``paths``; nil if it is not there, as it should be.
    public func bytes(of path: String) throws(FileFault) -> [UInt8]? {
        if let bytes = small[path] { return bytes }
        guard let tile = tiles[path] else { return try files.read(path) }
        // A partial tile may have grown since, or become a full one.
        let bytes = try LogWriter.read(tile, files)
        return bytes.isEmpty ? nil : bytes
    }

    private static let labels = "labels"
    /// What is copied in its own order.
    private static let left: Set<String> = ["tile/", "labels/", LedgerFolder.checkpoint]

    /// Whether a file is copied as it was before the checkpoint; what the log keeps for its writer is not copied.
    private static func isSmall(_ path: String) -> Bool {
        !path.hasPrefix(".state/") || path.hasPrefix(".state/witnesses/")
    }

    /// The files below a folder of the log.
    private static func names(below folder: String, in files: PosixFiles) throws(FileFault) -> [String] {
        var paths: [String] = []
        for name in try files.names(in: folder) where !folder.isEmpty || !left.contains(name) {
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            if path.hasSuffix("/") {
                paths += try names(below: String(path.dropLast()), in: files)
            } else if !name.hasPrefix(".new-") {
                paths.append(path)
            }
        }
        return paths
    }
}
