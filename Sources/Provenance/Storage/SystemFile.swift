#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file of a graph; every failed call becomes a ``GraphError/system(_:)``.
final class SystemFile {
    private let handle: Int32
    private let path: String

    enum Mode {
        case reading
        /// Makes the file if it is not there.
        case writing
        /// Makes the file, or empties it.
        case replacing
    }

    init(_ path: String, _ mode: Mode) throws(GraphError) {
        let flags =
            switch mode {
            case .reading: O_RDONLY
            case .writing: O_RDWR | O_CREAT
            case .replacing: O_RDWR | O_CREAT | O_TRUNC
            }
        self.path = path
        handle = open(path, flags | O_CLOEXEC, 0o600)
        if handle < 0 { throw Self.failure(path) }
    }

    deinit { close(handle) }

    static func failure(_ path: String) -> GraphError { .system("\(path): \(String(cString: strerror(errno)))") }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    func size() throws(GraphError) -> Int {
        let end = lseek(handle, 0, SEEK_END)
        guard end >= 0 else { throw Self.failure(path) }
        return Int(end)
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(GraphError) {
        guard let base = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            let count = pwrite(handle, base + done, bytes.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path) }
            done += count
        }
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(GraphError) {
        let failure = bytes.withUnsafeBytes { buffer -> GraphError? in
            do throws(GraphError) {
                try write(buffer, at: offset)
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }

    func read(_ count: Int, at offset: Int) throws(GraphError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(handle, buffer.baseAddress.map { $0 + done }, count - done, off_t(offset + done))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure(path) }
            if got == 0 { break }
            done += got
        }
        bytes.removeLast(count - done)
        return bytes
    }

    func cut(to size: Int) throws(GraphError) {
        guard ftruncate(handle, off_t(size)) == 0 else { throw Self.failure(path) }
    }

    func sync() throws(GraphError) {
        guard fsync(handle) == 0 else { throw Self.failure(path) }
    }

    /// Takes the file for this process alone; false if another process has it.
    ///
    /// Asked for some times: a process that is being started shares the locks of this one until it runs its own program.
    func lock() -> Bool {
        for _ in 0..<Self.lockAttempts {
            if flock(handle, LOCK_EX | LOCK_NB) == 0 { return true }
            usleep(10_000)
        }
        return false
    }

    private static let lockAttempts = 20

    /// Maps the whole file privately; what is written there never reaches the file.
    func map(_ size: Int) throws(GraphError) -> MappedMemory {
        guard let base = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, handle, 0), base != MAP_FAILED else {
            throw Self.failure(path)
        }
        return MappedMemory(base: base, size: size)
    }

    static func move(_ path: String, to other: String) throws(GraphError) {
        guard rename(path, other) == 0 else { throw failure(path) }
    }

    static func remove(_ path: String) { unlink(path) }

    static func makeFolder(_ path: String) throws(GraphError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw failure(path) }
    }

    /// Makes what was renamed in a folder last.
    static func syncFolder(_ path: String) throws(GraphError) {
        let folder = open(path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw failure(path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure(path) }
    }
}

/// A mapped file, unmapped when nobody holds it any more.
final class MappedMemory {
    let base: UnsafeMutableRawPointer
    let size: Int

    init(base: UnsafeMutableRawPointer, size: Int) {
        self.base = base
        self.size = size
    }

    deinit { munmap(base, size) }
}
