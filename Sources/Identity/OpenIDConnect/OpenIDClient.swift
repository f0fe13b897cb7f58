/// What we are at a provider: the registration that its administrator made for us.
public struct OpenIDClient: Sendable {
    /// How we prove to the provider who we are.
    public enum Authentication: Sendable {
        /// By PKCE alone: a public client.
        case none
        /// By a secret in the header (RFC 6749 section 2.3.1).
        case basic(secret: String)
        /// By a secret in the form, for providers that know no better.
        case form(secret: String)
    }

    /// The provider's name for itself, byte for byte as its tokens write it.
    public let issuer: ProviderAddress
    /// The provider's name for us.
    public let identifier: String
    /// How we prove who we are.
    public let authentication: Authentication
    /// Our page to which the provider sends people back.
    public let redirect: ProviderAddress
    /// What we ask to be told.
    public let scopes: [String]
    /// The algorithms whose signatures we take.
    public let algorithms: Set<SigningAlgorithm>
    /// Other clients that a token may be meant for beside us; by default none.
    public let trustedAudiences: Set<String>
    /// Whether addresses of this machine may be `http`: for trials.
    public let allowsLoopback: Bool

    /// How far the provider's clock may be from ours, in seconds.
    public static let skew = 60
    /// How old a token may be when it comes, in seconds.
    public static let oldestToken = 600

    /// Describes a registration.
    public init(
        issuer: ProviderAddress,
        identifier: String,
        authentication: Authentication,
        redirect: ProviderAddress,
        scopes: [String] = ["openid", "email", "profile"],
        algorithms: Set<SigningAlgorithm> = Set(SigningAlgorithm.allCases),
        trustedAudiences: Set<String> = [],
        allowsLoopback: Bool = false
    ) {
        self.issuer = issuer
        self.identifier = identifier
        self.authentication = authentication
        self.redirect = redirect
        self.scopes = scopes.contains("openid") ? scopes : ["openid"] + scopes
        self.algorithms = algorithms
        self.trustedAudiences = trustedAudiences
        self.allowsLoopback = allowsLoopback
    }
}

extension OpenIDClient.Authentication: CustomStringConvertible, CustomReflectable {
    /// Hides the secret.
    public var description: String { "(client authentication)" }

    /// Nothing, so that no log or dump shows the secret.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
