package import Foundation
import Store

/// Takes bytes one after another.
package protocol ByteSink: AnyObject {
    /// Takes some bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws
    /// Writes what is left; afterwards everything is on the disk.
    func finish() throws
}

extension ByteSink {
    /// Takes the bytes of an array.
    func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }
}

/// Gives bytes one after another.
package protocol ByteSource: AnyObject {
    /// Reads what comes next; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteSource {
    /// Reads until the buffer is full or the end has come; the number of bytes.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var done = 0
        while done < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// Reads that many bytes, or fewer where the end comes first.
    func bytes(_ count: Int) throws -> [UInt8] {
        var result = [UInt8](repeating: 0, count: count)
        let got = try result.withUnsafeMutableBytes { try fill($0) }
        result.removeLast(count - got)
        return result
    }
}

/// A new file that is being written.
package final class FileSink: ByteSink {
    private let file: FileDescriptor
    private let path: String

    /// Makes the file, which must not exist yet; only its owner may read it.
    package init(_ file: URL) throws(BackupError) {
        path = file.path
        do { self.file = try FileDescriptor(creating: file.path) } catch {
            throw BackupError(.fileSystem, "\(file.path) cannot be made: \(error)")
        }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        do { try file.write(bytes) } catch {
            throw BackupError(.fileSystem, "\(path) cannot be written: \(error). Is the disk full?")
        }
    }

    package func finish() throws {
        do { try file.sync() } catch { throw BackupError(.fileSystem, "\(path) cannot be written: \(error)") }
    }
}

/// A file that is being read.
package final class FileSource: ByteSource {
    private let file: FileDescriptor
    private let path: String

    /// Opens the file.
    package init(_ file: URL) throws(BackupError) {
        path = file.path
        do { self.file = try FileDescriptor(reading: file.path) } catch {
            throw BackupError(.fileSystem, "\(file.path) cannot be read: \(error)")
        }
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        do { return try file.read(into: buffer) } catch {
            throw BackupError(.fileSystem, "\(path) cannot be read: \(error)")
        }
    }
}

/// Bytes that are in memory.
package final class MemorySource: ByteSource {
    private let content: [UInt8]
    private var position = 0

    package init(_ content: [UInt8]) {
        self.content = content
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = min(buffer.count, content.count - position)
        content.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)]))
        }
        position += count
        return count
    }
}

/// Collects bytes in memory.
package final class MemorySink: ByteSink {
    /// What was written.
    package private(set) var content: [UInt8] = []

    package init() {}

    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        content.append(contentsOf: bytes)
    }

    package func finish() throws {}
}
