/// What was granted with an API token, as it is kept.
public struct TokenGrant: Sendable {
    /// Why a token does not open what was asked for.
    public enum Refusal: Error, Sendable, Hashable {
        /// It is another token.
        case unknown
        /// It was taken back.
        case revoked
        /// Its time is over.
        case expired
        /// It may not do this.
        case scopeMissing(Scope)

        /// The key of the sentence that tells the visitor.
        public var messageKey: String {
            switch self {
            case .unknown: "token.refused.unknown"
            case .revoked: "token.refused.revoked"
            case .expired: "token.refused.expired"
            case .scopeMissing: "token.refused.scope_missing"
            }
        }

        /// What the sentence names in braces.
        public var messageArguments: [String: String] {
            guard case .scopeMissing(let scope) = self else { return [:] }
            return ["scope": scope.rawValue]
        }
    }

    /// The longest that a token may live: a year.
    public static let longestLife = 366 * 86_400

    /// The hash of the token.
    public let hash: TokenHash
    /// What it may do.
    public let scopes: ScopeSet
    /// When it was made.
    public let issuedAt: UnixTime
    /// From when on it opens nothing.
    public let expiresAt: UnixTime
    /// When it was taken back; nil if it was not.
    public var revokedAt: UnixTime?

    /// Describes a grant; one that outlives ``longestLife`` is cut to it.
    public init(
        hash: TokenHash,
        scopes: ScopeSet,
        issuedAt: UnixTime,
        expiresAt: UnixTime,
        revokedAt: UnixTime? = nil
    ) {
        self.hash = hash
        self.scopes = scopes
        self.issuedAt = issuedAt
        self.expiresAt = min(expiresAt, issuedAt.adding(Self.longestLife))
        self.revokedAt = revokedAt
    }

    /// Whether the token opens what needs this scope; a token taken back is refused from then on whatever the clock says.
    public func check(_ token: Token, for scope: Scope, at now: UnixTime) throws(Refusal) {
        guard token.kind == .api, token.hash == hash else { throw .unknown }
        guard revokedAt == nil else { throw .revoked }
        guard now < expiresAt else { throw .expired }
        guard scopes.scopes.contains(scope) else { throw .scopeMissing(scope) }
    }
}
