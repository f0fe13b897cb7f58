import Crypto

/// A way to sign a document: how it is written for the signature, how it is hashed, and what signs the hash.
///
/// Both are of the family that writes JSON in its canonical form (RFC 8785); those that make RDF of it are not used here.
public enum Cryptosuite: String, Sendable, Hashable, CaseIterable {
    /// Ed25519 over SHA-256 (W3C Data Integrity EdDSA Cryptosuites 1.0 section 3.3).
    case eddsaJCS2022 = "eddsa-jcs-2022"
    /// ECDSA over P-256 with SHA-256, or P-384 with SHA-384 (W3C Data Integrity ECDSA Cryptosuites 1.0 section 3.3).
    case ecdsaJCS2019 = "ecdsa-jcs-2019"

    /// The suite that goes with a kind of key; nil if none does.
    init?(_ kind: PublicKey.Kind) {
        switch kind {
        case .ed25519: self = .eddsaJCS2022
        case .p256, .p384: self = .ecdsaJCS2019
        case .x25519, .p521: return nil
        }
    }

    /// What is signed: the hash of the proof, then the hash of the document.
    static func hashData(proof: [UInt8], document: [UInt8], _ kind: PublicKey.Kind) -> [UInt8] {
        kind == .p384
            ? Array(SHA384.hash(data: proof)) + Array(SHA384.hash(data: document))
            : Array(SHA256.hash(data: proof)) + Array(SHA256.hash(data: document))
    }

    /// How many bytes a signature with such a key has.
    static func signatureCount(_ kind: PublicKey.Kind) -> Int { kind == .p384 ? 96 : 64 }
}
