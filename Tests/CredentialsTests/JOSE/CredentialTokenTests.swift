import Credentials
import Crypto
import Formats
import KernelSamples
import Testing

@Suite("Tokens")
struct CredentialTokenTests {
    private static func publicPart(_ jwk: JSONNode?) throws -> PublicKey {
        var members = try #require(jwk?.members)
        members.removeAll { $0.name == "d" }
        return try PublicKey(jwk: .object(members))
    }

    @Test(
        "The examples of RFC 8037 and RFC 7515 are right, and say no credential",
        .enabled(if: LedgerVectors.isPresent),
        arguments: ["rfc8037_A4_eddsa", "rfc7515_A3_es256"]
    )
    func examples(name: String) throws {
        let vector = try #require(try LedgerVectors.json("vc/jose-vectors.json")[name])
        let key = try Self.publicPart(vector["jwk"])
        let text = try #require(vector["jws"]?.string)
        let payload = try SignedToken(text).payload(signedBy: key)
        #expect(!payload.isEmpty)
        #expect(throws: CredentialFault(.wrongType)) { try CredentialToken(text) }
        let other = try SigningKey(ed25519: [UInt8](repeating: 9, count: 32)).publicKey
        #expect(throws: CredentialFault.self) { try SignedToken(text).payload(signedBy: other) }
    }

    /// A verifier that knows the keys of the test suite's issuer.
    private static func verifier() throws -> CredentialVerifier {
        let issuer = "https://example.issuer/vc-jose-cose"
        var methods: [JSONNode] = []
        for file in ["vm-p256", "vm-p384", "vm-p521", "vm-ed25519"] {
            var method = try #require(try LedgerVectors.json("vc/vc-jose-cose-test-suite/\(file).json").members)
            method.removeAll { $0.name == "secretKeyJwk" }
            methods.append(.object(method))
        }
        let names = methods.compactMap { $0["id"] }
        // The suite's example names a key by the hash that names it.
        let renamed = methods.map { method -> JSONNode in
            let name = method["publicKeyJwk"]?["kid"]?.string ?? ""
            let rest = method.members?.filter { $0.name != "id" } ?? []
            return .object([.init("id", .string("\(issuer)#\(name)"))] + rest)
        }
        let all = names + renamed.compactMap { $0["id"] }
        let root = JSONNode.object([
            .init("id", .string(issuer)), .init("verificationMethod", .array(methods + renamed)),
            .init("assertionMethod", .array(all)),
        ])
        return CredentialVerifier(keys: KnownDocuments([try DIDDocument(root, of: issuer)]))
    }

    @Test("Credentials in tokens, made with others' tools, are right", .enabled(if: LedgerVectors.isPresent))
    func tokens() throws {
        let vectors = try LedgerVectors.json("vc/jose-vectors.json")
        let moment = VerificationTime(now: try time("2026-01-01T00:00:00Z"))
        for name in ["vc_jwt_v2_eddsa", "vc_jwt_v2_eddsa_with_iss_claim"] {
            let text = try #require(vectors[name]?["token"]?.string)
            let verified = try Self.verifier().verify(Array(text.utf8), at: moment)
            #expect(verified.form == .token)
            #expect(verified.credential.types.contains("ExampleAlumniCredential"))
        }
        // Ed25519 gives the same signature each time: the very token comes out of our hands too.
        let vector = try #require(vectors["vc_jwt_v2_eddsa"])
        let secret = try #require(vector["verificationMethod"]?["secretKeyJwk"]?["d"]?.string)
        let seed = try #require(SymbolCoding.base64URL.decode(secret.utf8))
        let own = try CredentialToken.sign(
            try #require(vector["payload"]),
            with: try SigningKey(ed25519: seed),
            keyName: try #require(vector["verificationMethod"]?["id"]?.string)
        )
        #expect(own == vector["token"]?.string)
    }

    @Test("none, a shared secret, and a changed payload are refused", .enabled(if: LedgerVectors.isPresent))
    func negatives() throws {
        let vectors = try #require(try LedgerVectors.json("vc/jose-vectors.json")["negative"]?.elements)
        let expected: [CredentialFault.Reason] = [.unsupportedAlgorithm, .unsupportedAlgorithm, .signatureMismatch]
        #expect(vectors.count == expected.count)
        let moment = VerificationTime(now: try time("2026-01-01T00:00:00Z"))
        for (vector, reason) in zip(vectors, expected) {
            let text = try #require(vector["token"]?.string)
            let report = try Self.verifier().report(on: Array(text.utf8), at: moment)
            #expect(report.fault?.reason == reason, "\(vector["case"]?.string ?? "")")
            #expect(!report.isValid && report.verified == nil)
        }
    }

