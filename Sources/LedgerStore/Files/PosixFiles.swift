import Glibc
import Synchronization

/// The files of a log in a folder of the machine.
public final class PosixFiles: LogFiles {
    private let root: String
    /// Descriptors that stay open, by path: the file that grows, and the lock.
    private let open = Mutex<[String: Int32]>([:])
    /// Files that were written and not put on the disk for good yet.
    private let unsynced = Mutex<Set<String>>([])

    /// Makes the folder if it is not there.
    public init(folder: String) throws(FileFault) {
        root = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        try Self.makeFolder(root)
    }

    deinit {
        open.withLock { for descriptor in $0.values { close(descriptor) } }
    }

    private func full(_ path: String) -> String { path.isEmpty ? root : "\(root)/\(path)" }

    private static func makeFolder(_ path: String) throws(FileFault) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw FileFault("mkdir", path, code: errno)
        }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw FileFault("mkdir", path, code: errno) }
    }

    /// Takes the log for this process, by `flock` on `.state/lock`.
    public func lock() throws(FileFault) -> Bool {
        let name = ".state/lock"
        try Self.makeFolder(full(".state"))
        let descriptor = Glibc.open(full(name), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault("open", name, code: errno) }
        var attempts = 20
        // A process that is being started shares the locks of this one until it runs its own program.
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            attempts -= 1
            if code == EWOULDBLOCK, attempts > 0 {
                usleep(10_000)
                continue
            }
            close(descriptor)
            guard code == EWOULDBLOCK else { throw FileFault("flock", name, code: code) }
            return false
        }
        open.withLock { $0[name] = descriptor }
        return true
    }

    /// The bytes of a file; nil if there is none.
    public func read(_ path: String) throws(FileFault) -> [UInt8]? {
        let descriptor = Glibc.open(full(path), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw FileFault("open", path, code: errno) }
            return nil
        }
        defer { close(descriptor) }
        var state = stat()
        guard fstat(descriptor, &state) == 0 else { throw FileFault("fstat", path, code: errno) }
        return try Self.read(descriptor, path, from: 0, count: Int(state.st_size))
    }

    /// Some bytes of a file; fewer if it ends before.
    public func read(_ path: String, from offset: Int, count: Int) throws(FileFault) -> [UInt8] {
        let descriptor = Glibc.open(full(path), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault("open", path, code: errno) }
        defer { close(descriptor) }
        return try Self.read(descriptor, path, from: offset, count: count)
    }

    private static func read(
        _ descriptor: Int32,
        _ path: String,
        from offset: Int,
        count: Int
    ) throws(FileFault) -> [UInt8] {
        var fault: FileFault?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            while filled < count {
                let got = pread(
                    descriptor,
                    buffer.baseAddress.map { $0 + filled },
                    count - filled,
                    off_t(offset + filled)
                )
                if got < 0, errno == EINTR { continue }
                if got < 0 { fault = FileFault("read", path, code: errno) }
                guard got > 0 else { return }
                filled += got
            }
        }
        if let fault { throw fault }
        return bytes
    }

    /// The names in a folder, those of folders with a `/` behind.
    public func names(in folder: String) throws(FileFault) -> [String] {
        guard let stream = opendir(full(folder)) else {
            guard errno == ENOENT || errno == ENOTDIR else { throw FileFault("opendir", folder, code: errno) }
            return []
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(isFolder ? "\(name)/" : name) }
        }
        return names.sorted()
    }

    /// Writes beside the file, then renames.
    public func replace(_ path: String, by bytes: [UInt8], isSafe: Bool) throws(FileFault) {
        closeOpen(path)
        let target = full(path)
        let slash = target.lastIndex(of: "/") ?? target.startIndex
        let temporary = "\(target[..<slash])/.new-\(target[slash...].dropFirst())"
        var descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        if descriptor < 0, errno == ENOENT {
            try Self.makeFolder(String(target[..<slash]))
            descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        }
        guard descriptor >= 0 else { throw FileFault("open", path, code: errno) }
        do throws(FileFault) {
            try Self.write(bytes, descriptor, path)
            if isSafe, fsync(descriptor) != 0 { throw FileFault("fsync", path, code: errno) }
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        guard close(descriptor) == 0 else { throw FileFault("close", path, code: errno) }
        guard rename(temporary, target) == 0 else { throw FileFault("rename", path, code: errno) }
        unsynced.withLock { _ = $0.insert(path) }
    }

    /// Writes behind the end of a file that is there.
    public func append(_ bytes: [UInt8], to path: String) throws(FileFault) {
        try Self.write(bytes, try descriptor(path), path)
    }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws(FileFault) {
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw FileFault("write", path, code: put < 0 ? errno : EIO) }
            done += put
        }
    }

    /// The open descriptor of the file that grows.
    private func descriptor(_ path: String) throws(FileFault) -> Int32 {
        if let known = open.withLock({ $0[path] }) { return known }
        let descriptor = Glibc.open(full(path), O_RDWR | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault("open", path, code: errno) }
        open.withLock { $0[path] = descriptor }
        return descriptor
    }

    private func closeOpen(_ path: String) {
        if let known = open.withLock({ $0.removeValue(forKey: path) }) { close(known) }
    }

    /// Takes a file or a folder with all that is in it away.
    public func remove(_ path: String) throws(FileFault) {
        if unlink(full(path)) == 0 || errno == ENOENT || errno == ENOTDIR { return }
        guard errno == EISDIR || errno == EPERM else { throw FileFault("unlink", path, code: errno) }
        for name in try names(in: path) {
            try remove("\(path)/\(name.hasSuffix("/") ? String(name.dropLast()) : name)")
        }
        guard rmdir(full(path)) == 0 || errno == ENOENT else { throw FileFault("rmdir", path, code: errno) }
    }

    /// Puts the bytes of a file on the disk, by `fdatasync`.
    public func sync(_ path: String) throws(FileFault) {
        guard fdatasync(try descriptor(path)) == 0 else { throw FileFault("fdatasync", path, code: errno) }
    }

    /// Puts the names in a folder on the disk.
    public func syncFolder(_ path: String) throws(FileFault) {
        let descriptor = Glibc.open(full(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault("open", path, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileFault("fsync", path, code: errno) }
    }

    /// Puts everything on the disk: the whole machine at once, which is quick, then each file, which says if it went well.
    public func syncAll() throws(FileFault) {
        let paths = unsynced.withLock { $0 }
        guard !paths.isEmpty else { return }
        Glibc.sync()
        var folders: Set<String> = [""]
        for path in paths {
            let descriptor = Glibc.open(full(path), O_RDONLY | O_CLOEXEC)
            // It may have been taken away since.
            if descriptor < 0, errno == ENOENT || errno == ENOTDIR { continue }
            guard descriptor >= 0 else { throw FileFault("open", path, code: errno) }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw FileFault("fsync", path, code: errno) }
            var folder = path[...]
            while let slash = folder.lastIndex(of: "/") {
                folder = folder[..<slash]
                guard folders.insert(String(folder)).inserted else { break }
            }
        }
        for folder in folders { try syncFolder(folder) }
        unsynced.withLock { $0.subtract(paths) }
    }
}
