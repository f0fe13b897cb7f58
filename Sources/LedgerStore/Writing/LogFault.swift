public import Ledger

/// Why the log does not do what was asked.
public enum LogFault: Error, Sendable, Hashable {
    /// The system refused a file.
    case files(FileFault)
    /// Another process writes to the log.
    case isLocked
    /// What it keeps for itself is gone or cannot be read, though something was published: restore it.
    case stateMissing
    /// A tile or bundle is absent or not what the checkpoint says.
    case badTile(TilePath)
    /// The tiles, or the batch as it was stored, lead to another root than they must. Nothing was signed.
    case wrongRoot(size: UInt64)
    /// It has fewer entries than it has signed for: an older copy was restored, and would sign another history.
    case olderThanSigned(size: UInt64, signed: UInt64)
    /// It has another root for a size than it has signed.
    case fork(size: UInt64)
    /// A checkpoint or a key is not taken.
    case note(NoteFault)
    /// An entry is longer than a bundle can hold.
    case entryTooLong
    /// A fault before made it stop; open it anew, and it goes on with what is on the disk.
    case hasStopped
}
