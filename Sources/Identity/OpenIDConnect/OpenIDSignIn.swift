import Crypto
import Formats
import Secrets

/// One sign-in on its way: what we remember between sending somebody to the provider and their coming back.
///
/// Keep it for the browser that began it and no other, in a cookie that only we can read or beside its session: an
/// answer that reaches another browser is an attack. Use it once.
public struct OpenIDSignIn: Sendable {
    /// Comes back in the answer, so that nobody can plant an answer of theirs (RFC 6749 section 10.12).
    public let state: String
    /// Comes back in the token, so that no old token will do.
    public let nonce: String
    /// Proves at the exchange that it was we who began (RFC 7636).
    public let verifier: String
    /// When it began.
    public let beganAt: UnixTime
    /// Whether the person must prove again who they are, although signed in at the provider: for step-up.
    public let needsFreshProof: Bool

    /// How long somebody may take at the provider, in seconds.
    public static let lifetime = 600

    /// Begins a sign-in; the generator must be a cryptographic one.
    public static func begin(
        at now: UnixTime,
        needsFreshProof: Bool = false,
        using generator: inout some RandomNumberGenerator
    ) -> OpenIDSignIn {
        func secret() -> String { SymbolCoding.base64URL.encode(SecretBytes.random(32, using: &generator)) }
        return OpenIDSignIn(
            state: secret(),
            nonce: secret(),
            verifier: secret(),
            beganAt: now,
            needsFreshProof: needsFreshProof
        )
    }

    /// A sign-in as it was kept.
    public init(state: String, nonce: String, verifier: String, beganAt: UnixTime, needsFreshProof: Bool = false) {
        self.state = state
        self.nonce = nonce
        self.verifier = verifier
        self.beganAt = beganAt
        self.needsFreshProof = needsFreshProof
    }

    /// What the provider is told of the verifier (RFC 7636 section 4.2).
    public var challenge: String {
        SymbolCoding.base64URL.encode(SHA256.hash(data: Array(verifier.utf8)))
    }

    /// Where to send the browser.
    ///
    /// - Parameters:
    ///   - provider: The provider.
    ///   - client: What we are there.
    public func authorisationAddress(
        at provider: OpenIDProvider,
        as client: OpenIDClient
    ) -> String {
        var fields = [
            ("response_type", "code"), ("client_id", client.identifier), ("redirect_uri", client.redirect.text),
            ("scope", client.scopes.joined(separator: " ")), ("state", state), ("nonce", nonce),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ]
        if needsFreshProof { fields += [("prompt", "login"), ("max_age", "0")] }
        return provider.authorisationEndpoint.adding(fields)
    }

    /// The code in the provider's answer, once the answer is found to belong to this sign-in.
    ///
    /// - Parameters:
    ///   - answer: The fields of the query with which the browser came back, unescaped, in order.
    ///   - provider: The provider to which it was sent.
    ///   - client: What we are there.
    ///   - now: The present.
    public func code(
        in answer: [(name: String, value: String)],
        from provider: OpenIDProvider,
        as client: OpenIDClient,
        at now: UnixTime
    ) throws(OpenIDFault) -> String {
        func value(_ name: String) throws(OpenIDFault) -> String? {
            let values = answer.filter { isSame($0.name, name) }
            // RFC 6749 section 3.1: no parameter twice.
            guard values.count <= 1 else { throw OpenIDFault(.staleAnswer, "\(name) more than once") }
            return values.first?.value
        }
        guard let state = try value("state"), SecretBytes.areEqual(Array(state.utf8), Array(self.state.utf8)) else {
            throw OpenIDFault(.staleAnswer, "another state")
        }
        guard (-OpenIDClient.skew..<Self.lifetime).contains(now.seconds(since: beganAt)) else {
            throw OpenIDFault(.staleAnswer, "began \(now.seconds(since: beganAt)) s ago")
        }
        if let issuer = try value("iss") {
            guard isSame(issuer, client.issuer.text) else { throw OpenIDFault(.otherProvider, "in the answer") }
        } else if provider.namesItselfInAnswers {
            throw OpenIDFault(.otherProvider, "the answer names nobody")
        }
        if let error = try value("error") {
            throw OpenIDFault(
                .refusedByProvider,
                String(error.unicodeScalars.filter(\.isASCII).prefix(100).map(Character.init))
            )
        }
        guard let code = try value("code"), (1...4_096).contains(code.utf8.count) else {
            throw OpenIDFault(.staleAnswer, "no code")
        }
        return code
    }
}

extension OpenIDSignIn: CustomStringConvertible, CustomReflectable {
    /// Hides the secrets.
    public var description: String { "(OpenID sign-in)" }

    /// Nothing, so that no log or dump shows the secrets.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
