internal import AsyncHTTPClient
internal import Foundation
internal import Hummingbird
internal import Identity
internal import NIOCore
internal import NIOHTTP1
internal import ServiceLifecycle
internal import Store
internal import Synchronization
internal import Vocabulary

/// Sign-in through another organisation's provider: what was begun, and what we know of the provider.
final class OpenIDDesk: Sendable {
    /// What somebody wants of the provider's word.
    enum Purpose: Sendable {
        /// To sign in.
        case signIn
        /// To tie it to the account that is signed in here.
        case link(PersonNumber)
        /// To come in with an invitation.
        case invitation(ReadableCode)
    }

    /// A sign-in that one browser began.
    struct Begun: Sendable {
        let signIn: OpenIDSignIn
        let purpose: Purpose
        let language: Language
        let next: String?
    }

    private struct Known {
        var provider: OpenIDProvider
        var keys: JSONWebKeySet?
        var at: UnixTime
    }

    /// The cookie that binds an answer to the browser that asked.
    static let cookie = "touchstone_oidc"
    /// A provider may change its addresses and keys; we ask again after an hour.
    private static let memory = 3_600

    /// What the button says after "Sign in with".
    let buttonName: String
    private let connect: OpenIDConnect
    private let waiting = WaitingRoom<Begun>(lifetime: OpenIDSignIn.lifetime)
    private let known = Mutex<Known?>(nil)
    private let now: @Sendable () -> UnixTime
    /// The client of HTTP, to be shut down when the server ends.
    private let http: HTTPClient?

    /// A desk for the provider of the settings; nil if they name none.
    convenience init?(_ settings: IdentitySettings.OpenID?) throws {
        guard let settings else { return nil }
        let loopback = settings.issuer.hasPrefix("http://")
        let http = OpenIDFetch.makeClient()
        let client = OpenIDClient(
            issuer: try ProviderAddress(settings.issuer, allowsLoopback: loopback),
            identifier: settings.client,
            authentication: settings.secret.map { .basic(secret: $0) } ?? .none,
            redirect: try ProviderAddress(settings.redirect, allowsLoopback: true),
            allowsLoopback: loopback
        )
        self.init(
            name: settings.name,
            connect: OpenIDConnect(client: client, fetch: OpenIDFetch.fetch(by: http)),
            http: http
        )
    }

    init(
        name: String,
        connect: OpenIDConnect,
        http: HTTPClient? = nil,
        now: @escaping @Sendable () -> UnixTime = { UnixTime(seconds: Int(Date().timeIntervalSince1970)) }
    ) {
        buttonName = name
        self.connect = connect
        self.http = http
        self.now = now
    }

    /// Begins a sign-in: the provider's address to go to, and the cookie that binds its answer to this browser.
    func begin(
        _ purpose: Purpose,
        language: Language,
        next: String?
    ) async throws -> (address: String, cookie: SiteCookie) {
        let provider = try await provider()
        var generator = SystemRandomNumberGenerator()
        let signIn = OpenIDSignIn.begin(at: now(), using: &generator)
        let begun = Begun(signIn: signIn, purpose: purpose, language: language, next: next)
        let ticket = waiting.seat(begun, at: now())
        return (
            signIn.authorisationAddress(at: provider, as: connect.client),
            SiteCookie(name: Self.cookie, value: ticket, lifetime: OpenIDSignIn.lifetime)
        )
    }

    /// What the browser with a ticket began; it is used up whatever comes of it.
    func leave(with ticket: String?) -> Begun? {
        waiting.leave(with: ticket, at: now())
    }

    /// Checks the provider's answer, and says who it is.
    func finish(_ begun: Begun, answer: [(name: String, value: String)]) async throws -> OutsideIdentityClaim {
        let provider = try await provider()
        let keys = known.withLock { $0?.keys }
        let (identity, newKeys) = try await connect.finish(
            begun.signIn,
            answer: answer,
            provider: provider,
            keys: keys,
            clock: now
        )
        known.withLock { $0?.keys = newKeys }
        return OutsideIdentityClaim(
            identity: OutsideIdentity(issuer: identity.issuer, subject: identity.subject),
            name: identity.name
        )
    }

    private func provider() async throws -> OpenIDProvider {
        let time = now()
        if let known = known.withLock({ $0 }), time.seconds(since: known.at) < Self.memory { return known.provider }
        let provider = try await connect.discover()
        known.withLock { $0 = Known(provider: provider, keys: nil, at: time) }
        return provider
    }
}

/// Who somebody is at the provider, and what it calls them.
struct OutsideIdentityClaim: Sendable {
    let identity: OutsideIdentity
    let name: String?
}

extension OpenIDDesk: Service {
    /// Waits for the end of the server, and closes the connections to the provider.
    func run() async throws {
        try? await gracefulShutdown()
        try await http?.shutdown()
    }
}

/// How a provider is asked: over TLS with its certificate checked, no redirects, so many bytes and seconds.
enum OpenIDFetch {
    private static let byteLimit = 1 << 20
    private static let timeout = TimeAmount.seconds(10)

    static func makeClient() -> HTTPClient {
        HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: HTTPClient.Configuration(
                redirectConfiguration: .disallow,
                timeout: HTTPClient.Configuration.Timeout(connect: .seconds(5), read: timeout)
            )
        )
    }

    static func fetch(by client: HTTPClient) -> OpenIDConnect.Fetch {
        { wanted in
            var request = HTTPClientRequest(url: wanted.address)
            for header in wanted.headers { request.headers.add(name: header.name, value: header.value) }
            if let body = wanted.body {
                request.method = .POST
                request.body = .bytes(ByteBuffer(bytes: body))
            }
            let response = try await client.execute(request, timeout: timeout)
            let body = try await response.body.collect(upTo: byteLimit)
            return OpenIDResponse(status: Int(response.status.code), body: Array(body.readableBytesView))
        }
    }
}
