internal import Foundation
internal import Hummingbird
internal import Identity
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

    /// A desk for the provider of the settings; nil if they name none.
    convenience init?(_ settings: IdentitySettings.OpenID?) throws {
        guard let settings else { return nil }
        let loopback = settings.issuer.hasPrefix("http://")
        let client = OpenIDClient(
            issuer: try ProviderAddress(settings.issuer, allowsLoopback: loopback),
            identifier: settings.client,
            authentication: settings.secret.map { .basic(secret: $0) } ?? .none,
            redirect: try ProviderAddress(settings.redirect, allowsLoopback: true),
            allowsLoopback: loopback
        )
        self.init(
            name: settings.name,
            connect: OpenIDConnect(client: client, fetch: try Self.fetch(fromLoopback: loopback))
        )
    }

    init(
        name: String,
        connect: OpenIDConnect,
        now: @escaping @Sendable () -> UnixTime = { UnixTime(seconds: Int(Date().timeIntervalSince1970)) }
    ) {
        buttonName = name
        self.connect = connect
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

extension OpenIDDesk {
    /// Asks the provider through the guard that keeps this server from asking its own network; a provider on this machine
    /// is one that the configuration has named so.
    private static func fetch(fromLoopback isLoopback: Bool) throws -> OpenIDConnect.Fetch {
        let loopback = ["127.0.0.0/8", "::1"].compactMap { AddressBlock($0) }
        let outbound = try OutboundFetch(OutboundGuard(allowed: isLoopback ? loopback : []))
        return { wanted in
            let answer = try await outbound.answer(
                of: wanted.address,
                headers: wanted.headers.map { (name: $0.name, value: $0.value) },
                body: wanted.body
            )
            return OpenIDResponse(status: answer.status, body: answer.body)
        }
    }
}
