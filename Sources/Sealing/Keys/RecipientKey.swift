import Crypto
import Formats
import FoundationEssentials

/// The public half of a key: what content is sealed to.
public struct RecipientKey: Sendable, Hashable {
    /// Its algorithms.
    public let suite: SealingSuite
    /// Its bytes: the uncompressed point of SEC 1 for P-256, RFC 7748's for X25519.
    public let bytes: [UInt8]
    /// Its name.
    public let id: KeyID

    /// A public key of a suite; refused if it is no point of its curve, or one with which nothing stays secret.
    public init(_ suite: SealingSuite, _ bytes: [UInt8]) throws(SealingFault) {
        guard bytes.count == suite.publicKeyCount, Self.isUsable(suite, bytes) else { throw SealingFault(.badKey) }
        self.init(checked: suite, bytes)
    }

    /// The public half of a key pair that we made.
    init(checked suite: SealingSuite, _ bytes: [UInt8]) {
        self.suite = suite
        self.bytes = bytes
        id = KeyID(suite, bytes)
    }

    /// Whether a secret can be agreed upon with a public key, or one that was encapsulated.
    ///
    /// With points of small order X25519 gives zero, whoever's key is on the other side; RFC 9180 section 7.1.4 has such
    /// keys refused, which swift-crypto leaves to its caller.
    static func isUsable(_ suite: SealingSuite, _ bytes: [UInt8]) -> Bool {
        switch suite {
        case .p256:
            return (try? P256.KeyAgreement.PublicKey(x963Representation: bytes)) != nil
        case .x25519:
            guard let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes),
                let shared = try? Curve25519.KeyAgreement.PrivateKey().sharedSecretFromKeyAgreement(with: key)
            else { return false }
            return shared.withUnsafeBytes { $0.contains { $0 != 0 } }
        }
    }

    /// Seals a content secret to this key: the encapsulated key, then the sealed bytes (RFC 9180 section 5.1.1).
    ///
    /// What the secret is bound to stands in `info` and not beside the sealed bytes, because some libraries take only
    /// that.
    func wrap(_ secret: SymmetricKey, info: [UInt8]) throws(SealingFault) -> [UInt8] {
        do {
            var sender =
                switch suite {
                case .p256:
                    try HPKE.Sender(
                        recipientKey: P256.KeyAgreement.PublicKey(x963Representation: bytes),
                        ciphersuite: suite.hpke,
                        info: Data(info)
                    )
                case .x25519:
                    try HPKE.Sender(
                        recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes),
                        ciphersuite: suite.hpke,
                        info: Data(info)
                    )
                }
            let sealed = try sender.seal(secret.withUnsafeBytes { Array($0) })
            return Array(sender.encapsulatedKey) + Array(sealed)
        } catch {
            throw SealingFault(.badKey)
        }
    }

    /// How many bytes ``wrap(_:info:)`` gives.
    static func wrappedCount(_ suite: SealingSuite) -> Int { suite.publicKeyCount + ContentKeys.secretCount + 16 }
}
