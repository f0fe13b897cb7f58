import Crypto
public import Curves
import Formats

/// The public key that checks notes, with its name (C2SP signed-note): `name+1a2b3c4d+AbCd…`.
public struct VerifierKey: Sendable, Hashable {
    /// The name.
    public let name: KeyName
    /// The number that signatures name it by, beside its name.
    public let id: UInt32
    /// How it signs.
    public let algorithm: SignatureAlgorithm
    /// The key.
    public let key: RegisteredKey

    /// Makes the key of a name.
    public init(name: KeyName, algorithm: SignatureAlgorithm, key: RegisteredKey) {
        self.name = name
        self.algorithm = algorithm
        self.key = key
        id = Self.id(name: name, algorithm: algorithm, key: key.bytes)
    }

    /// Reads the text of a key.
    ///
    /// - Throws: ``NoteFault`` if the number does not follow from the rest, the algorithm is not one of
    ///   ``SignatureAlgorithm``'s, or the key is of small order, not canonical or none.
    public init(parsing text: String) throws(NoteFault) {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(parts[0]) else { throw .badKey }
        let keyName = try KeyName(name)
        guard let id = UInt32(hexadecimal: parts[1]), let bytes = Base64.bytes(parts[2]), let first = bytes.first else {
            throw .badKey
        }
        let algorithm = SignatureAlgorithm(rawValue: first)
        guard algorithm == .ed25519 || algorithm == .cosignature else { throw .unknownAlgorithm }
        guard bytes.count == 33 else { throw .badKey }
        guard Self.id(name: keyName, algorithm: algorithm, key: bytes[1...]) == id else { throw .wrongKeyID }
        guard let key = try? RegisteredKey(bytes[1...]) else { throw .refusedKey }
        self.name = keyName
        self.id = id
        self.algorithm = algorithm
        self.key = key
    }

    /// The key as text.
    public var text: String {
        "\(name)+\(id.hexadecimal)+\(Base64.text([algorithm.rawValue] + key.bytes))"
    }

    /// The first four bytes of a SHA-256 over name, algorithm and key.
    static func id(name: KeyName, algorithm: SignatureAlgorithm, key: some Collection<UInt8>) -> UInt32 {
        let input = Array(name.text.utf8) + [0x0A, algorithm.rawValue] + key
        return SHA256.hash(data: input).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension VerifierKey: CustomStringConvertible {
    /// The key as text.
    public var description: String { text }
}

extension UInt32 {
    /// The word as eight small hexadecimal digits, the greatest first.
    var hexadecimal: String { Hexadecimal.text((0..<4).reversed().map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }) }

    /// Reads eight small hexadecimal digits; nil if they are none.
    init?(hexadecimal text: some Collection<UInt8>) {
        guard let bytes = Hexadecimal.bytes(text), bytes.count == 4 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
