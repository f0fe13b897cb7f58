import Ledger
import LedgerStore
import Synchronization

/// The folder of a log that is only read, by somebody who need not be its owner.
struct MirrorFiles: LogFiles {
    private let files: PosixFiles
    private let counter: Counter

    /// Counts the files that were read; a reference, for the files are copied.
    private final class Counter: Sendable {
        let count = Mutex(0)
        let progress: @Sendable (Int) -> Void

        init(_ progress: @escaping @Sendable (Int) -> Void) { self.progress = progress }

        func step() {
            progress(
                count.withLock { count in
                    count += 1
                    return count
                }
            )
        }
    }

    init(folder: String, progress: @escaping @Sendable (Int) -> Void) throws(FileFault) {
        files = try PosixFiles(folder: folder)
        counter = Counter(progress)
    }

    func read(_ path: String) throws(FileFault) -> [UInt8]? {
        counter.step()
        return try files.read(path)
    }

    func read(_ path: String, from offset: Int, count: Int) throws(FileFault) -> [UInt8] {
        try files.read(path, from: offset, count: count)
    }

    func names(in folder: String) throws(FileFault) -> [String] { try files.names(in: folder) }

    func lock() throws(FileFault) -> Bool { throw Self.refusal("flock", ".state/lock") }

    func replace(_ path: String, by bytes: [UInt8], isSafe: Bool) throws(FileFault) {
        throw Self.refusal("open", path)
    }

    func append(_ bytes: [UInt8], to path: String) throws(FileFault) { throw Self.refusal("write", path) }

    func remove(_ path: String) throws(FileFault) { throw Self.refusal("unlink", path) }

    func sync(_ path: String) throws(FileFault) { throw Self.refusal("fdatasync", path) }

    func syncFolder(_ path: String) throws(FileFault) { throw Self.refusal("fsync", path) }

    func syncAll() throws(FileFault) { throw Self.refusal("sync", "") }

    /// EROFS: what is checked is not changed.
    private static func refusal(_ operation: String, _ path: String) -> FileFault {
        FileFault(operation, path, code: 30)
    }
}
