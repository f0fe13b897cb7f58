import Crypto
import Foundation

/// Who may open an encrypted file: the holder of a key, or whoever knows a passphrase.
public enum AgeRecipient: Sendable {
    /// The holder of the key that belongs to this public key.
    case key(AgePublicKey)
    /// Whoever knows the passphrase; `work` is the binary logarithm of the cost of one guess.
    case passphrase(String, work: Int = 18)
}

/// The public half of an age key: `age1…`.
public struct AgePublicKey: Sendable, CustomStringConvertible {
    let key: Curve25519.KeyAgreement.PublicKey

    private static let prefix = "age"

    init(_ key: Curve25519.KeyAgreement.PublicKey) {
        self.key = key
    }

    /// Reads `age1…`.
    public init(_ text: String) throws(BackupError) {
        guard let (prefix, bytes) = Bech32.decode(text), prefix == Self.prefix, text == text.lowercased(),
            let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes)
        else {
            throw BackupError(
                .badKey,
                "‘\(text)’ is no age recipient, which begins with age1 and has 62 characters. Was all of it copied?"
            )
        }
        self.key = key
    }

    /// The text `age1…`.
    public var description: String { Bech32.encode(Array(key.rawRepresentation), prefix: Self.prefix) }
}

/// The secret half of an age key: `AGE-SECRET-KEY-1…`.
public struct AgeIdentity: Sendable {
    let key: Curve25519.KeyAgreement.PrivateKey

    private static let prefix = "age-secret-key-"

    /// Makes a new key.
    public init() {
        key = Curve25519.KeyAgreement.PrivateKey()
    }

    /// Reads `AGE-SECRET-KEY-1…`.
    public init(_ text: String) throws(BackupError) {
        guard let (prefix, bytes) = Bech32.decode(text), prefix == Self.prefix,
            let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes)
        else {
            // The text is secret: it is not repeated.
            throw BackupError(.badKey, "A key that should begin with AGE-SECRET-KEY-1 cannot be read.")
        }
        self.key = key
    }

    /// The secret text; to be shown to nobody.
    public var secretText: String {
        Bech32.encode(Array(key.rawRepresentation), prefix: Self.prefix).uppercased()
    }

    /// What others encrypt to.
    public var recipient: AgePublicKey { AgePublicKey(key.publicKey) }

    /// The keys in a file: one a line, lines with # left out, as `age-keygen` writes them.
    public static func read(_ text: String, file: String) throws(BackupError) -> [AgeIdentity] {
        var identities: [AgeIdentity] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            do { identities.append(try AgeIdentity(line)) } catch {
                throw BackupError(.badKey, "\(file):\(number + 1): \(error.message)")
            }
        }
        guard !identities.isEmpty else { throw BackupError(.badKey, "\(file) holds no key.") }
        return identities
    }
}

/// What may open an encrypted file.
public enum AgeOpener: Sendable {
    /// A secret key.
    case identity(AgeIdentity)
    /// A passphrase.
    case passphrase(String)
}
