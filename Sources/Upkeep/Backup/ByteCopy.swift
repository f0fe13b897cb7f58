import Crypto
import Foundation

/// Copies bytes and hashes them on the way.
enum ByteCopy {
    /// Copies exactly that many bytes; their SHA-256.
    ///
    /// - Parameter looksFurther: Whether a source that has more is an error.
    static func copy(
        _ source: any ByteSource,
        size: Int,
        to sink: (any ByteSink)?,
        name: String,
        looksFurther: Bool = true
    ) throws -> [UInt8] {
        var hash = SHA256()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        var left = size
        while left > 0 {
            let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(left, buffer.count)])
            let count = try source.read(into: wanted)
            guard count > 0 else {
                throw BackupError(.damaged, "\(name) has \(size - left) bytes, not \(size).")
            }
            let piece = UnsafeRawBufferPointer(rebasing: wanted[..<count])
            hash.update(bufferPointer: piece)
            try sink?.write(piece)
            left -= count
        }
        if looksFurther, try !source.bytes(1).isEmpty {
            throw BackupError(.damaged, "\(name) has more than \(size) bytes.")
        }
        return Array(hash.finalize())
    }
}
