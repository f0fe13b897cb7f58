import Crypto
import Formats

/// The signatures that we take (RFC 7518 section 3.1, RFC 8037 section 3.1).
///
/// All of them are made with a private key and checked with a public one. `none` and the `HS` family are no members,
/// so that no token can talk us into taking a public key for a password.
public enum SigningAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// RSA with PKCS #1 v1.5 and SHA-256: what every provider can do.
    case rs256 = "RS256"
    /// ECDSA over P-256 with SHA-256.
    case es256 = "ES256"
    /// Ed25519.
    case edDSA = "EdDSA"

    /// The left half of the hash that goes with the algorithm, as `at_hash` holds it (OpenID Connect Core 3.1.3.6).
    package func halfHash(of text: String) -> String {
        let bytes = Array(text.utf8)
        let digest: [UInt8] =
            switch self {
            case .rs256, .es256: Array(SHA256.hash(data: bytes))
            case .edDSA: Array(SHA512.hash(data: bytes))
            }
        return SymbolCoding.base64URL.encode(digest.prefix(digest.count / 2))
    }
}
