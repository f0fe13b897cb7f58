import Crypto
import Foundation
import Identity
import Synchronization
import Testing

@Suite("Sign-in through a provider")
struct OpenIDConnectTests {
    private static let now = TestProvider.now

    private static func fault(_ body: () throws -> Void) -> OpenIDFault.Code? {
        do { try body() } catch { return (error as? OpenIDFault)?.code }
        return nil
    }

    @Test("The challenge of PKCE as in RFC 7636 appendix B")
    func challenge() {
        let signIn = OpenIDSignIn(
            state: "s",
            nonce: "n",
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            beganAt: Self.now
        )
        #expect(signIn.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test("Each sign-in has secrets of its own, of 256 bits, and hides them")
    func secrets() {
        var dice = Dice(seed: 70)
        let first = OpenIDSignIn.begin(at: Self.now, using: &dice)
        let second = OpenIDSignIn.begin(at: Self.now, using: &dice)
        let all = [first, second].flatMap { [$0.state, $0.nonce, $0.verifier] }
        #expect(Set(all).count == 6)
        #expect(all.allSatisfy { $0.utf8.count == 43 })
        #expect(!"\(first) \(String(reflecting: first))".contains(first.verifier))
    }

    @Test("The address holds what the provider needs, escaped, and not the verifier")
    func address() throws {
        let signIn = OpenIDSignIn(state: "a+b/c", nonce: "n&n", verifier: "verifier", beganAt: Self.now)
        let address = signIn.authorisationAddress(at: try TestProvider.provider(), as: try TestProvider.client())
        #expect(
            address == "https://id.ministry.example/authorise?realm=1&response_type=code&client_id=touchstone"
                + "&redirect_uri=https%3A%2F%2Ftouchstone.example%2Fsign-in%2Fanswer&scope=openid%20email%20profile"
                + "&state=a%2Bb%2Fc&nonce=n%26n&code_challenge=\(signIn.challenge)&code_challenge_method=S256"
        )
        #expect(!address.contains("=verifier"))
        var dice = Dice(seed: 71)
        let fresh = OpenIDSignIn.begin(at: Self.now, needsFreshProof: true, using: &dice)
            .authorisationAddress(at: try TestProvider.provider(), as: try TestProvider.client())
        #expect(fresh.hasSuffix("&prompt=login&max_age=0"))
    }

