import Formats
import Foundation

/// A request that we make to a provider.
public struct OpenIDRequest: Sendable {
    /// Where to.
    public let address: String
    /// Header fields.
    public let headers: [(name: String, value: String)]
    /// The body of a POST; nil for a GET.
    public let body: [UInt8]?
}

extension OpenIDRequest: CustomStringConvertible, CustomReflectable {
    /// The address alone: header and body hold secrets.
    public var description: String { address }

    /// Nothing, so that no log or dump shows the secrets.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}

/// What the provider answered.
public struct OpenIDResponse: Sendable {
    /// The status of HTTP.
    public let status: Int
    /// The body.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Sign-in through another organisation's provider: OpenID Connect with the authorisation code flow and PKCE.
///
/// 1. ``discover()`` once, and again after some hours.
/// 2. ``OpenIDSignIn/begin(at:needsFreshProof:using:)``; keep it for this browser; send the browser to
///    its authorisation address.
/// 3. ``finish(_:answer:provider:keys:at:)`` with the query that the browser brings back.
public struct OpenIDConnect: Sendable {
    /// Sends a request: over TLS with the certificate checked, without following redirects, without reading more than
    /// a megabyte, and giving up after some seconds.
    public typealias Fetch = @Sendable (OpenIDRequest) async throws -> OpenIDResponse

    /// What we are at the provider.
    public let client: OpenIDClient
    private let fetch: Fetch

    /// A way to sign in.
    public init(client: OpenIDClient, fetch: @escaping Fetch) {
        self.client = client
        self.fetch = fetch
    }

    /// Asks the provider where everything is.
    public func discover() async throws(OpenIDFault) -> OpenIDProvider {
        let document = try await body(of: Self.get(OpenIDProvider.documentAddress(of: client)))
        return try OpenIDProvider(document: document, client: client)
    }

    /// Asks the provider for its keys.
    public func keys(of provider: OpenIDProvider) async throws(OpenIDFault) -> JSONWebKeySet {
        try JSONWebKeySet(document: try await body(of: Self.get(provider.keysAddress.text)))
    }

    /// Exchanges the code in the answer for a token and checks that.
    ///
    /// - Parameters:
    ///   - signIn: The sign-in that this browser began; it is used up whatever comes of it.
    ///   - answer: The fields of the query with which the browser came back.
    ///   - provider: The provider.
    ///   - keys: Its keys as we know them; they are asked for again, once, if the token names another.
    ///   - clock: Tells the present; asked again after the exchange.
    /// - Returns: Who it is, and the provider's keys as we know them now.
    public func finish(
        _ signIn: OpenIDSignIn,
        answer: [(name: String, value: String)],
        provider: OpenIDProvider,
        keys: JSONWebKeySet?,
        clock: @Sendable () -> UnixTime
    ) async throws(OpenIDFault) -> (identity: VerifiedIdentity, keys: JSONWebKeySet) {
        let code = try signIn.code(in: answer, from: provider, as: client, at: clock())
        let document = try await body(of: exchange(code, signIn, provider))
        let root = try JSONDocument.read(document, named: "token answer")
        guard let text = root["id_token"]?.string else { throw JSONDocument.lacking("id_token") }
        let accessToken = root["access_token"]?.string
        let token = try UnverifiedIDToken(text)
        var known: JSONWebKeySet
        if let keys { known = keys } else { known = try await self.keys(of: provider) }
        if keys != nil, known.candidates(identifier: token.keyIdentifier, algorithm: token.algorithm).isEmpty {
            known = try await self.keys(of: provider)
        }
        let identity = try token.verified(
            with: known,
            as: client,
            nonce: signIn.nonce,
            accessToken: accessToken,
            at: clock()
        )
        // The provider may pass over the wish for a fresh proof: what it says about the time decides.
        if signIn.needsFreshProof {
            guard let provedAt = identity.authenticatedAt,
                provedAt.seconds(since: signIn.beganAt) >= -OpenIDClient.skew
            else { throw OpenIDFault(.wrongTime, "auth_time") }
        }
        return (identity, known)
    }

    /// The request of RFC 6749 section 4.1.3 with the verifier of RFC 7636 section 4.5.
    private func exchange(_ code: String, _ signIn: OpenIDSignIn, _ provider: OpenIDProvider) -> OpenIDRequest {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", client.redirect.text),
            ("code_verifier", signIn.verifier),
        ]
        var headers = [
            (name: "Accept", value: "application/json"),
            (name: "Content-Type", value: "application/x-www-form-urlencoded"),
        ]
        switch client.authentication {
        case .none:
            fields.append(("client_id", client.identifier))
        case .form(let secret):
            fields += [("client_id", client.identifier), ("client_secret", secret)]
        case .basic(let secret):
            let pair = "\(WebEncoding.percent(client.identifier)):\(WebEncoding.percent(secret))"
            headers.append((name: "Authorization", value: "Basic \(Data(pair.utf8).base64EncodedString())"))
        }
        return OpenIDRequest(
            address: provider.tokenEndpoint.text,
            headers: headers,
            body: Array(WebEncoding.fields(fields).utf8)
        )
    }

    private static func get(_ address: String) -> OpenIDRequest {
        OpenIDRequest(address: address, headers: [(name: "Accept", value: "application/json")], body: nil)
    }

    private func body(of request: OpenIDRequest) async throws(OpenIDFault) -> [UInt8] {
        // The address of a request holds no secret; its body and the provider's words may.
        let response: OpenIDResponse
        do { response = try await fetch(request) } catch { throw OpenIDFault(.unreachable, request.address) }
        guard response.status == 200 else {
            throw OpenIDFault(
                (400..<500).contains(response.status) && request.body != nil ? .refusedByProvider : .unreachable,
                "\(request.address) answered \(response.status)"
            )
        }
        return response.body
    }
}
