import Crypto
import Formats
import Secrets

/// The SHA-256 of a secret that a machine made: all that is kept of it.
///
/// No salt and no slow hash: whoever tries all values of 90 bits or more will not get there.
public struct TokenHash: Sendable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    init(of secret: [UInt8]) {
        bytes = Array(SHA256.hash(data: secret))
    }

    /// A hash as it was kept; nil if there are not 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == SHA256.byteCount else { return nil }
        self.bytes = bytes
    }

    /// A hash as it was kept, in 64 small hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 2 * SHA256.byteCount else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            // One spelling only: these texts are keys of a table.
            guard !(0x41...0x46).contains(digit), let value = HexText.value(of: digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        self.bytes = bytes
    }

    /// The hash in small hexadecimal digits.
    public var text: String { Hexadecimal.text(bytes) }
}

extension TokenHash: Equatable {
    /// Whether both are the same, in constant time.
    public static func == (left: TokenHash, right: TokenHash) -> Bool {
        SecretBytes.areEqual(left.bytes, right.bytes)
    }
}
