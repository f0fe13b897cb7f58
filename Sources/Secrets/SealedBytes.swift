package import Crypto

/// Bytes under a key, bound to what they are about: ChaCha20-Poly1305 (RFC 8439) as nonce, sealed bytes and tag in one.
///
/// What they are about is told again to open them, and is not within: what was sealed for one place does not open at
/// another.
package enum SealedBytes {
    /// How many bytes longer something is once it is sealed: the nonce and the tag.
    package static let growth = 28

    /// Seals bytes under a key of 32 bytes.
    ///
    /// Nonces of 96 bits are taken by chance: one key is for far fewer than 2³² things.
    ///
    /// - Throws: `CryptoKitError` if the key has another length.
    package static func seal(_ bytes: [UInt8], under key: SymmetricKey, about: [UInt8]) throws -> [UInt8] {
        Array(try ChaChaPoly.seal(bytes, using: key, authenticating: about).combined)
    }

    /// Opens what was sealed; nil if it is about something else, was changed, or was sealed under another key.
    package static func open(_ sealed: [UInt8], under key: SymmetricKey, about: [UInt8]) -> [UInt8]? {
        guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
            let bytes = try? ChaChaPoly.open(box, using: key, authenticating: about)
        else { return nil }
        return Array(bytes)
    }
}
