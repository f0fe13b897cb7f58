import Crypto
import Formats
import Secrets

/// The private key that a seed gives: DeriveKeyPair of RFC 9180 section 7.1.3.
enum SeededKey {
    /// The 32 bytes; nil if 256 candidates in a row are no key, which no seed is known to do.
    static func secret(_ suite: SealingSuite, seed: SecretBytes) -> SecretBytes? {
        let id: [UInt8] = Array("KEM".utf8) + [UInt8(suite.kem >> 8), UInt8(suite.kem & 0xFF)]
        let labelled = Array("HPKE-v1".utf8) + id + Array("dkp_prk".utf8) + seed.exposed
        let root = HKDF<SHA256>.extract(inputKeyMaterial: SymmetricKey(data: labelled), salt: [UInt8]())
        func expand(_ label: String, _ info: [UInt8]) -> SecretBytes {
            let text: [UInt8] = [0, 32] + Array("HPKE-v1".utf8) + id + Array(label.utf8) + info
            return SecretBytes(
                HKDF<SHA256>.expand(pseudoRandomKey: root, info: text, outputByteCount: SealingSuite.privateKeyCount)
            )
        }
        switch suite {
        case .x25519:
            return expand("sk", [])
        case .p256:
            for counter in UInt8.min ... .max {
                let candidate = expand("candidate", [counter])
                // Zero and what is not below the order of the curve are no keys.
                if (try? P256.KeyAgreement.PrivateKey(rawRepresentation: candidate.exposed)) != nil { return candidate }
            }
            return nil
        }
    }
}
