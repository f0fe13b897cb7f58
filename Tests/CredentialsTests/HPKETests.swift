import Crypto
import Formats
import Foundation
import KernelSamples
import Testing

/// Reports are sealed for agencies with HPKE; the library that does it must open what others sealed.
@Suite("Hybrid public key encryption (RFC 9180)", .enabled(if: LedgerVectors.isPresent))
struct HPKETests {
    private static func text(_ vector: JSONNode, _ name: String) throws -> [UInt8] {
        bytes(hex: try #require(vector[name]?.string))
    }

    private static func suite(_ vector: JSONNode) throws -> HPKE.Ciphersuite {
        let kem: HPKE.KEM = vector["kem_id"]?.numberText == "32" ? .Curve25519_HKDF_SHA256 : .P256_HKDF_SHA256
        let aead: HPKE.AEAD =
            switch vector["aead_id"]?.numberText {
            case "1": .AES_GCM_128
            case "2": .AES_GCM_256
            default: .chaChaPoly
            }
        return HPKE.Ciphersuite(kem: kem, kdf: .HKDF_SHA256, aead: aead)
    }

    private static func recipient(_ vector: JSONNode) throws -> HPKE.Recipient {
        let suite = try suite(vector)
        let (secret, info, sealed) = (try text(vector, "skRm"), try text(vector, "info"), try text(vector, "enc"))
        let isAuthenticated = vector["mode"]?.numberText == "2"
        if vector["kem_id"]?.numberText == "32" {
            let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secret)
            guard isAuthenticated else {
                return try HPKE.Recipient(
                    privateKey: key,
                    ciphersuite: suite,
                    info: .init(info),
                    encapsulatedKey: .init(sealed)
                )
            }
            return try HPKE.Recipient(
                privateKey: key,
                ciphersuite: suite,
                info: .init(info),
                encapsulatedKey: .init(sealed),
                authenticatedBy: try Curve25519.KeyAgreement.PublicKey(rawRepresentation: try text(vector, "pkSm"))
            )
        }
        let key = try P256.KeyAgreement.PrivateKey(rawRepresentation: secret)
        guard isAuthenticated else {
            return try HPKE.Recipient(
                privateKey: key,
                ciphersuite: suite,
                info: .init(info),
                encapsulatedKey: .init(sealed)
            )
        }
        return try HPKE.Recipient(
            privateKey: key,
            ciphersuite: suite,
            info: .init(info),
            encapsulatedKey: .init(sealed),
            authenticatedBy: try P256.KeyAgreement.PublicKey(x963Representation: try text(vector, "pkSm"))
        )
    }

    @Test("Eight suites and modes open what the standard's authors sealed, and nothing that was changed")
    func vectors() throws {
        let vectors = try #require(try LedgerVectors.json("hpke/rfc9180-subset.json").elements)
        #expect(vectors.count == 8)
        var opened = 0
        for vector in vectors {
            let encryptions = try #require(vector["encryptions"]?.elements)
            for (index, encryption) in encryptions.enumerated() {
                // The sequence counts what was opened before: each message takes those in front of it.
                var recipient = try Self.recipient(vector)
                for earlier in encryptions.prefix(index) {
                    _ = try recipient.open(try Self.text(earlier, "ct"), authenticating: try Self.text(earlier, "aad"))
                }
                let sealed = try Self.text(encryption, "ct")
                let header = try Self.text(encryption, "aad")
                var changed = sealed
                changed[index] ^= 1
                #expect(throws: (any Error).self) { try recipient.open(changed, authenticating: header) }
                var fresh = try Self.recipient(vector)
                for earlier in encryptions.prefix(index) {
                    _ = try fresh.open(try Self.text(earlier, "ct"), authenticating: try Self.text(earlier, "aad"))
                }
                #expect(Array(try fresh.open(sealed, authenticating: header)) == (try Self.text(encryption, "pt")))
                opened += 1
            }
            let recipient = try Self.recipient(vector)
            let exports = try #require(vector["exports"]?.elements)
            #expect(exports.count == 3)
            for export in exports {
                let length = try #require(export["L"]?.numberText.flatMap { Int($0) })
                let secret = try recipient.exportSecret(
                    context: try Self.text(export, "exporter_context"),
                    outputByteCount: length
                )
                #expect(secret.withUnsafeBytes { Array($0) } == (try Self.text(export, "exported_value")))
            }
        }
        #expect(opened == 48)
    }
}