    @Test("The test suite's enveloped credentials", .enabled(if: LedgerVectors.isPresent))
    func enveloped() throws {
        let moment = VerificationTime(now: try time("2026-01-01T00:00:00Z"))
        func reasons(_ file: String) throws -> [CredentialFault.Reason?] {
            let root = try LedgerVectors.json("vc/vc-jose-cose-test-suite/\(file).json")
            return try #require(root["verifiableCredential"]?.elements).map { credential in
                try Self.verifier().report(on: credential.bytes(), at: moment).fault?.reason
            }
        }
        // Its first token is signed rightly, but has a text where RFC 7519 section 4.1.6 has a number of seconds;
        // the two others are of forms that are not used here.
        #expect(try reasons("presentation-multiple") == [.malformedToken, .wrongType, .wrongType])
        #expect(try reasons("presentation-selective") == [.wrongType])
        // A letter is missing at its beginning.
        #expect(
            try reasons("presentation-single") == [.malformedToken]
                || reasons("presentation-single") == [.malformedJSON]
        )
        let root = try LedgerVectors.json("vc/vc-jose-cose-test-suite/presentation-multiple.json")
        let address = try #require(root["verifiableCredential"]?.elements?.first?["id"]?.string)
        let text = String(try #require(address.split(separator: ",").last))
        let key = try Self.publicPart(try LedgerVectors.json("vc/vc-jose-cose-test-suite/vm-p256.json")["publicKeyJwk"])
        #expect(throws: Never.self) { try SignedToken(text).payload(signedBy: key) }
    }

    @Test("The test suite's credentials are as the data model has them", .enabled(if: LedgerVectors.isPresent))
    func models() throws {
        for name in ["full", "minimal", "nested-selective", "selective", "unknown-extensions"] {
            let json = try LedgerVectors.json("vc/vc-jose-cose-test-suite/credential-\(name).json")
            #expect(try VerifiableCredential(json).issuer == "https://example.issuer/vc-jose-cose")
        }
    }

    @Test("A token of ours is right with Ed25519, P-256 and P-384, and with no other key")
    func roundTrip() throws {
        let now = VerificationTime(now: try time("2026-03-01T00:00:00Z"))
        let keys = [
            try SigningKey(ed25519: [UInt8](repeating: 5, count: 32)), try SigningKey(P256.Signing.PrivateKey()),
            try SigningKey(P384.Signing.PrivateKey()),
        ]
        for key in keys {
            let name = "did:web:mines.example#k"
            let issuer = try CredentialIssuer(
                identifier: "did:web:mines.example",
                name: "Ministry",
                keyName: name,
                key: key
            )
            let token = try issuer.token(TestIssuer.licence, try TestIssuer.envelope())
            for other in keys {
                let document = DIDDocument.own("did:web:mines.example", keys: [("k", other.publicKey)])
                let report = CredentialVerifier(keys: KnownDocuments([document])).report(on: Array(token.utf8), at: now)
                #expect(report.isValid == (other.publicKey == key.publicKey))
                if !report.isValid { #expect(report.fault?.reason == .algorithmMismatch) }
            }
        }
    }

    @Test("What others could read in another way is not signed")
    func ambiguous() throws {
        let maker = try TestIssuer()
        let members = try #require(try maker.issuer.unsigned(TestIssuer.licence, try TestIssuer.envelope()).members)
        func signing(_ more: JSONNode.Member) throws -> String {
            try CredentialToken.sign(.object(members + [more]), with: maker.key, keyName: maker.issuer.keyName)
        }
        #expect(throws: CredentialFault(.malformedJSON)) { try signing(.init("id", .string("urn:other"))) }
        #expect(throws: CredentialFault(.inexactNumber)) { try signing(.init("kilograms", .number("12.5"))) }
        #expect(throws: Never.self) { try signing(.init("kilograms", .string("12.5"))) }
    }

    private static func signed(_ header: [(String, JSONNode)], _ payload: JSONNode) throws -> [UInt8] {
        let maker = try TestIssuer()
        return Array(
            try SignedToken.sign(payload.bytes(), header: header.map { .init($0.0, $0.1) }, with: maker.key).utf8
        )
    }

    @Test("Headers and claims that contradict the credential, or demand something, are refused")
    func contradictions() throws {
        let maker = try TestIssuer()
        let verifier = CredentialVerifier(keys: KnownDocuments([maker.document]))
        let now = VerificationTime(now: try time("2026-03-01T00:00:00Z"))
        let credential = try maker.issuer.unsigned(TestIssuer.licence, try TestIssuer.envelope())
        let name = JSONNode.string("did:web:mines.example#key-1")
        let good: [(String, JSONNode)] = [("typ", .string("vc+jwt")), ("kid", name)]
        func reason(
            _ header: [(String, JSONNode)],
            _ claims: [(String, JSONNode)] = []
        ) throws -> CredentialFault.Reason? {
            let payload = JSONNode.object((credential.members ?? []) + claims.map { .init($0.0, $0.1) })
            return verifier.report(on: try Self.signed(header, payload), at: now).fault?.reason
        }
        #expect(try reason(good) == nil)
        #expect(try reason([("typ", .string("application/vc+jwt")), ("kid", .string("key-1"))]) == nil)
        #expect(try reason([("typ", .string("JWT")), ("kid", name)]) == .wrongType)
        #expect(try reason([("kid", name)]) == .wrongType)
        #expect(try reason([("typ", .string("vc+jwt"))]) == .malformedToken)
        #expect(try reason(good + [("crit", .array([.string("exp")]))]) == .criticalHeader)
        #expect(try reason(good + [("cty", .string("vp"))]) == .wrongType)
        #expect(try reason(good + [("iss", .string("did:web:other.example"))]) == .contradiction)
        #expect(
            try reason([("typ", .string("vc+jwt")), ("kid", .string("did:web:mines.example#other"))]) == .unknownKey
        )
        #expect(try reason(good, [("iss", .string("did:web:other.example"))]) == .contradiction)
        #expect(try reason(good, [("sub", .string("did:web:other.example"))]) == .contradiction)
        #expect(try reason(good, [("jti", .string("urn:other"))]) == .contradiction)
        #expect(try reason(good, [("exp", .number("1700000000"))]) == .tokenOutOfTime)
        #expect(try reason(good, [("nbf", .number("2000000000"))]) == .tokenOutOfTime)
        #expect(try reason(good, [("iat", .string("2026"))]) == .malformedToken)
        #expect(try reason(good, [("exp", .number("1e999"))]) == .malformedToken)
        #expect(try reason(good, [("exp", .number("2000000000")), ("nbf", .number("1700000000.5"))]) == nil)
        #expect(try reason(good, [("vc", .object([]))]) == .earlierForm)
        // The key that a token brings along is never used.
        let other = try SigningKey(ed25519: [UInt8](repeating: 9, count: 32))
        let brought = try SignedToken.sign(
            credential.bytes(),
            header: [
                .init("typ", .string("vc+jwt")), .init("kid", name), .init("jwk", other.publicKey.jwk),
            ],
            with: other
        )
        #expect(verifier.report(on: Array(brought.utf8), at: now).fault?.reason == .signatureMismatch)
    }

    @Test("Every change of one bit of a token is refused")
    func bits() throws {
        let maker = try TestIssuer()
        let verifier = CredentialVerifier(keys: KnownDocuments([maker.document]))
        let now = VerificationTime(now: try time("2026-03-01T00:00:00Z"))
        let token = Array(try maker.token().utf8)
        #expect(verifier.report(on: token, at: now).isValid)
        var reasons: Set<String> = []
        for place in token.indices {
            for bit in 0..<8 {
                var changed = token
                changed[place] ^= UInt8(1 << bit)
                let report = verifier.report(on: changed, at: now)
                // White space around a token is no part of it.
                #expect(!report.isValid, "bit \(bit) of byte \(place)")
                #expect(report.verified == nil)
                if let reason = report.fault?.reason { reasons.insert(reason.rawValue) }
            }
        }
        #expect(reasons.contains("signatureMismatch") && reasons.contains("malformedToken"))
    }
}
