import Credentials
import Crypto
import Formats
import KernelSamples
import Testing

@Suite("Proofs in documents: the vectors of W3C", .enabled(if: LedgerVectors.isPresent))
struct DataIntegrityVectorTests {
    private static let folders = [
        ("vc-di-eddsa/eddsa-jcs-2022", "JCS", "vc-di-eddsa/unsigned.json"),
        ("vc-di-ecdsa/ecdsa-jcs-2019-p256", "JCSECDSAP256", "vc-di-ecdsa/unsigned.json"),
        ("vc-di-ecdsa/ecdsa-jcs-2019-p384", "JCSECDSAP384", "vc-di-ecdsa/unsigned.json"),
    ]

    @Test("Each canonical form and each hash on the way is theirs", arguments: folders)
    func steps(folder: String, suffix: String, unsigned: String) throws {
        func text(_ name: String) throws -> String { try LedgerVectors.text("vc/\(folder)/\(name)\(suffix).txt") }
        let document = try JSONCanonical.bytes(of: try LedgerVectors.json("vc/\(unsigned)"))
        let proof = try JSONCanonical.bytes(of: try LedgerVectors.json("vc/\(folder)/proofConfig\(suffix).json"))
        #expect(String(decoding: document, as: UTF8.self) == (try text("canonDoc")))
        #expect(String(decoding: proof, as: UTF8.self) == (try text("proofCanon")))
        func hash(_ bytes: [UInt8]) -> String {
            suffix.hasSuffix("384") ? hex(SHA384.hash(data: bytes)) : hex(SHA256.hash(data: bytes))
        }
        #expect(hash(document) == (try text("docHash")))
        #expect(hash(proof) == (try text("proofHash")))
        // The proof comes first.
        #expect(hash(proof) + hash(document) == (try text("combinedHash")))
    }

    @Test("Each signed document is right, and not by its issuer", arguments: folders)
    func verified(folder: String, suffix: String, unsigned: String) throws {
        let signed = try LedgerVectors.bytes("vc/\(folder)/signed\(suffix).json")
        let moment = VerificationTime(now: try time("2026-01-01T00:00:00Z"))
        let proofs = try SecuredDocument(signed).verify(keys: IdentifierKeys(), at: moment)
        #expect(proofs.count == 1)
        #expect(proofs.map(\.coversContext) == [true])
        // The example's issuer is a site, and its key a key: nobody says that they belong together.
        let report = CredentialVerifier(keys: IdentifierKeys()).report(on: signed, at: moment)
        #expect(report.fault?.reason == .notByIssuer)
    }

    @Test("Our signature with their key is theirs, byte for byte")
    func sameSignature() throws {
        let pair = try LedgerVectors.json("vc/vc-di-eddsa/keyPair.json")
        // The multikey of a secret: the prefix 0x8026 and the seed.
        let key = try Self.secret(try #require(pair["privateKeyMultibase"]?.string))
        #expect(key.publicKey.multikey == pair["publicKeyMultibase"]?.string)
        let signed = try SecuredDocument.adding(
            .init(keyName: KeyIdentifier(key.publicKey).keyName, created: try time("2023-02-24T23:36:38Z")),
            to: try LedgerVectors.json("vc/vc-di-eddsa/unsigned.json"),
            with: key
        )
        #expect(
            signed["proof"]?["proofValue"]?.string
                == (try LedgerVectors.text("vc/vc-di-eddsa/eddsa-jcs-2022/sigBTC58JCS.txt"))
        )
        let theirs = try LedgerVectors.json("vc/vc-di-eddsa/eddsa-jcs-2022/signedJCS.json")
        #expect(try JSONCanonical.bytes(of: signed) == JSONCanonical.bytes(of: theirs))
    }

    @Test("Keys of the vectors are read", arguments: ["vc-di-ecdsa/p256KeyPair", "vc-di-ecdsa/p384KeyPair"])
    func keys(file: String) throws {
        let text = try #require(try LedgerVectors.json("vc/\(file).json")["publicKeyMultibase"]?.string)
        #expect(try PublicKey(multikey: text).multikey == text)
    }

    @Test(
        "Sets and chains of a suite that makes RDF of a document are refused as that",
        arguments: [
            "signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2", "proofChainTempDoc1",
            "proofChainTempDoc2",
        ]
    )
    func otherSuite(file: String) throws {
        let signed = try LedgerVectors.bytes("vc/vc-di-eddsa/proof-set-chain/\(file).json")
        let moment = VerificationTime(now: try time("2026-01-01T00:00:00Z"))
        let outcomes = try SecuredDocument(signed).outcomes(keys: IdentifierKeys(), at: moment)
        #expect(!outcomes.isEmpty)
        for outcome in outcomes { #expect(throws: CredentialFault(.unsupportedSuite)) { try outcome.get() } }
    }

    @Test("A set, and a chain upon it, with the keys of the vectors and a suite that we have")
    func setAndChain() throws {
        let pairs = try LedgerVectors.json("vc/vc-di-eddsa/proof-set-chain/multiKeyPairs.json")
        var document = try LedgerVectors.json("vc/vc-di-eddsa/proof-set-chain/unsigned.json")
        let names = ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3", nil]
        let previous = [[], [], ["urn:uuid:1", "urn:uuid:2"], ["urn:uuid:3"]]
        for index in 0..<4 {
            let pair = try #require(pairs["keyPair\(index + 1)"])
            let key = try Self.secret(try #require(pair["privateKeyMultibase"]?.string))
            #expect(key.publicKey.multikey == pair["publicKeyMultibase"]?.string)
            document = try SecuredDocument.adding(
                .init(
                    keyName: KeyIdentifier(key.publicKey).keyName,
                    created: try time("2023-02-26T22:06:38Z"),
                    id: names[index],
                    previous: previous[index]
                ),
                to: document,
                with: key
            )
        }
        let moment = VerificationTime(now: try time("2026-01-01T00:00:00Z"))
        let proofs = try SecuredDocument(document.bytes()).verify(keys: IdentifierKeys(), at: moment)
        #expect(proofs.map(\.proof.previous) == previous)
        // The shape of their documents, with their suite changed for ours, is the shape of ours.
        let theirs = try LedgerVectors.json("vc/vc-di-eddsa/proof-set-chain/signedProofChain2.json")
        #expect(
            theirs["proof"]?.elements?.map { $0["previousProof"]?.kind }
                == document["proof"]?.elements?.map { $0["previousProof"]?.kind }
        )
    }

    private static func secret(_ multikey: String) throws -> SigningKey {
        // `z3u2…`: base58 of 0x80 0x26 and 32 bytes; read here through a public key's alphabet would be refused.
        let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
        var bytes: [UInt8] = []
        for letter in multikey.dropFirst() {
            var carry = try #require(alphabet.firstIndex(of: letter))
            for index in bytes.indices.reversed() {
                carry += Int(bytes[index]) * 58
                bytes[index] = UInt8(carry & 0xFF)
                carry >>= 8
            }
            while carry > 0 {
                bytes.insert(UInt8(carry & 0xFF), at: 0)
                carry >>= 8
            }
        }
        #expect(bytes.prefix(2) == [0x80, 0x26])
        return try SigningKey(ed25519: Array(bytes.dropFirst(2)))
    }
}
