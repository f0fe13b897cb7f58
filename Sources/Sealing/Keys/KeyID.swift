import Crypto
import Formats

/// The name of a key: 16 bytes of a hash of its suite and its public half, so that nobody assigns it.
public struct KeyID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// How many bytes it has.
    public static let count = 16

    /// The bytes.
    public let bytes: [UInt8]

    /// The name of a public key.
    init(_ suite: SealingSuite, _ publicKey: [UInt8]) {
        let digest = SHA256.hash(data: Array("touchstone key id v1".utf8) + suite.identifier + publicKey)
        bytes = Array(digest.prefix(Self.count))
    }

    /// Reads the name; nil if too few bytes are left.
    init?(_ reader: inout ByteReader) {
        guard let bytes = reader.take(Self.count) else { return nil }
        self.bytes = bytes
    }

    /// Reads 32 hexadecimal digits, written small.
    public init?(_ text: String) {
        guard let bytes = Hexadecimal.bytes(Array(text.utf8)), bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    /// The name as 32 hexadecimal digits.
    public var description: String { Hexadecimal.text(bytes) }

    /// The order of the bytes.
    public static func < (left: KeyID, right: KeyID) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
