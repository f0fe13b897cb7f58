import Crypto
public import Foundation
import Messaging
public import Secrets
public import Store

/// The keys of text messages: made of one root that stands in a file beside the database, and never in it.
///
/// A copy of the database alone tells neither who wrote nor what. Whoever has the file too can try all numbers of a country
/// within minutes; that is told in docs/threat-model.md.
public struct MessageKeys: Sendable {
    /// Why keys cannot be had.
    public typealias Fault = KeyFile.Fault

    /// What a sealed thing is, so that none passes for another.
    enum Label: String {
        case number
        case text
        case secret
        case authorization
        case conversation
    }

    /// The key under which numbers are digested, and what messages say.
    public let sender: SecretBytes
    private let references: SymmetricKey
    private let sealing: SymmetricKey
    private let root: SymmetricKey

    /// The keys that a root of at least 32 bytes gives; nil if it is shorter.
    public init?(root: SecretBytes) {
        guard root.count >= 32 else { return nil }
        self.root = root.symmetricKey
        func part(_ name: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: root.symmetricKey,
                info: Array("touchstone messages v1 \(name)".utf8),
                outputByteCount: 32
            )
        }
        sender = SecretBytes(part("sender"))
        references = part("reference")
        sealing = part("sealing")
    }

    /// The keys of a store; the file, `keys/messages`, is made if there is none.
    public static func ofStore(at folder: URL) throws(Fault) -> MessageKeys {
        let root = try KeyFile("messages", in: folder).readOrMake()
        guard let keys = MessageKeys(root: SecretBytes(root)) else { throw .noKey(folder.path) }
        return keys
    }

    // MARK: Digests

    /// A keyed digest of what a gateway calls a message.
    func reference(_ id: String, of gateway: String) -> [UInt8] {
        var code = HMAC<SHA256>(key: references)
        code.update(data: Array("\(gateway.utf8.count):\(gateway)".utf8))
        code.update(data: Array(id.utf8))
        return Array(code.finalize())
    }

    // MARK: Sealing

    /// Seals bytes as what they are, for one place.
    func seal(_ bytes: [UInt8], _ label: Label, for place: String) -> [UInt8] {
        Self.seal(bytes, under: sealing, about: Self.about(label, place))
    }

    /// Opens what was sealed for a place; nil if it was not, or was changed.
    func open(_ sealed: [UInt8], _ label: Label, for place: String) -> [UInt8]? {
        SealedBytes.open(sealed, under: sealing, about: Self.about(label, place))
    }

    /// Seals a conversation under a key that takes the number to make: without a message of that phone it cannot be opened.
    func seal(conversation bytes: [UInt8], with number: PhoneNumber) -> [UInt8] {
        Self.seal(bytes, under: key(of: number), about: Self.about(.conversation, ""))
    }

    /// Opens a conversation; nil if it is not of that number, or was changed.
    func open(conversation sealed: [UInt8], with number: PhoneNumber) -> [UInt8]? {
        SealedBytes.open(sealed, under: key(of: number), about: Self.about(.conversation, ""))
    }

    private func key(of number: PhoneNumber) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: root,
            salt: number.digits.exposed,
            info: Array("touchstone messages v1 conversation".utf8),
            outputByteCount: 32
        )
    }

    private static func about(_ label: Label, _ place: String) -> [UInt8] {
        Array("touchstone messages v1 \(label.rawValue)\n\(place)".utf8)
    }

    private static func seal(_ bytes: [UInt8], under key: SymmetricKey, about: [UInt8]) -> [UInt8] {
        // It fails with a key of another length than 32 bytes alone, and all of ours are made with that.
        (try? SealedBytes.seal(bytes, under: key, about: about)) ?? []
    }
}
