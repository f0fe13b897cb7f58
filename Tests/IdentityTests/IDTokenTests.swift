import Crypto
import CryptoExtras
import Formats
import Foundation
import Identity
import Testing

@Suite("ID tokens")
struct IDTokenTests {
    private static let provider = TestProvider.shared

    private static func verify(
        _ token: String,
        keys: JSONWebKeySet? = nil,
        client: OpenIDClient? = nil,
        nonce: String = "the nonce",
        accessToken: String? = nil,
        at now: UnixTime = TestProvider.now
    ) throws -> VerifiedIdentity {
        try UnverifiedIDToken(token).verified(
            with: keys ?? provider.keys(),
            as: client ?? TestProvider.client(),
            nonce: nonce,
            accessToken: accessToken,
            at: now
        )
    }

    private static func fault(_ body: () throws -> Void) -> OpenIDFault.Code? {
        do { try body() } catch { return (error as? OpenIDFault)?.code }
        return nil
    }

    @Test("A signature of Ed25519 as in RFC 8037 appendix A.4")
    func ed25519Vector() throws {
        let set = try JSONWebKeySet(
            document: TestProvider.set([
                #"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#
            ])
        )
        let key = try #require(set.keys.first)
        let signed = Array("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".utf8)
        let text = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        var signature = try #require(SymbolCoding.base64URL.decode(text.utf8))
        #expect(key.isValid(signature, over: signed))
        signature[0] ^= 1
        #expect(!key.isValid(signature, over: signed))
    }

    @Test("The hash of an access token as in OpenID Connect Core appendix A.3")
    func accessTokenVector() {
        let text = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"
        #expect(SigningAlgorithm.rs256.halfHash(of: text) == "77QmUPtjPfzWtF2AnpK9RQ")
        #expect(SigningAlgorithm.es256.halfHash(of: text) == "77QmUPtjPfzWtF2AnpK9RQ")
        #expect(SymbolCoding.base64URL.decode(SigningAlgorithm.edDSA.halfHash(of: text).utf8)?.count == 32)
    }

    @Test("A right token of each algorithm is taken, whatever else it says", arguments: SigningAlgorithm.allCases)
    func right(algorithm: SigningAlgorithm) throws {
        let claims = TestProvider.claims([
            "email": #""a@b.example""#, "email_verified": "true", "name": #""Zoë \"Z\" Ωmega""#,
            "amr": #"["otp","pwd"]"#,
            "auth_time": "1799999990.5", "unknown": #"{"deep":[1,2,{"x":null}]}"#, "azp": #""touchstone""#,
            "at_hash": "\"\(algorithm.halfHash(of: "access"))\"", "aud": #"["touchstone"]"#, "nbf": "1800000000",
        ])
        let identity = try Self.verify(Self.provider.token(claims, algorithm: algorithm), accessToken: "access")
        #expect(identity.issuer == TestProvider.issuer)
        #expect(identity.subject == "person-7")
        #expect(identity.email == "a@b.example")
        #expect(identity.isEmailVerified)
        #expect(identity.name == #"Zoë "Z" Ωmega"#)
        #expect(identity.methods == ["otp", "pwd"])
        #expect(identity.authenticatedAt == UnixTime(seconds: 1_799_999_990))
    }

