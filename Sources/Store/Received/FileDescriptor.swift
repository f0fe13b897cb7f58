#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file, closed when nobody holds it any more.
///
/// Every failed call becomes a ``Failure`` with the system's words.
public final class FileDescriptor: Sendable {
    /// A system call that failed.
    public struct Failure: Error, CustomStringConvertible {
        /// The error number.
        public let code: Int32

        /// The system's words for it.
        public var description: String { String(cString: strerror(code)) }
    }

    private let handle: Int32

    private init(_ handle: Int32) throws(Failure) {
        guard handle >= 0 else { throw Failure(code: errno) }
        self.handle = handle
    }

    /// Opens a file or a folder for reading.
    public convenience init(reading path: String) throws(Failure) {
        try self.init(open(path, O_RDONLY | O_CLOEXEC))
    }

    /// Makes a file that must not exist yet, readable by its owner only.
    public convenience init(creating path: String) throws(Failure) {
        try self.init(open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600))
    }

    deinit {
        close(handle)
    }

    /// Reads what comes next; 0 at the end.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        while true {
            #if canImport(Glibc)
            let count = Glibc.read(handle, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
            let count = Musl.read(handle, buffer.baseAddress, buffer.count)
            #else
            let count = Darwin.read(handle, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw Failure(code: errno) }
        }
    }

    /// Goes back to the beginning.
    public func rewind() throws(Failure) {
        guard lseek(handle, 0, SEEK_SET) == 0 else { throw Failure(code: errno) }
    }

    /// Reads at most `count` bytes from a position.
    public func read(count: Int, at position: Int) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(handle, buffer.baseAddress.map { $0 + done }, count - done, off_t(position + done))
            }
            if got == 0 { break }
            guard got > 0 || errno == EINTR else { throw Failure(code: errno) }
            done += max(got, 0)
        }
        bytes.removeLast(count - done)
        return bytes
    }

    /// Who may do what with a file.
    package struct Access: Sendable, Hashable {
        /// Whether it is a file, and no folder, pipe or device.
        package let isFile: Bool
        /// Whether it belongs to whom this process works for, or to the system's administrator.
        package let isOurs: Bool
        /// The permissions, as `chmod` has them.
        package let permissions: UInt32
        /// How many bytes it has.
        package let byteCount: Int
    }

    /// Asks who may do what with the file.
    package func access() throws(Failure) -> Access {
        var state = stat()
        guard fstat(handle, &state) == 0 else { throw Failure(code: errno) }
        return Access(
            isFile: UInt32(state.st_mode) & UInt32(S_IFMT) == UInt32(S_IFREG),
            isOurs: state.st_uid == geteuid() || state.st_uid == 0,
            permissions: UInt32(state.st_mode) & 0o7777,
            byteCount: Int(state.st_size)
        )
    }

    /// Writes all the bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        var rest = bytes
        while !rest.isEmpty {
            #if canImport(Glibc)
            let count = Glibc.write(handle, rest.baseAddress, rest.count)
            #elseif canImport(Musl)
            let count = Musl.write(handle, rest.baseAddress, rest.count)
            #else
            let count = Darwin.write(handle, rest.baseAddress, rest.count)
            #endif
            guard count >= 0 || errno == EINTR else { throw Failure(code: errno) }
            rest = UnsafeRawBufferPointer(rebasing: rest[max(count, 0)...])
        }
    }

    /// Takes the lock of a folder or file, shared with others or alone; released when the descriptor closes.
    ///
    /// - Parameter isAlone: Whether nobody else may hold it. Then the answer is false at once if somebody does.
    package func lock(alone isAlone: Bool) throws(Failure) -> Bool {
        while true {
            if flock(handle, isAlone ? LOCK_EX | LOCK_NB : LOCK_SH) == 0 { return true }
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else { throw Failure(code: errno) }
        }
    }

    /// Gives the lock back.
    package func unlock() {
        _ = flock(handle, LOCK_UN)
    }

    /// Waits until what was written is on the disk.
    package func sync() throws(Failure) {
        guard fsync(handle) == 0 else { throw Failure(code: errno) }
    }

    /// Gives a file another name, replacing what bore it.
    package static func rename(_ old: String, to new: String) throws(Failure) {
        #if canImport(Glibc)
        let result = Glibc.rename(old, new)
        #elseif canImport(Musl)
        let result = Musl.rename(old, new)
        #else
        let result = Darwin.rename(old, new)
        #endif
        guard result == 0 else { throw Failure(code: errno) }
    }
}
