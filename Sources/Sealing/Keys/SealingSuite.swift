import Crypto
import Formats

/// The algorithms by which a content key is wrapped for one recipient: a suite of RFC 9180.
public enum SealingSuite: String, Sendable, Hashable, CaseIterable {
    /// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM: what every browser's Web Crypto can do.
    case p256 = "P-256"
    /// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305: for keys that only servers and new phones use.
    case x25519 = "X25519"

    /// The identifiers of KEM, KDF and AEAD (RFC 9180 section 7), two bytes each.
    public var identifier: [UInt8] {
        switch self {
        case .p256: [0x00, 0x10, 0x00, 0x01, 0x00, 0x02]
        case .x25519: [0x00, 0x20, 0x00, 0x01, 0x00, 0x03]
        }
    }

    /// The identifier of the KEM alone.
    var kem: UInt16 { self == .p256 ? 0x0010 : 0x0020 }

    /// How many bytes a public key takes, and an encapsulated one: RFC 9180 section 7.1.
    public var publicKeyCount: Int { self == .p256 ? 65 : 32 }

    /// How many bytes a private key takes.
    public static let privateKeyCount = 32

    var hpke: HPKE.Ciphersuite {
        switch self {
        case .p256: HPKE.Ciphersuite(kem: .P256_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
        case .x25519: HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .chaChaPoly)
        }
    }

    /// Reads the six bytes of an identifier.
    init(_ reader: inout ByteReader) throws(SealingFault) {
        let start = reader.offset
        guard let bytes = reader.take(6) else { throw SealingFault(.tooShort, at: reader.end) }
        guard let suite = SealingSuite.allCases.first(where: { $0.identifier == bytes }) else {
            throw SealingFault(.unknownSuite, at: start)
        }
        self = suite
    }
}
