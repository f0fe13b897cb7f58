public import Ledger
import Synchronization

/// What a witness signed, in files: one for each log, named by the SHA-256 of the log's name.
///
/// A monitor may be served the files as they are (``Witness/monitoringPath(of:)`` is the path of each). One process may
/// write them; if they are lost or an older copy is restored, the witness's key must be retired.
public final class WitnessFiles<Files: LogFiles>: WitnessMemory, Sendable {
    private let files: Files
    /// Held from the look at what is kept until it is replaced, so that two requests never both find the same.
    private let turn = Mutex(())

    /// Takes the files.
    public init(_ files: Files) throws(WitnessFault) {
        self.files = files
        guard try Self.run({ () throws(FileFault) in try files.lock() }) else { throw .isLocked }
    }

    private static func run<Result>(_ body: () throws(FileFault) -> Result) throws(WitnessFault) -> Result {
        do throws(FileFault) { return try body() } catch { throw .files(error) }
    }

    /// The last checkpoint that was signed of a log; nil if none was.
    public func latest(of origin: KeyName) throws(WitnessFault) -> WitnessedCheckpoint? {
        let path = Witness.monitoringPath(of: origin)
        guard let bytes = try Self.run({ () throws(FileFault) in try files.read(path) }) else { return nil }
        guard let note = try? SignedNote(parsing: bytes), let stated = try? Checkpoint(parsing: note.text),
            stated.origin == origin
        else { throw .unreadable(origin) }
        return WitnessedCheckpoint(size: stated.size, root: stated.root, note: note)
    }

    /// Keeps a checkpoint, on the disk for good before it returns, if that size is still the last.
    public func replace(_ oldSize: UInt64, by new: WitnessedCheckpoint, of origin: KeyName) throws(WitnessFault) -> Bool
    {
        let path = Witness.monitoringPath(of: origin)
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        return try turn.withLock { (_) throws(WitnessFault) in
            try exchange(oldSize, new, origin, path: path, folder: folder)
        }
    }

    private func exchange(
        _ oldSize: UInt64,
        _ new: WitnessedCheckpoint,
        _ origin: KeyName,
        path: String,
        folder: String
    ) throws(WitnessFault) -> Bool {
        guard (try latest(of: origin)?.size ?? 0) == oldSize else { return false }
        try Self.run { () throws(FileFault) in
            try files.replace(path, by: new.note.bytes, isSafe: true)
            try files.syncFolder(folder)
            try files.syncFolder("")
        }
        return true
    }
}

/// Why a witness kept nothing.
public enum WitnessFault: Error, Sendable, Hashable {
    /// The system refused a file.
    case files(FileFault)
    /// Another process keeps these files.
    case isLocked
    /// The file of a log is no checkpoint of it: nothing more is signed of that log.
    case unreadable(KeyName)
}
