import Crypto
import Formats
public import Secrets

/// Who sent a message, as HMAC-SHA256 of the number under the installation's key.
///
/// It tells one phone from another and names neither to whoever has the store alone. Whoever has the key too can try
/// all numbers of a country within minutes, and the carrier needs neither: this is no anonymity, and nothing that is
/// shown to people may call it so. A report that is filed does not carry it.
public struct SenderDigest: Sendable, Hashable {
    /// The bytes of a digest.
    public static let count = 32
    /// The shortest key that is taken, in bytes.
    public static let shortestKey = 32

    /// The bytes.
    public let bytes: [UInt8]

    /// A digest that was kept; nil if it is not 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    /// The digest of a number; nil if the key is shorter than 32 bytes.
    public init?(_ number: PhoneNumber, key: SecretBytes) {
        guard key.count >= Self.shortestKey else { return nil }
        var code = HMAC<SHA256>(key: key.symmetricKey)
        code.update(data: Array("touchstone sender\n".utf8))
        code.update(data: number.digits.exposed)
        bytes = Array(code.finalize())
    }
}

extension SenderDigest: CustomStringConvertible {
    /// The digits of the bytes.
    public var description: String { Hexadecimal.text(bytes) }
}
