import Crypto
public import Foundation

/// The files as received, each under its SHA-256, never changed.
public struct ReceivedFiles: Sendable {
    /// The folder that they stand in.
    public let folder: URL

    init(at folder: URL) throws(StoreError) {
        self.folder = folder
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw StoreError(.fileSystem, "The folder \(folder.path) cannot be made: \(error.localizedDescription)")
        }
    }

    /// A file that is kept.
    public struct Kept: Sendable, Hashable {
        /// The SHA-256 of its bytes.
        public let sha256: [UInt8]
        /// How many bytes it has.
        public let byteCount: Int
    }

    /// Where the file with that SHA-256 stands.
    public func url(of sha256: [UInt8]) -> URL { IncomingFile.place(of: sha256, in: folder) }

    /// Copies a file in, in pieces; afterwards it is on the disk or an error was thrown, never half of it.
    ///
    /// Order: write to a temporary name, sync the file, rename, sync the folder.
    public func keep(_ file: URL) throws(StoreError) -> Kept {
        let input: FileDescriptor
        do { input = try FileDescriptor(reading: file.path) } catch {
            throw StoreError(.fileSystem, "\(file.path) cannot be read: \(error)")
        }
        return try keep { buffer throws(StoreError) in
            do { return try input.read(into: buffer) } catch {
                throw StoreError(.fileSystem, "\(file.path) cannot be read: \(error)")
            }
        }
    }

    /// Keeps bytes that are in memory.
    public func keep(bytes: [UInt8]) throws(StoreError) -> Kept {
        var position = 0
        return try keep { buffer throws(StoreError) in
            let count = min(buffer.count, bytes.count - position)
            bytes.withUnsafeBytes { source in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<(position + count)]))
            }
            position += count
            return count
        }
    }

    private func keep(
        _ read: (UnsafeMutableRawBufferPointer) throws(StoreError) -> Int
    ) throws(StoreError) -> Kept {
        do {
            let output = try IncomingFile(in: folder)
            var hash = SHA256()
            var byteCount = 0
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
            defer { buffer.deallocate() }
            while true {
                let count = try read(buffer)
                guard count > 0 else { break }
                let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                hash.update(bufferPointer: piece)
                try output.write(piece)
                byteCount += count
            }
            let kept = Kept(sha256: Array(hash.finalize()), byteCount: byteCount)
            try output.keep(as: kept.sha256)
            return kept
        } catch {
            if let error = error as? StoreError { throw error }
            throw StoreError(.fileSystem, "\(folder.path) cannot be written: \(error). Is the disk full?")
        }
    }

    /// Some bytes of a kept file.
    public func bytes(of sha256: [UInt8], at position: Int, count: Int) throws(StoreError) -> [UInt8] {
        let path = url(of: sha256).path
        do {
            return try FileDescriptor(reading: path).read(count: count, at: position)
        } catch {
            throw StoreError(.fileSystem, "\(path) cannot be read: \(error)")
        }
    }
}
