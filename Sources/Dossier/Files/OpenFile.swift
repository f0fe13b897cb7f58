#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An open file, closed when nobody holds it any more; a failed call becomes ``DossierError/system(file:words:)``.
final class OpenFile: Sendable {
    private let handle: Int32
    let path: String

    /// Opens a plain file for reading; a link at its end is not followed.
    init(reading path: String) throws(DossierError) {
        self.path = path
        // Without waiting: a pipe that nobody writes to would never open.
        handle = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard handle >= 0 else {
            if errno == ELOOP { throw .notAFile(path) }
            throw Self.failure(path)
        }
        guard try isPlain() else { throw .notAFile(path) }
        posix_fadvise(handle, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    /// Makes a file that must not be there yet, readable by its owner only.
    init(creating path: String) throws(DossierError) {
        self.path = path
        handle = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard handle >= 0 else {
            if errno == EEXIST { throw .exists(path) }
            throw Self.failure(path)
        }
    }

    deinit { close(handle) }

    static func failure(_ path: String) -> DossierError {
        .system(file: path, words: String(cString: strerror(errno)))
    }

    private func isPlain() throws(DossierError) -> Bool { try state().st_mode & S_IFMT == S_IFREG }

    private func state() throws(DossierError) -> stat {
        var state = stat()
        guard fstat(handle, &state) == 0 else { throw Self.failure(path) }
        return state
    }

    /// How many bytes it has.
    func size() throws(DossierError) -> Int { Int(try state().st_size) }

    /// Fills as much of the buffer as there is from a position; fewer only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(DossierError) -> Int {
        var done = 0
        while done < buffer.count {
            let got = pread(handle, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure(path) }
            if got == 0 { break }
            done += got
        }
        return done
    }

    /// At most so many bytes from a position.
    func bytes(_ count: Int, at offset: Int) throws(DossierError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var failure: DossierError?
        let got = bytes.withUnsafeMutableBytes { buffer -> Int in
            do throws(DossierError) { return try read(into: buffer, at: offset) } catch { failure = error }
            return 0
        }
        if let failure { throw failure }
        bytes.removeLast(count - got)
        return bytes
    }

    /// Writes bytes at a position.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(DossierError) {
        var done = 0
        while done < bytes.count {
            let put = pwrite(handle, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw Self.failure(path) }
            done += put
        }
    }

    /// Writes bytes at a position.
    func write(_ bytes: [UInt8], at offset: Int) throws(DossierError) {
        var failure: DossierError?
        bytes.withUnsafeBytes { buffer in
            do throws(DossierError) { try write(buffer, at: offset) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Waits until the bytes are on the disk.
    func sync() throws(DossierError) {
        guard fsync(handle) == 0 else { throw Self.failure(path) }
    }
}
