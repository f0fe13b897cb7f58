import Glibc

/// Reads files and folders by the system's own calls: Foundation alone would take longer to load than a check takes.
enum FileReading {
    /// What a path leads to.
    enum Kind {
        case file
        case folder
        case nothing
    }

    /// The longest file that is read.
    static let byteLimit = 256 << 20

    static func kind(of path: String) -> Kind {
        var state = stat()
        guard stat(path, &state) == 0 else { return .nothing }
        switch state.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFREG, S_IFIFO, S_IFCHR: return .file
        default: return .nothing
        }
    }

    static func isLink(_ path: String) -> Bool {
        var state = stat()
        return lstat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFLNK
    }

    /// The bytes of a file; nil if it cannot be read, or is too long.
    static func bytes(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var state = stat()
        guard fstat(descriptor, &state) == 0, state.st_size <= byteLimit else { return nil }
        var result: [UInt8] = []
        var isWhole = false
        // What is no plain file has no size: it is read to its end.
        var step = max(Int(state.st_size) + 1, 4096)
        while !isWhole, result.count <= byteLimit {
            let part = [UInt8](unsafeUninitializedCapacity: step) { buffer, filled in
                var got = read(descriptor, buffer.baseAddress, step)
                while got < 0, errno == EINTR { got = read(descriptor, buffer.baseAddress, step) }
                filled = max(got, 0)
                if got < 0 { step = 0 }
            }
            guard step > 0 else { return nil }
            isWhole = part.isEmpty
            if result.isEmpty { result = part } else { result += part }
            // The common file is read in one step, and the next finds its end.
            step = 65_536
        }
        return isWhole ? result : nil
    }

    /// The names in a folder, sorted by bytes; nil if it cannot be read.
    static func names(in folder: String) -> [String]? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Writes to standard output (1) or standard error (2); false if that fails.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var done = 0
        while done < bytes.count {
            let put = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { return false }
            done += put
        }
        return true
    }

    /// The folder that holds `Content`: as the environment says, else the working directory, else around the program.
    static func home() -> String? {
        func holds(_ folder: String) -> Bool { kind(of: "\(folder)/Content/messages") == .folder }
        if let named = getenv("TOUCHSTONE_HOME").map({ String(cString: $0) }), !named.isEmpty { return named }
        if holds(".") { return "." }
        let program = [CChar](unsafeUninitializedCapacity: 4096) { buffer, count in
            count = buffer.baseAddress.map { max(readlink("/proc/self/exe", $0, 4096), 0) } ?? 0
        }
        var folder = String(decoding: program.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")), slash > folder.startIndex {
            folder = String(folder[..<slash])
            if holds(folder) { return folder }
        }
        return nil
    }

    /// Milliseconds since 1970, now.
    static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
