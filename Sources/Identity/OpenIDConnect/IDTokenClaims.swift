import Formats
import Secrets

/// What a token says, when its signature has been found right.
struct IDTokenClaims {
    private let root: JSONValue

    init(_ root: JSONValue) {
        self.root = root
    }

    /// A claim that is a text; nil if it is absent.
    func text(_ name: StaticString) throws(OpenIDFault) -> String? {
        guard let value = root[name], !value.isNull else { return nil }
        guard let text = value.string else { throw OpenIDFault(.malformedToken, "\(name) is no text") }
        return text
    }

    /// A claim that is a moment (RFC 7519 section 2, NumericDate: fractions are allowed); nil if it is absent.
    func moment(_ name: StaticString) throws(OpenIDFault) -> UnixTime? {
        guard let value = root[name], !value.isNull else { return nil }
        // Far less than what a binary float can hold exactly; rounded down.
        guard let number = value.double, number.isFinite, abs(number) < 1e14,
            let seconds = Int(exactly: number.rounded(.down))
        else { throw OpenIDFault(.malformedToken, "\(name) is no moment") }
        return UnixTime(seconds: seconds)
    }

    /// Compares what the token says with what it should say.
    func check(client: OpenIDClient, nonce: String, at now: UnixTime) throws(OpenIDFault) {
        guard let issuer = try text("iss"), isSame(issuer, client.issuer.text) else {
            throw OpenIDFault(.wrongIssuer, "iss")
        }
        try checkAudience(client)
        try checkTimes(now)
        guard let own = try text("nonce"), SecretBytes.areEqual(Array(own.utf8), Array(nonce.utf8)) else {
            throw OpenIDFault(.wrongNonce, "nonce")
        }
    }

    private func checkAudience(_ client: OpenIDClient) throws(OpenIDFault) {
        guard let value = root["aud"] else { throw OpenIDFault(.wrongAudience, "aud is missing") }
        var audiences: [String] = []
        for element in value.kind == .array ? value.elements : [value] {
            guard let audience = element.string else { throw OpenIDFault(.malformedToken, "aud") }
            audiences.append(audience)
        }
        guard audiences.contains(where: { isSame($0, client.identifier) }) else {
            throw OpenIDFault(.wrongAudience, "aud")
        }
        let trusted = client.trustedAudiences.union([client.identifier])
        guard audiences.allSatisfy({ audience in trusted.contains { isSame($0, audience) } }) else {
            throw OpenIDFault(.wrongAudience, "aud holds somebody whom we do not trust")
        }
        let party = try text("azp")
        guard party != nil || audiences.count == 1 else { throw OpenIDFault(.wrongAudience, "azp is missing") }
        if let party, !isSame(party, client.identifier) { throw OpenIDFault(.wrongAudience, "azp") }
    }

    private func checkTimes(_ now: UnixTime) throws(OpenIDFault) {
        guard let expires = try moment("exp"), let issued = try moment("iat") else {
            throw OpenIDFault(.malformedToken, "exp or iat is missing")
        }
        guard now.seconds(since: expires) < OpenIDClient.skew else { throw OpenIDFault(.wrongTime, "exp") }
        guard now.seconds(since: issued) <= OpenIDClient.oldestToken + OpenIDClient.skew else {
            throw OpenIDFault(.wrongTime, "iat is too long ago")
        }
        guard issued.seconds(since: now) <= OpenIDClient.skew else {
            throw OpenIDFault(.wrongTime, "iat is in the future")
        }
        if let begins = try moment("nbf"), begins.seconds(since: now) > OpenIDClient.skew {
            throw OpenIDFault(.wrongTime, "nbf")
        }
    }

    /// The identity that the token vouches for.
    func identity(issuer: String) throws(OpenIDFault) -> VerifiedIdentity {
        guard let subject = try text("sub"), (1...255).contains(subject.utf8.count),
            subject.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw OpenIDFault(.malformedToken, "sub") }
        let methods = root["amr"]?.elements.compactMap(\.string) ?? []
        return VerifiedIdentity(
            issuer: issuer,
            subject: subject,
            email: try text("email"),
            isEmailVerified: root["email_verified"]?.bool ?? false,
            name: try text("name"),
            authenticatedAt: try moment("auth_time"),
            methods: methods
        )
    }
}
