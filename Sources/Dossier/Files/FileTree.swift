#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Folders, by the calls of the system.
package enum FileTree {
    /// What stands at a path; a link is not followed.
    package enum Kind: Sendable, Hashable {
        case file(size: Int)
        case folder
        /// A link, a pipe, a device.
        case other
    }

    /// What stands at a path; nil for nothing.
    package static func kind(of path: String) -> Kind? {
        var state = stat()
        guard lstat(path, &state) == 0 else { return nil }
        switch state.st_mode & S_IFMT {
        case S_IFREG: return .file(size: Int(state.st_size))
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// Everything below a folder that is no folder itself, as bytes of paths from it, sorted.
    ///
    /// Names are bytes here: a name that is no UTF-8 must be told, not mended.
    package static func files(below folder: String) throws(DossierError) -> [(path: [UInt8], kind: Kind)] {
        var found: [(path: [UInt8], kind: Kind)] = []
        var open: [[UInt8]] = [[]]
        while let next = open.popLast() {
            for name in try names(in: Array(folder.utf8) + (next.isEmpty ? [] : [0x2F] + next)) {
                let path = next.isEmpty ? name : next + [0x2F] + name
                guard let kind = kind(bytes: Array(folder.utf8) + [0x2F] + path) else { continue }
                if kind == .folder { open.append(path) } else { found.append((path, kind)) }
            }
        }
        return found.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    }

    private static func kind(bytes: [UInt8]) -> Kind? {
        var state = stat()
        let status = (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { name in name.baseAddress.map { lstat($0, &state) } ?? -1 }
        }
        guard status == 0 else { return nil }
        switch state.st_mode & S_IFMT {
        case S_IFREG: return .file(size: Int(state.st_size))
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    private static func names(in folder: [UInt8]) throws(DossierError) -> [[UInt8]] {
        let stream = (folder + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { name in name.baseAddress.flatMap { opendir($0) } }
        }
        guard let stream else { throw OpenFile.failure(String(decoding: folder, as: UTF8.self)) }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
        }
        return names
    }

    /// Makes a folder that must not be there yet.
    package static func make(_ folder: String) throws(DossierError) {
        guard mkdir(folder, 0o700) == 0 else {
            if errno == EEXIST { throw .exists(folder) }
            throw OpenFile.failure(folder)
        }
    }

    /// Gives a file or folder its name, and keeps it there when the power fails.
    package static func move(_ path: String, to other: String) throws(DossierError) {
        if kind(of: other) != nil { throw .exists(other) }
        guard rename(path, other) == 0 else { throw OpenFile.failure(other) }
        let parts = other.utf8.lastIndex(of: 0x2F).map { String(other[..<$0]) }
        let handle = open(parts.map { $0.isEmpty ? "/" : $0 } ?? ".", O_RDONLY | O_CLOEXEC)
        guard handle >= 0 else { return }
        defer { close(handle) }
        fsync(handle)
    }

    /// Takes away a file, or a folder with all that is in it.
    package static func remove(_ path: String) {
        guard kind(of: path) == .folder else {
            unlink(path)
            return
        }
        for name in (try? names(in: Array(path.utf8))) ?? [] {
            remove(path + "/" + String(decoding: name, as: UTF8.self))
        }
        rmdir(path)
    }
}
