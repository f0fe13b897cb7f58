import Formats
import Foundation

/// A file that is coming in to a folder whose files are named by their SHA-256; kept whole or not at all.
///
/// Order: write to a temporary name, sync the file, rename, sync the folder. What is given up is taken away.
final class IncomingFile {
    private let folder: URL
    private let temporary: URL
    private let output: FileDescriptor
    /// Held, shared with all who are writing, for as long as the file comes in.
    private let lock: FileDescriptor
    private var isKept = false

    /// Begins a file in a folder that is there.
    init(in folder: URL) throws {
        self.folder = folder
        temporary = folder.appendingPathComponent("\(Self.incoming)\(UUID().uuidString)", isDirectory: false)
        lock = try Self.locked(folder)
        output = try FileDescriptor(creating: temporary.path)
    }

    deinit {
        if !isKept { try? FileManager.default.removeItem(at: temporary) }
    }

    /// Where the file with a digest stands in a folder.
    static func place(of sha256: [UInt8], in folder: URL) -> URL {
        let name = Hexadecimal.text(sha256)
        return folder.appendingPathComponent(String(name.prefix(2)), isDirectory: true)
            .appendingPathComponent(name, isDirectory: false)
    }

    /// Writes what comes next.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try output.write(bytes)
    }

    /// Gives the file its name; afterwards it is on the disk.
    func keep(as sha256: [UInt8]) throws {
        try output.sync()
        let target = Self.place(of: sha256, in: folder)
        let parent = target.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try FileDescriptor.rename(temporary.path, to: target.path)
        isKept = true
        try FileDescriptor(reading: parent.path).sync()
    }

    /// How the names of files begin that are still coming in.
    private static let incoming = ".incoming-"

    /// Holds the folder's lock with all who are writing; who gets it alone first clears away what killed runs left.
    private static func locked(_ folder: URL) throws -> FileDescriptor {
        let lock = try FileDescriptor(reading: folder.path)
        if try lock.lock(alone: true) {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
            where name.hasPrefix(incoming) {
                try FileManager.default.removeItem(atPath: folder.appendingPathComponent(name).path)
            }
        }
        _ = try lock.lock(alone: false)
        return lock
    }
}
