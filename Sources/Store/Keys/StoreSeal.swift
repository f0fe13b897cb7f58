import Crypto
import Secrets

/// Seals what lies in the database under a key that stands outside of it (``KeyFile``), as ``SealedBytes`` are, with
/// keys of their own for sealing and for digests (HKDF, RFC 5869).
struct StoreSeal: Sendable {
    private let sealing: SymmetricKey
    private let digesting: SymmetricKey
    private let name: String

    /// How many bytes longer something is once it is sealed: the nonce and the tag.
    static let growth = SealedBytes.growth

    /// - Parameters:
    ///   - root: The key of the file.
    ///   - name: What is sealed, such as `papers`.
    init(_ root: [UInt8], for name: String) {
        func part(_ use: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: root),
                info: Array("touchstone \(name) v1 \(use)".utf8),
                outputByteCount: 32
            )
        }
        (sealing, digesting, self.name) = (part("sealing"), part("digest"), name)
    }

    /// Seals bytes for one place.
    func seal(_ bytes: [UInt8], for place: String) throws(StoreError) -> [UInt8] {
        do { return try SealedBytes.seal(bytes, under: sealing, about: about(place)) } catch {
            throw StoreError(.database, "Something of \(name) cannot be sealed: \(error)")
        }
    }

    /// Opens what was sealed for a place; nil if it was not, was changed, or was sealed under another key.
    func open(_ sealed: [UInt8], for place: String) -> [UInt8]? {
        SealedBytes.open(sealed, under: sealing, about: about(place))
    }

    /// A keyed digest: tells whether two things are the same, and to nobody without the key what they are.
    func digest(_ bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: digesting))
    }

    private func about(_ place: String) -> [UInt8] { Array("touchstone \(name) v1\n\(place)".utf8) }
}

extension KeyFile.Fault {
    /// The same for callers of the store.
    var asStoreError: StoreError {
        switch self {
        case .file(let path, let words): StoreError(.database, "The key \(path) cannot be had: \(words)")
        case .noKey(let path): StoreError(.database, "\(path) holds no key.")
        }
    }
}
