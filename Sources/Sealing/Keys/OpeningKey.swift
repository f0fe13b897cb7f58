import Crypto
import Formats
import FoundationEssentials
public import Secrets

/// A key pair, open in memory: an organisation's, an officer's, or the one that a receipt gives.
///
/// It does not print, and nothing here writes its private half but under a passphrase (``LockedKey``) or in shares
/// (``Escrow``).
public struct OpeningKey: Sendable {
    private enum Pair: Sendable {
        case p256(P256.KeyAgreement.PrivateKey)
        case x25519(Curve25519.KeyAgreement.PrivateKey)
    }

    /// The public half.
    public let recipient: RecipientKey
    private let pair: Pair

    private init(_ pair: Pair) {
        self.pair = pair
        recipient =
            switch pair {
            case .p256(let key): RecipientKey(checked: .p256, Array(key.publicKey.x963Representation))
            case .x25519(let key): RecipientKey(checked: .x25519, Array(key.publicKey.rawRepresentation))
            }
    }

    /// A new key pair, from the system's generator.
    public static func make(_ suite: SealingSuite = .p256) -> OpeningKey {
        switch suite {
        case .p256: OpeningKey(.p256(P256.KeyAgreement.PrivateKey()))
        case .x25519: OpeningKey(.x25519(Curve25519.KeyAgreement.PrivateKey()))
        }
    }

    /// The key pair of a private key's 32 bytes.
    public init(_ suite: SealingSuite, _ secret: SecretBytes) throws(SealingFault) {
        do {
            switch suite {
            case .p256:
                self.init(.p256(try P256.KeyAgreement.PrivateKey(rawRepresentation: secret.exposed)))
            case .x25519:
                self.init(.x25519(try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secret.exposed)))
            }
        } catch {
            throw SealingFault(.badKey)
        }
    }

    /// The key pair that a seed always gives: DeriveKeyPair of RFC 9180 section 7.1.3.
    public init(_ suite: SealingSuite, seed: SecretBytes) throws(SealingFault) {
        guard let secret = SeededKey.secret(suite, seed: seed) else { throw SealingFault(.badKey) }
        try self.init(suite, secret)
    }

    /// The private half, to be sealed or shared out.
    var secret: SecretBytes {
        switch pair {
        case .p256(let key): SecretBytes(key.rawRepresentation)
        case .x25519(let key): SecretBytes(key.rawRepresentation)
        }
    }

    /// Opens what ``RecipientKey/wrap(_:info:)`` sealed.
    func unwrap(_ wrapped: some Collection<UInt8>, info: [UInt8]) throws(SealingFault) -> SymmetricKey {
        let suite = recipient.suite
        guard wrapped.count == RecipientKey.wrappedCount(suite),
            RecipientKey.isUsable(suite, Array(wrapped.prefix(suite.publicKeyCount)))
        else { throw SealingFault(.wrappedKey) }
        let encapsulated = Data(wrapped.prefix(suite.publicKeyCount))
        let sealed = Data(wrapped.dropFirst(suite.publicKeyCount))
        do {
            var receiver =
                switch pair {
                case .p256(let key):
                    try HPKE.Recipient(
                        privateKey: key,
                        ciphersuite: suite.hpke,
                        info: Data(info),
                        encapsulatedKey: encapsulated
                    )
                case .x25519(let key):
                    try HPKE.Recipient(
                        privateKey: key,
                        ciphersuite: suite.hpke,
                        info: Data(info),
                        encapsulatedKey: encapsulated
                    )
                }
            return SymmetricKey(data: try receiver.open(sealed))
        } catch {
            throw SealingFault(.wrappedKey)
        }
    }
}

extension OpeningKey: CustomStringConvertible, CustomReflectable {
    /// Names the key and hides its private half.
    public var description: String { "(private key \(recipient.id))" }

    /// Nothing, so that no log or dump shows the private half.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