    @Test(
        "A discovery document that will not do is refused",
        arguments: [
            (["issuer": #""https://id.ministry.example/realm/""#], OpenIDFault.Code.otherProvider),
            (["issuer": nil], .malformedDocument), (["issuer": "7"], .malformedDocument),
            (["token_endpoint": nil], .malformedDocument), (["jwks_uri": "null"], .malformedDocument),
            (["authorization_endpoint": "{}"], .malformedDocument),
            (["token_endpoint": #""http://id.ministry.example/token""#], .badAddress),
            (["jwks_uri": #""file:///etc/passwd""#], .badAddress), (["jwks_uri": #""https://""#], .badAddress),
            (["jwks_uri": #""https://a@b.example/""#], .badAddress), (["jwks_uri": #""/keys""#], .badAddress),
            (["jwks_uri": #""https://b.example/#x""#], .badAddress),
            (["jwks_uri": #""https://b.example/\r\nX: y""#], .badAddress),
            (["jwks_uri": #""https:\\\\b.example/""#], .badAddress),
            (["jwks_uri": #""http://127.0.0.1:8080/keys""#], .badAddress),
            (["code_challenge_methods_supported": #"["plain"]"#], .unsupported),
            (["id_token_signing_alg_values_supported": #"["none","HS256"]"#], .unsupported),
            (["id_token_signing_alg_values_supported": nil], .unsupported),
        ] as [([String: String?], OpenIDFault.Code)]
    )
    func discovery(changes: [String: String?], code: OpenIDFault.Code) throws {
        let client = try TestProvider.client()
        let document = TestProvider.discovery(changes)
        #expect(Self.fault { _ = try OpenIDProvider(document: document, client: client) } == code)
    }

    @Test("Plain addresses of this machine are for trials that say so")
    func loopback() throws {
        #expect(throws: OpenIDFault.self) { _ = try ProviderAddress("http://localhost:9000/realm") }
        for text in ["http://localhost:9000/realm", "http://127.0.0.1:9000", "http://[::1]:9000/"] {
            #expect(try ProviderAddress(text, allowsLoopback: true).text == text)
        }
        for text in ["http://localhost.attacker.example/", "http://127.0.0.1.attacker.example/", "ftp://localhost/"] {
            #expect(throws: OpenIDFault.self) { _ = try ProviderAddress(text, allowsLoopback: true) }
        }
    }

    @Test("Keys that we cannot use are passed over; a set without any is refused")
    func keys() throws {
        let provider = TestProvider.shared
        let good = provider.p256Key()
        let weak = #"{"kty":"RSA","n":"\#(TestProvider.base64URL([UInt8](repeating: 0xC1, count: 128)))","e":"AQAB"}"#
        let even = #"{"kty":"RSA","n":"\#(TestProvider.base64URL([UInt8](repeating: 0xC1, count: 256)))","e":"AQ"}"#
        let huge = #"{"kty":"RSA","n":"\#(TestProvider.base64URL([UInt8](repeating: 0xC1, count: 3_000)))","e":"AQAB"}"#
        let offCurve =
            #"{"kty":"EC","crv":"P-256","x":"\#(String(repeating: "A", count: 43))","y":"\#(String(repeating: "A", count: 43))"}"#
        let bad = [
            weak, even, huge, offCurve, "7", "null", "{}", #"{"kty":"oct","k":"AAAA"}"#, #"{"kty":"EC","crv":"P-521"}"#,
            #"{"kty":"OKP","crv":"Ed25519","x":"AAAA"}"#, #"{"kty":"RSA","n":"","e":""}"#,
            #"{"kty":"RSA","n":"AA==","e":"AQAB"}"#,
            provider.rsaKey(#","use":"enc""#), provider.rsaKey(#","alg":"HS256""#), provider.rsaKey(#","alg":"PS256""#),
            provider.rsaKey(#","key_ops":["encrypt"]"#),
        ]
        for key in bad {
            #expect(try JSONWebKeySet(document: TestProvider.set([key, good])).keys.count == 1, "\(key.prefix(60))")
            #expect(Self.fault { _ = try JSONWebKeySet(document: TestProvider.set([key])) } == .unsupported)
        }
        #expect(
            try JSONWebKeySet(document: TestProvider.set([provider.rsaKey(#","key_ops":["verify"]"#)])).keys.count == 1
        )
        for text in ["", "[]", "{}", #"{"keys":{}}"#, #"{"keys":[],"keys":[]}"#, "\u{FEFF}{}"] {
            #expect(Self.fault { _ = try JSONWebKeySet(document: Array(text.utf8)) } == .malformedDocument)
        }
        let many = TestProvider.set([String](repeating: good, count: 101))
        #expect(Self.fault { _ = try JSONWebKeySet(document: many) } == .malformedDocument)
        #expect(
            Self.fault { _ = try JSONWebKeySet(document: [UInt8](repeating: 0x20, count: 2 << 20)) }
                == .malformedDocument
        )
    }

    @Test(
        "An answer that does not belong to this sign-in is refused",
        arguments: [
            ([("code", "c"), ("state", "the stat")], 0, OpenIDFault.Code.staleAnswer),
            ([("code", "c")], 0, .staleAnswer),
            ([("code", "c"), ("state", "the state"), ("state", "the state")], 0, .staleAnswer),
            ([("code", "c"), ("code", "d"), ("state", "the state")], 0, .staleAnswer),
            ([("state", "the state")], 0, .staleAnswer),
            ([("code", ""), ("state", "the state")], 0, .staleAnswer),
            ([("code", "c"), ("state", "the state")], 600, .staleAnswer),
            ([("code", "c"), ("state", "the state")], -61, .staleAnswer), ([], 0, .staleAnswer),
            ([("code", "c"), ("state", "the state"), ("iss", "https://attacker.example")], 0, .otherProvider),
            ([("error", "access_denied"), ("state", "the state")], 0, .refusedByProvider),
            ([("error", "access_denied"), ("state", "another")], 0, .staleAnswer),
        ] as [([(String, String)], Int, OpenIDFault.Code)]
    )
    func answers(answer: [(String, String)], after: Int, code: OpenIDFault.Code) throws {
        let signIn = OpenIDSignIn(state: "the state", nonce: "n", verifier: "v", beganAt: Self.now)
        let (provider, client) = (try TestProvider.provider(), try TestProvider.client())
        #expect(
            Self.fault {
                _ = try signIn.code(
                    in: answer.map { (name: $0.0, value: $0.1) },
                    from: provider,
                    as: client,
                    at: Self.now.adding(after)
                )
            } == code
        )
    }

    @Test("A provider that promises to name itself must do so (RFC 9207)")
    func mixUp() throws {
        let client = try TestProvider.client()
        let provider = try OpenIDProvider(
            document: TestProvider.discovery(["authorization_response_iss_parameter_supported": "true"]),
            client: client
        )
        let signIn = OpenIDSignIn(state: "s", nonce: "n", verifier: "v", beganAt: Self.now)
        let answer = [(name: "state", value: "s"), (name: "code", value: "c")]
        #expect(
            Self.fault { _ = try signIn.code(in: answer, from: provider, as: client, at: Self.now) } == .otherProvider
        )
        let named = answer + [(name: "iss", value: TestProvider.issuer)]
        #expect(try signIn.code(in: named, from: provider, as: client, at: Self.now) == "c")
    }

    /// A network in which the provider answers, and the requests that it saw.
    private final class Network: Sendable {
        let requests = Mutex<[OpenIDRequest]>([])
        let keySets: Mutex<[[UInt8]]>
        let tokenAnswer: String
        let status: Int

        init(tokenAnswer: String, keySets: [[UInt8]], status: Int = 200) {
            self.tokenAnswer = tokenAnswer
            self.keySets = Mutex(keySets)
            self.status = status
        }

        func answer(_ request: OpenIDRequest) -> OpenIDResponse {
            requests.withLock { $0.append(request) }
            if request.address.hasSuffix("/.well-known/openid-configuration") {
                return OpenIDResponse(status: 200, body: TestProvider.discovery())
            }
            if request.address.hasSuffix("/keys") {
                return OpenIDResponse(status: 200, body: keySets.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] })
            }
            return OpenIDResponse(status: status, body: Array(tokenAnswer.utf8))
        }
    }

    private static let answer = [(name: "code", value: "the code"), (name: "state", value: "the state")]
    private static let signIn = OpenIDSignIn(
        state: "the state",
        nonce: "the nonce",
        verifier: "the verifier",
        beganAt: now
    )

    @Test("From discovery to a person, with our secret in the header and the verifier in the form")
    func wholeWay() async throws {
        let test = TestProvider.shared
        let token = try test.token(TestProvider.claims(["at_hash": "\"\(SigningAlgorithm.rs256.halfHash(of: "at"))\""]))
        let network = Network(
            tokenAnswer: #"{"token_type":"Bearer","access_token":"at","id_token":"\#(token)"}"#,
            keySets: [TestProvider.set([test.rsaKey()])]
        )
        let connect = OpenIDConnect(client: try TestProvider.client()) { network.answer($0) }
        let provider = try await connect.discover()
        let (identity, keys) = try await connect.finish(
            Self.signIn,
            answer: Self.answer,
            provider: provider,
            keys: nil,
            clock: { Self.now }
        )
        #expect(identity.subject == "person-7")
        #expect(keys.keys.count == 1)
        let requests = network.requests.withLock { $0 }
        #expect(
            requests.map(\.address) == [
                "https://id.ministry.example/realm/.well-known/openid-configuration",
                "https://id.ministry.example/token",
                "https://id.ministry.example/keys",
            ]
        )
        #expect(
            String(decoding: requests[1].body ?? [], as: UTF8.self)
                == "grant_type=authorization_code&code=the%20code"
                + "&redirect_uri=https%3A%2F%2Ftouchstone.example%2Fsign-in%2Fanswer&code_verifier=the%20verifier"
        )
        let secret = Data("touchstone:s3cret%20%26%20co".utf8).base64EncodedString()
        #expect(requests[1].headers.contains { $0.name == "Authorization" && $0.value == "Basic \(secret)" })
        #expect(requests[0].body == nil)
        var dumped = "\(connect.client) \(requests[1])"
        dump(connect.client, to: &dumped)
        dump(requests[1], to: &dumped)
        #expect(!dumped.contains("s3cret"))
        #expect(!dumped.contains("verifier"))
    }

    @Test(
        "A fresh proof that was asked for must be a fresh one",
        arguments: [("1800000000", true), ("1799999940", true), ("1799999939", false), (nil, false)]
            as [(String?, Bool)]
    )
    func freshProof(provedAt: String?, isTaken: Bool) async throws {
        let test = TestProvider.shared
        let network = Network(
            tokenAnswer: #"{"id_token":"\#(try test.token(TestProvider.claims(["auth_time": provedAt])))"}"#,
            keySets: [TestProvider.set([test.rsaKey()])]
        )
        let connect = OpenIDConnect(client: try TestProvider.client()) { network.answer($0) }
        let signIn = OpenIDSignIn(
            state: "the state",
            nonce: "the nonce",
            verifier: "v",
            beganAt: Self.now,
            needsFreshProof: true
        )
        var code: OpenIDFault.Code?
        do {
            _ = try await connect.finish(
                signIn,
                answer: Self.answer,
                provider: try TestProvider.provider(),
                keys: nil,
                clock: { Self.now }
            )
        } catch { code = (error as? OpenIDFault)?.code }
        #expect(code == (isTaken ? nil : .wrongTime))
    }

    @Test("Keys are asked for again, once, when the token names one that we do not know")
    func rotatedKeys() async throws {
        let test = TestProvider.shared
        let old = try JSONWebKeySet(document: TestProvider.set([test.ed25519Key()]))
        for (fresh, isFound) in [(test.rsaKey(), true), (test.p256Key(), false)] {
            let network = Network(
                tokenAnswer: #"{"id_token":"\#(try test.token())"}"#,
                keySets: [TestProvider.set([fresh])]
            )
            let connect = OpenIDConnect(client: try TestProvider.client(authentication: .none)) { network.answer($0) }
            var code: OpenIDFault.Code?
            do {
                _ = try await connect.finish(
                    Self.signIn,
                    answer: Self.answer,
                    provider: try TestProvider.provider(),
                    keys: old,
                    clock: { Self.now }
                )
            } catch { code = (error as? OpenIDFault)?.code }
            #expect(code == (isFound ? nil : .unknownKey))
            let requests = network.requests.withLock { $0 }
            #expect(requests.filter { $0.address.hasSuffix("/keys") }.count == 1)
            #expect(String(decoding: requests[0].body ?? [], as: UTF8.self).hasSuffix("&client_id=touchstone"))
            #expect(!requests[0].headers.contains { $0.name == "Authorization" })
        }
    }

    @Test(
        "A token answer that will not do is refused",
        arguments: [
            ("", 200, OpenIDFault.Code.malformedDocument), ("{}", 200, .malformedDocument),
            (#"{"id_token":7}"#, 200, .malformedDocument),
            (#"{"id_token":"x"}"#, 200, .malformedToken), (#"{"error":"invalid_grant"}"#, 400, .refusedByProvider),
            ("{}", 500, .unreachable), ("{}", 302, .unreachable),
            (#"{"id_token":"a","id_token":"b"}"#, 200, .malformedDocument),
        ]
    )
    func tokenAnswers(body: String, status: Int, code: OpenIDFault.Code) async throws {
        let network = Network(
            tokenAnswer: body,
            keySets: [TestProvider.set([TestProvider.shared.rsaKey()])],
            status: status
        )
        let connect = OpenIDConnect(client: try TestProvider.client()) { network.answer($0) }
        let provider = try TestProvider.provider()
        let fault = await #expect(throws: OpenIDFault.self) {
            _ = try await connect.finish(
                Self.signIn,
                answer: Self.answer,
                provider: provider,
                keys: nil,
                clock: { Self.now }
            )
        }
        #expect(fault?.code == code)
    }

    @Test("A network that fails is a fault that names the address and no secret")
    func unreachable() async throws {
        struct Down: Error {}
        let connect = OpenIDConnect(client: try TestProvider.client()) { _ in throw Down() }
        let fault = await #expect(throws: OpenIDFault.self) { _ = try await connect.discover() }
        #expect(fault?.code == .unreachable)
        #expect(fault?.detail == "https://id.ministry.example/realm/.well-known/openid-configuration")
    }
}
