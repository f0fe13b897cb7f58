import Credentials
import Crypto
import Formats
import KernelSamples
import Testing

@Suite("Public keys")
struct PublicKeyTests {
    @Test("Each way of writing a key leads to the same key", arguments: PublicKey.Kind.allCases)
    func forms(kind: PublicKey.Kind) throws {
        let bytes: [UInt8] =
            switch kind {
            case .ed25519: Array(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation)
            case .x25519: Array(Curve25519.KeyAgreement.PrivateKey().publicKey.rawRepresentation)
            case .p256: Array(P256.Signing.PrivateKey().publicKey.x963Representation)
            case .p384: Array(P384.Signing.PrivateKey().publicKey.x963Representation)
            case .p521: Array(P521.Signing.PrivateKey().publicKey.x963Representation)
            }
        let key = try PublicKey(kind, bytes: bytes)
        #expect(try PublicKey(multikey: key.multikey) == key)
        #expect(try PublicKey(jwk: key.jwk) == key)
        #expect(try PublicKey(kind, bytes: key.bytes) == key)
        #expect(try KeyIdentifier("did:key:\(key.multikey)").key == key)
    }

    @Test("Keys of small order, and coordinates that are not reduced, are refused")
    func weakKeys() throws {
        // Every encoding of the eight points of small order (Chalkias, Garillot and Nikolaenko, 2020, table 6).
        let weak = [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        ]
        for text in weak {
            #expect(throws: CredentialFault(.weakKey)) { try PublicKey(.ed25519, bytes: bytes(hex: text)) }
        }
    }

    @Test("What is no key is refused with its reason")
    func refusals() throws {
        let key = try PublicKey(.p256, bytes: Array(P256.Signing.PrivateKey().publicKey.compressedRepresentation))
        #expect(throws: CredentialFault(.malformedKey)) { try PublicKey(multikey: "") }
        #expect(throws: CredentialFault(.malformedKey)) { try PublicKey(multikey: "z") }
        #expect(throws: CredentialFault(.malformedKey)) { try PublicKey(multikey: "u7QFO") }
        #expect(throws: CredentialFault(.malformedKey)) { try PublicKey(multikey: key.multikey + "0") }
        #expect(throws: CredentialFault(.malformedKey)) {
            try PublicKey(multikey: "z" + String(repeating: "a", count: 900))
        }
        #expect(throws: CredentialFault(.unsupportedKey)) {
            try PublicKey(multikey: "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme")
        }
        #expect(throws: CredentialFault(.malformedKey)) {
            try PublicKey(.p256, bytes: [2] + [UInt8](repeating: 0xFF, count: 32))
        }
        var secret = try #require(key.jwk.members)
        secret.append(.init("d", .string("AAAA")))
        #expect(throws: CredentialFault(.secretKeyPublished)) { try PublicKey(jwk: .object(secret)) }
        var shared = try #require(key.jwk.members)
        shared[1].value = .string("oct")
        #expect(throws: CredentialFault(.unsupportedKey)) { try PublicKey(jwk: .object(shared)) }
        var swapped = try #require(key.jwk.members)
        swapped.append(.init("alg", .string("ES384")))
        #expect(throws: CredentialFault(.algorithmMismatch)) { try PublicKey(jwk: .object(swapped)) }
    }

    @Test("A key's own name is as in RFC 8037", .enabled(if: LedgerVectors.isPresent))
    func thumbprint() throws {
        let vector = try #require(try LedgerVectors.json("vc/jose-vectors.json")["rfc8037_A4_eddsa"])
        var jwk = try #require(vector["jwk"]?.members)
        jwk.removeAll { $0.name == "d" }
        let key = try PublicKey(jwk: .object(jwk))
        #expect(key.thumbprint == vector["jwk_thumbprint_sha256"]?.string)
    }

    @Test(
        "Wycheproof: each signature is judged as expected",
        .enabled(if: LedgerVectors.isPresent),
        arguments: [("ed25519_test", 151), ("ecdsa_secp256r1_sha256_p1363_test", 262)]
    )
    func wycheproof(file: String, count: Int) throws {
        let vectors = try LedgerVectors.json("sig/wycheproof-\(file).json")
        var seen = 0
        for group in try #require(vectors["testGroups"]?.elements) {
            let given = try #require(group["publicKey"])
            let key: PublicKey
            if let text = given["pk"]?.string {
                key = try PublicKey(.ed25519, bytes: bytes(hex: text))
            } else {
                key = try PublicKey(.p256, bytes: bytes(hex: try #require(given["uncompressed"]?.string)))
            }
            for test in try #require(group["tests"]?.elements) {
                let message = bytes(hex: try #require(test["msg"]?.string))
                let signature = bytes(hex: try #require(test["sig"]?.string))
                let isValid = key.isValid(signature, over: message)
                #expect(isValid == (test["result"]?.string == "valid"), "\(file) \(test["tcId"]?.numberText ?? "")")
                seen += 1
            }
        }
        #expect(seen == count)
    }

    @Test("A secret key is not written out")
    func secretsStaySecret() throws {
        let seed = [UInt8](repeating: 7, count: 32)
        let key = try SigningKey(ed25519: seed)
        for text in [
            String(describing: key), String(reflecting: key), "\(Mirror(reflecting: key).children.map(\.value))",
        ] {
            #expect(text.contains(key.publicKey.multikey))
            #expect(!text.contains("0707"))
            #expect(!text.contains("7, 7"))
        }
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("7, 7") && !dumped.contains("ed25519("))
    }
}
