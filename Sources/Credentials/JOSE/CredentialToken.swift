public import Formats
import Vocabulary

/// A credential in a token: `application/vc+jwt` (W3C VC-JOSE-COSE section 3.1.1), the form that UNTP demands.
///
/// The payload is the credential itself. Tokens of the earlier model, with the credential in a claim `vc`, are refused.
public struct CredentialToken: Sendable {
    /// The type that the header names.
    public static let type = "vc+jwt"

    private let token: SignedToken
    /// The credential as somebody wrote it: whose it is can be read from it, nothing more.
    let unverified: JSONNode
    /// The name of the key, with the issuer in front where the token gives only the fragment.
    public let keyName: String

    /// Takes a token apart and checks what can be checked without a key.
    public init(_ text: String) throws(CredentialFault) {
        token = try SignedToken(text)
        guard let type = token.header["typ"]?.string?.lowercased(),
            type == Self.type || type == "application/\(Self.type)"
        else { throw CredentialFault(.wrongType, token.header["typ"]?.string ?? "no typ") }
        if let content = token.header["cty"], content.string != "vc", content.string != "application/vc" {
            throw CredentialFault(.wrongType, "cty")
        }
        unverified = try JSONReading.node(token.unverifiedPayload)
        guard unverified.members != nil else { throw CredentialFault(.malformedToken, "payload") }
        guard unverified["vc"] == nil, unverified["vp"] == nil else { throw CredentialFault(.earlierForm) }
        let issuer = VerifiableCredential.issuerIdentifier(unverified) ?? ""
        guard let name = token.keyName, !name.isEmpty else { throw CredentialFault(.malformedToken, "kid") }
        // An identifier has a colon; what has none is a fragment of the issuer's document.
        if name.utf8.contains(UInt8(ascii: ":")) {
            keyName = name
        } else {
            keyName = name.utf8.first == UInt8(ascii: "#") ? issuer + name : "\(issuer)#\(name)"
        }
        if let named = token.header["iss"], named.string.map({ isSame($0, issuer) }) != true {
            throw CredentialFault(.contradiction, "iss of the header")
        }
    }

    /// The credential, if the key signed it and the claims beside it do not contradict it.
    func payload(signedBy key: PublicKey, at now: UTCInstant) throws(CredentialFault) -> JSONNode {
        _ = try token.payload(signedBy: key)
        try checkClaims(now)
        return unverified
    }

    /// The registered claims (RFC 7519 section 4.1), which may stand beside what the credential says itself.
    private func checkClaims(_ now: UTCInstant) throws(CredentialFault) {
        let issuer = VerifiableCredential.issuerIdentifier(unverified)
        let subject = unverified["credentialSubject"]?["id"]?.string
        for (claim, own) in [("iss", issuer), ("sub", subject), ("jti", unverified["id"]?.string)] {
            guard let value = unverified[claim] else { continue }
            guard let text = value.string, let own, isSame(text, own) else {
                throw CredentialFault(.contradiction, claim)
            }
        }
        let seconds = now.milliseconds / 1_000
        if let expiry = try time("exp"), seconds >= expiry { throw CredentialFault(.tokenOutOfTime, "exp") }
        for claim in ["nbf", "iat"] {
            if let start = try time(claim), seconds + VerificationTime.leeway / 1_000 < start {
                throw CredentialFault(.tokenOutOfTime, claim)
            }
        }
    }

    private func time(_ claim: String) throws(CredentialFault) -> Int? {
        guard let value = unverified[claim] else { return nil }
        guard let text = value.numberText, let number = Double(text), let whole = Int(exactly: number.rounded(.down))
        else {
            throw CredentialFault(.malformedToken, "\(claim) is no number of seconds")
        }
        return whole
    }

    /// Signs a credential as a token.
    ///
    /// - Parameters:
    ///   - credential: The credential, which is checked against the data model before.
    ///   - key: The secret key, for Ed25519 or P-256.
    ///   - keyName: The name of the key in the document of the issuer.
    public static func sign(
        _ credential: JSONNode,
        with key: SigningKey,
        keyName: String
    ) throws(CredentialFault) -> String {
        let checked = try VerifiableCredential(credential)
        // Signed is the text as it is; but not a text that others could read in another way.
        _ = try SecuredDocument.canonical(credential)
        return try SignedToken.sign(
            credential.bytes(),
            header: [
                .init("typ", .string(type)), .init("cty", .string("vc")), .init("kid", .string(keyName)),
                .init("iss", .string(checked.issuer)),
            ],
            with: key
        )
    }
}
