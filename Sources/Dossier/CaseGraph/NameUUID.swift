import Crypto
import Formats

/// A UUID of version 8 made from a name, so that the same thing has the same UUID each time (RFC 9562 section 5.8 and
/// appendix B.2): the first 122 bits of the SHA-256 of a namespace and the name.
enum NameUUID {
    /// What all names of dossiers begin with.
    private static let namespace = "touchstone dossier uuid 1\n"

    /// The UUID of parts of a name, each with its length before it.
    static func text(_ parts: [String]) -> String {
        var hasher = SHA256()
        hasher.update(data: Array(namespace.utf8))
        for part in parts {
            let bytes = Array(part.utf8)
            Swift.withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hasher.update(bufferPointer: $0) }
            hasher.update(data: bytes)
        }
        var bytes = Array(hasher.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Hexadecimal.text(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }
}
