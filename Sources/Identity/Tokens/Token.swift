import Formats
import Secrets

/// A secret of 256 bits that stands for somebody: a session's, a device's or a program's.
///
/// A prefix says what it is, and six symbols at the end check the rest, so that secret scanners and people find one
/// where it should not be: `ts_`, then 49 letters and digits. Only its ``hash`` is kept.
public struct Token: Sendable {
    /// What a token stands for.
    public enum Kind: String, Sendable, CaseIterable {
        /// A program that acts for a person.
        case api = "ts_"
        /// A browser in which a person is signed in.
        case session = "tss_"
        /// A browser in which a person has signed in before: see ``LockOut``.
        case device = "tsd_"
    }

    /// What is wrong with a text that should be a token.
    public enum Fault: String, Error, Sendable, Hashable {
        /// Not a token of the kind that was asked for.
        case malformed
        /// It looks like one, but its check symbols are wrong: cut, mistyped or made up.
        case checksum
    }

    /// What the token stands for.
    public let kind: Kind
    /// The token itself, for its holder's eyes only.
    public let text: String

    private static let secretBytes = 32
    private static let secretWidth = 43
    private static let checkWidth = 6

    /// A new token; the generator must be a cryptographic one.
    public static func make(_ kind: Kind, using generator: inout some RandomNumberGenerator) -> Token {
        let secret = FixedBase62.encode(SecretBytes.random(secretBytes, using: &generator), width: secretWidth)
        let body = Array(kind.rawValue.utf8) + secret
        return Token(kind: kind, text: String(decoding: body + check(body), as: UTF8.self))
    }

    private init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }

    /// Reads a token of this kind.
    public init(_ text: String, kind: Kind) throws(Fault) {
        let bytes = Array(text.utf8)
        let prefix = Array(kind.rawValue.utf8)
        guard bytes.count == prefix.count + Self.secretWidth + Self.checkWidth, bytes.starts(with: prefix) else {
            throw .malformed
        }
        let body = bytes.dropLast(Self.checkWidth)
        guard FixedBase62.decode(body.dropFirst(prefix.count), byteCount: Self.secretBytes) != nil else {
            throw .malformed
        }
        guard bytes.suffix(Self.checkWidth).elementsEqual(Self.check(Array(body))) else { throw .checksum }
        self.init(kind: kind, text: text)
    }

    /// What is kept of the token.
    public var hash: TokenHash { TokenHash(of: Array(text.utf8)) }

    /// The beginning of the token, by which its owner tells it from others in a list: prefix and four symbols.
    public var hint: String { String(text.prefix(kind.rawValue.count + 4)) }

    private static func check(_ body: [UInt8]) -> [UInt8] {
        let checksum = CyclicChecksum.crc32(body)
        let bytes = (0..<4).reversed().map { UInt8(truncatingIfNeeded: checksum >> (8 * UInt32($0))) }
        return FixedBase62.encode(bytes, width: checkWidth)
    }
}

extension Token: CustomStringConvertible, CustomReflectable {
    /// Says what the token is and hides it.
    public var description: String { "(\(kind) token)" }

    /// Nothing, so that no log or dump shows the token.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
