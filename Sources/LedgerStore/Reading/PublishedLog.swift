public import Ledger

/// A log as anybody reads it: its last checkpoint, and trees of any size up to that.
///
/// It may be written meanwhile; what was published once stays readable.
public struct PublishedLog<Files: LogFiles>: Sendable {
    private let files: Files

    /// Takes the files of a log, or of a mirror.
    public init(_ files: Files) {
        self.files = files
    }

    /// The last checkpoint, of which no signature was checked; nil if nothing was published.
    public func checkpoint() throws(LogFault) -> SignedNote? {
        let bytes: [UInt8]?
        do throws(FileFault) { bytes = try files.read(LogWriter<Files>.checkpointPath) } catch { throw .files(error) }
        guard let bytes else { return nil }
        do throws(NoteFault) { return try SignedNote(parsing: bytes) } catch { throw .note(error) }
    }

    /// The hashes of the tree of that size.
    public func source(size: UInt64) -> TileSource<FileFault> {
        let files = files
        return TileSource(size: size) { (path) throws(FileFault) in try LogWriter<Files>.read(path, files) }
    }

    /// The tree of that size, as the tiles have it.
    ///
    /// - Throws: ``LogFault`` if the log is not so large, or a tile is gone or damaged.
    public func snapshot(size: UInt64) throws(LogFault) -> TreeSnapshot<TileSource<FileFault>> {
        do throws(TileReadFailure<FileFault>) {
            return try TreeSnapshot(size: size, of: source(size: size))
        } catch {
            throw LogWriter<Files>.fault(error)
        }
    }
}
