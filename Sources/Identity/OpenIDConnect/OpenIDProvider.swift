import Formats

/// A provider as its discovery document describes it (OpenID Connect Discovery 1.0 section 3).
public struct OpenIDProvider: Sendable {
    /// Where people sign in.
    public let authorisationEndpoint: ProviderAddress
    /// Where a code is exchanged for tokens.
    public let tokenEndpoint: ProviderAddress
    /// Where its keys are.
    public let keysAddress: ProviderAddress
    /// Where people sign out, if they can.
    public let endSessionEndpoint: ProviderAddress?
    /// Whether its answers name it, against mix-ups (RFC 9207).
    public let namesItselfInAnswers: Bool

    /// Where the document lies.
    public static func documentAddress(of client: OpenIDClient) -> String {
        let issuer = client.issuer.text
        return (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// Reads the document.
    public init(document: [UInt8], client: OpenIDClient) throws(OpenIDFault) {
        let root = try JSONDocument.read(document, named: "discovery document")
        guard let issuer = root["issuer"]?.string else { throw JSONDocument.lacking("issuer") }
        // Section 4.3: otherwise one provider could speak for another.
        guard isSame(issuer, client.issuer.text) else { throw OpenIDFault(.otherProvider, issuer) }
        func address(_ name: StaticString) throws(OpenIDFault) -> ProviderAddress? {
            guard let value = root[name], !value.isNull else { return nil }
            guard let text = value.string else { throw JSONDocument.lacking("\(name)") }
            return try ProviderAddress(text, allowsLoopback: client.allowsLoopback)
        }
        func needed(_ name: StaticString) throws(OpenIDFault) -> ProviderAddress {
            guard let address = try address(name) else { throw JSONDocument.lacking("\(name)") }
            return address
        }
        authorisationEndpoint = try needed("authorization_endpoint")
        tokenEndpoint = try needed("token_endpoint")
        keysAddress = try needed("jwks_uri")
        endSessionEndpoint = try address("end_session_endpoint")
        namesItselfInAnswers = root["authorization_response_iss_parameter_supported"]?.bool ?? false
        if let methods = root["code_challenge_methods_supported"] {
            guard methods.elements.contains(where: { $0.string == "S256" }) else {
                throw OpenIDFault(.unsupported, "no PKCE with S256")
            }
        }
        let algorithms = root["id_token_signing_alg_values_supported"]?.elements.compactMap(\.string) ?? []
        guard client.algorithms.contains(where: { algorithms.contains($0.rawValue) }) else {
            throw OpenIDFault(.unsupported, "signs with \(algorithms.joined(separator: " ").prefix(200))")
        }
    }
}

/// Reading of the documents that a provider sends.
enum JSONDocument {
    /// As long as any of them may be.
    static let sizeLimit = 1 << 20

    /// The outermost object of a document.
    static func read(_ bytes: [UInt8], named name: String) throws(OpenIDFault) -> JSONValue {
        guard bytes.count <= sizeLimit else { throw OpenIDFault(.malformedDocument, "\(name): too long") }
        let root: JSONValue
        do {
            root = try JSONTape(bytes, depthLimit: 16).root
        } catch {
            throw OpenIDFault(.malformedDocument, "\(name): \(error.reason.rawValue) at byte \(error.offset)")
        }
        guard root.kind == .object else { throw OpenIDFault(.malformedDocument, "\(name): no object") }
        return root
    }

    static func lacking(_ name: String) -> OpenIDFault {
        OpenIDFault(.malformedDocument, "\(name) is missing or of another kind")
    }
}
