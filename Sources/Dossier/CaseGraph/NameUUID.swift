import Crypto
import Formats

/// A UUID of version 5 made from a name, so that the same thing has the same UUID each time (RFC 9562 section 5.5).
///
/// SHA-1 is what version 5 is made with, and UCO knows no later version; nothing is protected by it: a UUID only names.
enum NameUUID {
    /// The namespace of all dossiers: 16 bytes that were chosen by chance.
    private static let namespace: [UInt8] = [
        0x6B, 0x1F, 0xD2, 0x43, 0x0E, 0x9A, 0x4C, 0x57, 0x8D, 0x31, 0xC5, 0xF8, 0x72, 0x04, 0xBE, 0x96,
    ]

    /// The UUID of parts of a name, each with its length before it.
    static func text(_ parts: [String]) -> String {
        var hasher = Insecure.SHA1()
        hasher.update(data: namespace)
        for part in parts {
            let bytes = Array(part.utf8)
            Swift.withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hasher.update(bufferPointer: $0) }
            hasher.update(data: bytes)
        }
        var bytes = Array(hasher.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Hexadecimal.text(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }
}
