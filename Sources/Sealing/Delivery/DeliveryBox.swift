import Crypto
import FoundationEssentials
public import Secrets

/// The server's box for what phones have written and not yet delivered: once a thing is sealed to it, the phone on which it
/// waits cannot read it any more, and whoever takes that phone cannot either.
///
/// One message of HPKE in base mode (RFC 9180 section 5.1.1) with the suite of ``SealingSuite/p256``, which every browser's
/// Web Crypto can do: the encapsulated key of 65 bytes, then the sealed content. It protects a waiting report from the
/// phone, not from the server, which frees pictures of their metadata and then seals all to the organisations.
public struct DeliveryBox: Sendable {
    /// What both sides bind a message to.
    private static let info = Array("touchstone delivery v1".utf8)

    private let key: OpeningKey

    /// The public half, to which phones seal: the uncompressed point of SEC 1.
    public var publicKey: [UInt8] { key.recipient.bytes }

    /// The box that a seed always gives.
    public init(seed: SecretBytes) throws(SealingFault) { key = try OpeningKey(.p256, seed: seed) }

    /// Opens what a phone has sealed.
    ///
    /// - Throws: ``SealingFault`` if it was sealed to another key, or changed since.
    public func open(_ sealed: some Collection<UInt8>) throws(SealingFault) -> [UInt8] {
        let count = SealingSuite.p256.publicKeyCount
        guard sealed.count > count, RecipientKey.isUsable(.p256, Array(sealed.prefix(count))) else {
            throw SealingFault(.wrappedKey)
        }
        do {
            var recipient = try HPKE.Recipient(
                privateKey: P256.KeyAgreement.PrivateKey(rawRepresentation: key.secret.exposed),
                ciphersuite: SealingSuite.p256.hpke,
                info: Data(Self.info),
                encapsulatedKey: Data(sealed.prefix(count))
            )
            return Array(try recipient.open(Data(sealed.dropFirst(count))))
        } catch {
            throw SealingFault(.wrappedKey)
        }
    }

    /// Seals as a phone does: for programs that hand in reports, and for tests.
    public static func seal(_ content: some Collection<UInt8>, to publicKey: [UInt8]) throws(SealingFault) -> [UInt8] {
        do {
            var sender = try HPKE.Sender(
                recipientKey: P256.KeyAgreement.PublicKey(x963Representation: publicKey),
                ciphersuite: SealingSuite.p256.hpke,
                info: Data(info)
            )
            let sealed = try sender.seal(Data(content))
            return Array(sender.encapsulatedKey) + Array(sealed)
        } catch {
            throw SealingFault(.badKey)
        }
    }
}