    @Test("A token that names no key is checked with every key of its algorithm")
    func withoutKeyName() throws {
        let other = P256.Signing.PrivateKey().publicKey.rawRepresentation
        let stranger =
            #"{"kty":"EC","crv":"P-256","x":"\#(TestProvider.base64URL(other.prefix(32)))","y":"\#(TestProvider.base64URL(other.suffix(32)))"}"#
        let keys = try JSONWebKeySet(document: TestProvider.set([stranger, Self.provider.p256Key("")]))
        let token = try Self.provider.token(algorithm: .es256, header: #"{"alg":"ES256"}"#)
        #expect(try Self.verify(token, keys: keys).subject == "person-7")
        let alone = try JSONWebKeySet(document: TestProvider.set([stranger]))
        #expect(Self.fault { _ = try Self.verify(token, keys: alone) } == .badSignature)
    }

    @Test(
        "A header that would talk us out of checking is refused",
        arguments: [
            (#"{"alg":"none"}"#, OpenIDFault.Code.refusedAlgorithm),
            (#"{"alg":"None","kid":"rsa"}"#, .refusedAlgorithm),
            (#"{"alg":"nOnE"}"#, .refusedAlgorithm), (#"{"alg":""}"#, .refusedAlgorithm), (#"{}"#, .refusedAlgorithm),
            (#"{"alg":null}"#, .refusedAlgorithm), (#"{"alg":["RS256"]}"#, .refusedAlgorithm),
            (#"{"alg":"HS256","kid":"rsa"}"#, .refusedAlgorithm), (#"{"alg":"RS512","kid":"rsa"}"#, .refusedAlgorithm),
            (#"{"alg":"PS256","kid":"rsa"}"#, .refusedAlgorithm), (#"{"alg":"rs256","kid":"rsa"}"#, .refusedAlgorithm),
            (#"{"alg":"RS256","alg":"none"}"#, .malformedToken), (#"{"alg":"RS256","kid":7}"#, .malformedToken),
            (#"{"alg":"RS256","kid":"rsa","crit":["b64"],"b64":false}"#, .malformedToken),
            (#"{"alg":"RS256","kid":"rsa","crit":[]}"#, .malformedToken),
            (#"{"alg":"RS256","kid":"rsa","typ":"at+jwt"}"#, .malformedToken),
            (#"{"alg":"RS256","kid":"rsa","typ":"logout+jwt"}"#, .malformedToken),
            (#"{"alg":"RS256","kid":"../../dev/null"}"#, .unknownKey), (#"{"alg":"RS256","kid":""}"#, .unknownKey),
            (#"{"alg":"ES256","kid":"rsa"}"#, .unknownKey), (#"{"alg":"EdDSA","kid":"ec"}"#, .unknownKey),
            (#"{"alg":"ES256","kid":"ec"}"#, .badSignature), (#"["RS256"]"#, .malformedToken),
            (#""RS256""#, .malformedToken),
            (#"{"alg":"RS256","kid":"rsa"}x"#, .malformedToken), ("", .malformedToken),
        ]
    )
    func headers(header: String, code: OpenIDFault.Code) throws {
        let token = try Self.provider.token(header: header)
        #expect(Self.fault { _ = try Self.verify(token) } == code)
        // The same with no signature at all is never taken.
        let bare = token.prefix(upTo: token.lastIndex(of: ".") ?? token.endIndex) + "."
        #expect(Self.fault { _ = try Self.verify(String(bare)) } != nil)
    }

    @Test("A public key is no password: HS256 over every spelling of it is refused")
    func keyConfusion() throws {
        let rsa = try #require(Self.provider.rsa).publicKey
        let parts = try rsa.getKeyPrimitives()
        let secrets = [
            Data(rsa.pemRepresentation.utf8), Data((rsa.pemRepresentation + "\n").utf8), rsa.derRepresentation,
            rsa.pkcs1DERRepresentation, parts.modulus, Data(Self.provider.rsaKey().utf8), Data(),
        ]
        for secret in secrets {
            for header in [#"{"alg":"HS256","kid":"rsa"}"#, #"{"alg":"RS256","kid":"rsa"}"#] {
                let signed =
                    "\(TestProvider.base64URL(header.utf8)).\(TestProvider.base64URL(TestProvider.claims().utf8))"
                let mac = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: secret))
                let token = "\(signed).\(TestProvider.base64URL(mac))"
                let code = Self.fault { _ = try Self.verify(token) }
                #expect(code == (header.contains("HS256") ? .refusedAlgorithm : .badSignature))
            }
        }
    }

    @Test("A key that the token brings along is never looked at")
    func ownKey() throws {
        let attacker = TestProvider()
        let header = #"{"alg":"ES256","kid":"ec","jwk":\#(attacker.p256Key()),"jku":"https://attacker.example/keys"}"#
        let token = try attacker.token(algorithm: .es256, header: header)
        #expect(Self.fault { _ = try Self.verify(token) } == .badSignature)
    }

    @Test("An algorithm that the installation does not take is refused")
    func narrowed() throws {
        let client = try TestProvider.client(algorithms: [.es256])
        let token = try Self.provider.token(algorithm: .rs256)
        #expect(Self.fault { _ = try Self.verify(token, client: client) } == .refusedAlgorithm)
    }

    @Test(
        "A wrong claim is refused, however well it is signed",
        arguments: [
            (["iss": #""https://id.ministry.example/realm/""#], OpenIDFault.Code.wrongIssuer),
            (["iss": nil], .wrongIssuer),
            (["iss": #"["https://id.ministry.example/realm"]"#], .malformedToken),
            (["aud": #""another""#], .wrongAudience), (["aud": nil], .wrongAudience), (["aud": "[]"], .wrongAudience),
            (["aud": #"["touchstone","another"]"#], .wrongAudience), (["aud": #"["another"]"#], .wrongAudience),
            (["aud": #"["touchstone","another"]"#, "azp": #""touchstone""#], .wrongAudience),
            (["aud": #"["touchstone",7]"#], .malformedToken), (["aud": "{}"], .malformedToken),
            (["aud": "null"], .malformedToken),
            (["aud": #""touchstone ""#], .wrongAudience), (["azp": #""another""#], .wrongAudience),
            (["azp": "7"], .malformedToken),
            (["exp": "1799999939"], .wrongTime), (["exp": "1799999940"], .wrongTime), (["exp": nil], .malformedToken),
            (["exp": #""1800000300""#], .malformedToken), (["exp": "1e400"], .malformedToken),
            (["exp": "-1"], .wrongTime),
            (["exp": "99999999999999999999"], .malformedToken), (["exp": "true"], .malformedToken),
            (["iat": nil], .malformedToken), (["iat": "1800000061"], .wrongTime), (["iat": "1799999339"], .wrongTime),
            (["nbf": "1800000061"], .wrongTime), (["nbf": #""soon""#], .malformedToken),
            (["nonce": nil], .wrongNonce), (["nonce": #""the nonce ""#], .wrongNonce), (["nonce": #""""#], .wrongNonce),
            (["nonce": "null"], .wrongNonce), (["at_hash": #""77QmUPtjPfzWtF2AnpK9RQ""#], .wrongAccessToken),
            (["at_hash": "7"], .malformedToken), (["sub": nil], .malformedToken), (["sub": #""""#], .malformedToken),
            (["sub": "7"], .malformedToken), (["sub": #""person\u0000-7""#], .malformedToken),
            (["sub": #""pérson""#], .malformedToken), (["email": "7"], .malformedToken),
        ] as [([String: String?], OpenIDFault.Code)]
    )
    func claims(changes: [String: String?], code: OpenIDFault.Code) throws {
        let token = try Self.provider.token(TestProvider.claims(changes))
        #expect(Self.fault { _ = try Self.verify(token, accessToken: "access") } == code)
    }

    @Test(
        "Clocks may differ by a minute",
        arguments: [["exp": "1799999941"], ["iat": "1800000060"], ["nbf": "1800000060"], ["exp": "1.8000003e9"]]
    )
    func skew(changes: [String: String?]) throws {
        #expect(try Self.verify(Self.provider.token(TestProvider.claims(changes))).subject == "person-7")
    }

    @Test("Other audiences are taken where the installation trusts them and the token is ours")
    func audiences() throws {
        let client = try TestProvider.client(trustedAudiences: ["archive"])
        let audience: [String: String?] = ["aud": #"["archive","touchstone"]"#]
        let without = try Self.provider.token(TestProvider.claims(audience))
        #expect(Self.fault { _ = try Self.verify(without, client: client) } == .wrongAudience)
        let with = try Self.provider.token(TestProvider.claims(audience.merging(["azp": #""touchstone""#]) { $1 }))
        #expect(try Self.verify(with, client: client).subject == "person-7")
    }

    @Test("A claim said twice is refused")
    func duplicate() throws {
        let claims = TestProvider.claims().dropLast() + #","sub":"administrator"}"#
        let token = try Self.provider.token(String(claims))
        #expect(Self.fault { _ = try Self.verify(token) } == .malformedToken)
        let escaped = try Self.provider.token(
            String(TestProvider.claims().dropLast() + #","s\u0075b":"administrator"}"#)
        )
        #expect(Self.fault { _ = try Self.verify(escaped) } == .malformedToken)
    }

    @Test("No change of any byte is taken", arguments: SigningAlgorithm.allCases)
    func flipped(algorithm: SigningAlgorithm) throws {
        let token = try Self.provider.token(algorithm: algorithm)
        var dice = Dice(seed: 60)
        let keys = try Self.provider.keys()
        for _ in 0..<150 {
            var bytes = Array(token.utf8)
            let index = Int.random(in: 0..<bytes.count, using: &dice)
            switch Int.random(in: 0..<3, using: &dice) {
            case 0: bytes[index] = Array("ABab01-_.= \n".utf8).randomElement(using: &dice) ?? 0
            case 1: bytes.remove(at: index)
            default: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &dice), at: index)
            }
            guard bytes != Array(token.utf8) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(Self.fault { _ = try Self.verify(text, keys: keys) } != nil, "\(text)")
        }
    }

    @Test(
        "What is no token is refused",
        arguments: [
            "", ".", "..", "...", "a.b", "e30.e30.e30.e30", "e30.e30.", "\0.\0.\0",
        ]
    )
    func hostile(text: String) {
        #expect(Self.fault { _ = try UnverifiedIDToken(text) } != nil)
        let long = text + String(repeating: "A", count: 1_000_000)
        #expect(Self.fault { _ = try UnverifiedIDToken(long) } == .malformedToken)
    }

    @Test("Claims nested very deep are refused without a stack to fall off")
    func deep() throws {
        let token = try Self.provider.token("{\"a\":" + String(repeating: "[", count: 20_000))
        #expect(Self.fault { _ = try Self.verify(token) } == .malformedToken)
    }
}
