import Formats
import Secrets

/// An ID token as it came: nothing in it may be believed before ``verified(with:as:nonce:accessToken:at:)``.
public struct UnverifiedIDToken: Sendable {
    /// The algorithm that it names, one of those that exist for us.
    public let algorithm: SigningAlgorithm
    /// The key that it names.
    public let keyIdentifier: String?
    private let signed: [UInt8]
    private let signature: [UInt8]
    private let payload: [UInt8]

    private static let sizeLimit = 32 << 10

    /// Takes a token apart (RFC 7515 section 7.1).
    public init(_ text: String) throws(OpenIDFault) {
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard bytes.count <= Self.sizeLimit, parts.count == 3,
            let header = SymbolCoding.base64URL.decode(parts[0]),
            let payload = SymbolCoding.base64URL.decode(parts[1]),
            let signature = SymbolCoding.base64URL.decode(parts[2])
        else { throw OpenIDFault(.malformedToken, "not three parts in base64url") }
        let fields = try Self.object(header, "header")
        // Extensions that must be understood (RFC 7515 section 4.1.11): we know none.
        guard fields["crit"] == nil else { throw OpenIDFault(.malformedToken, "header: crit") }
        // Another kind of token signed with the same key is no ID token (RFC 8725 section 3.11).
        if let type = fields["typ"], type.string?.lowercased() != "jwt" {
            throw OpenIDFault(.malformedToken, "header: typ")
        }
        guard let named = fields["alg"]?.string, let algorithm = SigningAlgorithm(rawValue: named) else {
            throw OpenIDFault(.refusedAlgorithm, String((fields["alg"]?.string ?? "none named").prefix(40)))
        }
        if let kid = fields["kid"], kid.string == nil { throw OpenIDFault(.malformedToken, "header: kid") }
        guard !signature.isEmpty else { throw OpenIDFault(.badSignature, "no signature") }
        self.algorithm = algorithm
        // Keys that the header brings or points to (jwk, jku, x5c, x5u) are never looked at.
        keyIdentifier = fields["kid"]?.string
        self.payload = payload
        self.signature = signature
        signed = Array(bytes[..<parts[1].endIndex])
    }

    /// The identity that the token vouches for, once everything about it is found right (OpenID Connect Core 3.1.3.7).
    ///
    /// - Parameters:
    ///   - keys: The provider's keys.
    ///   - client: What we are at the provider.
    ///   - nonce: The nonce of the sign-in that the token answers.
    ///   - accessToken: The access token that came with it, if one did.
    ///   - now: The present.
    public func verified(
        with keys: JSONWebKeySet,
        as client: OpenIDClient,
        nonce: String,
        accessToken: String?,
        at now: UnixTime
    ) throws(OpenIDFault) -> VerifiedIdentity {
        guard client.algorithms.contains(algorithm) else {
            throw OpenIDFault(.refusedAlgorithm, algorithm.rawValue)
        }
        let candidates = keys.candidates(identifier: keyIdentifier, algorithm: algorithm)
        guard !candidates.isEmpty else {
            throw OpenIDFault(.unknownKey, "\(algorithm.rawValue) \((keyIdentifier ?? "without a name").prefix(100))")
        }
        guard candidates.contains(where: { $0.isValid(signature, over: signed) }) else {
            throw OpenIDFault(.badSignature, algorithm.rawValue)
        }
        let claims = IDTokenClaims(try Self.object(payload, "claims"))
        try claims.check(client: client, nonce: nonce, at: now)
        if let accessToken, let hash = try claims.text("at_hash") {
            guard SecretBytes.areEqual(Array(hash.utf8), Array(algorithm.halfHash(of: accessToken).utf8)) else {
                throw OpenIDFault(.wrongAccessToken, "at_hash")
            }
        }
        return try claims.identity(issuer: client.issuer.text)
    }

    private static func object(_ bytes: [UInt8], _ name: String) throws(OpenIDFault) -> JSONValue {
        do {
            let root = try JSONTape(bytes, depthLimit: 16).root
            if root.kind == .object { return root }
        } catch {
            throw OpenIDFault(.malformedToken, "\(name): \(error.reason.rawValue)")
        }
        throw OpenIDFault(.malformedToken, "\(name): no object")
    }
}
