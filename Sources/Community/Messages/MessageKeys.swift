import Crypto
public import Foundation
import Messaging
public import Secrets
import Store

/// The keys of text messages: made of one root that stands in a file beside the database, and never in it.
///
/// A copy of the database alone tells neither who wrote nor what. Whoever has the file too can try all numbers of a country
/// within minutes; that is told in docs/threat-model.md.
public struct MessageKeys: Sendable {
    /// Why keys cannot be had.
    public enum Fault: Error, Sendable, Hashable {
        /// The file cannot be read or made: its path, and what the system says.
        case file(String, String)
        /// The file does not hold a key.
        case noKey(String)
    }

    /// What a sealed thing is, so that none passes for another.
    enum Label: String {
        case number
        case text
        case secret
        case authorization
        case conversation
    }

    /// Where the file stands in a store's folder.
    public static let path = "keys/messages"

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

    /// The keys of a store; the file is made if there is none.
    public static func ofStore(at folder: URL) throws(Fault) -> MessageKeys {
        let file = folder.appending(path: path)
        if let keys = try read(file.path) { return keys }
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch { throw .file(file.path, "\(error)") }
        let fresh = "\(file.path).\(UUID().uuidString).new"
        defer { try? FileManager.default.removeItem(atPath: fresh) }
        do throws(FileDescriptor.Failure) {
            let descriptor = try FileDescriptor(creating: fresh)
            let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
            try write(bytes, to: descriptor)
            try descriptor.sync()
        } catch { throw .file(fresh, "errno \(error.code)") }
        // Somebody else may be first: theirs counts, and ours was never used.
        do { try FileManager.default.linkItem(atPath: fresh, toPath: file.path) } catch {
            guard let keys = try read(file.path) else { throw .file(file.path, "\(error)") }
            return keys
        }
        do throws(FileDescriptor.Failure) {
            try FileDescriptor(reading: file.deletingLastPathComponent().path).sync()
        } catch { throw .file(file.path, "errno \(error.code)") }
        guard let keys = try read(file.path) else { throw .noKey(file.path) }
        return keys
    }

    private static func write(_ bytes: [UInt8], to file: FileDescriptor) throws(FileDescriptor.Failure) {
        var failure: FileDescriptor.Failure?
        bytes.withUnsafeBytes { buffer in
            do throws(FileDescriptor.Failure) { try file.write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private static func read(_ path: String) throws(Fault) -> MessageKeys? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path) else { throw .file(path, "cannot be read") }
        guard bytes.count == 32, let keys = MessageKeys(root: SecretBytes(Array(bytes))) else { throw .noKey(path) }
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
        Self.open(sealed, under: sealing, about: Self.about(label, place))
    }

    /// Seals a conversation under a key that takes the number to make: without a message of that phone it cannot be opened.
    func seal(conversation bytes: [UInt8], with number: PhoneNumber) -> [UInt8] {
        Self.seal(bytes, under: key(of: number), about: Self.about(.conversation, ""))
    }

    /// Opens a conversation; nil if it is not of that number, or was changed.
    func open(conversation sealed: [UInt8], with number: PhoneNumber) -> [UInt8]? {
        Self.open(sealed, under: key(of: number), about: Self.about(.conversation, ""))
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
        // Nonces of 96 bits by chance: a key seals far fewer than 2³² things. Nothing that is sealed here is too long for it.
        (try? ChaChaPoly.seal(bytes, using: key, authenticating: about)).map { Array($0.combined) } ?? []
    }

    private static func open(_ sealed: [UInt8], under key: SymmetricKey, about: [UInt8]) -> [UInt8]? {
        guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
            let bytes = try? ChaChaPoly.open(box, using: key, authenticating: about)
        else { return nil }
        return Array(bytes)
    }
}
