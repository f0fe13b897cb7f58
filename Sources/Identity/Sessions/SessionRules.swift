/// How long a session lives, by role, and what happens to its token when somebody signs in.
public struct SessionRules: Sendable {
    /// The limits of one role, in seconds.
    public struct Limits: Sendable, Hashable {
        /// How long a session lives without being used.
        public let idle: Int
        /// How long it lives in any case.
        public let absolute: Int
        /// How old the last proof of identity may be for a sensitive act.
        public let stepUp: Int

        /// Limits; each is at least a minute, and none is longer than the absolute one.
        public init(idle: Int, absolute: Int, stepUp: Int) {
            self.absolute = max(absolute, 60)
            self.idle = min(max(idle, 60), self.absolute)
            self.stepUp = min(max(stepUp, 60), self.absolute)
        }

        /// The stricter of both in each respect.
        func strictest(_ other: Limits) -> Limits {
            Limits(
                idle: min(idle, other.idle),
                absolute: min(absolute, other.absolute),
                stepUp: min(stepUp, other.stepUp)
            )
        }
    }

    /// Why a session is over.
    public enum Ending: String, Error, Sendable, Hashable, CaseIterable {
        /// It was not used for too long.
        case idle
        /// It is too old.
        case tooOld
        /// It begins in the future: a clock was set back, and nobody knows how old it is.
        case notYetBegun

        /// The key of the sentence that tells the visitor.
        public var messageKey: String {
            switch self {
            case .idle: "session.over.idle"
            case .tooOld: "session.over.too_old"
            case .notYetBegun: "session.over.not_yet_begun"
            }
        }
    }

    /// The limits by role.
    public let limits: [String: Limits]
    /// The limits of a role that is not named, and of somebody without any.
    public let fallback: Limits

    /// How often the last use of a session is written down: not at every request.
    public static let touchInterval = 60
    /// How far a moment may lie ahead of ours: machines that share a store have clocks of their own.
    public static let skew = 120

    private static let minute = 60
    private static let hour = 3_600

    /// The limits of SP 800-63B-4 sections 2.2.3 and 2.3.3 (a day at AAL2, an hour's idleness; half a day and 15 minutes
    /// at AAL3) for those who change what others see, looser for field work with little power over others.
    public static let standard = SessionRules(
        limits: [
            "administrator": Limits(idle: 15 * minute, absolute: 8 * hour, stepUp: 5 * minute),
            "supervisor": Limits(idle: 30 * minute, absolute: 12 * hour, stepUp: 10 * minute),
            "oversight": Limits(idle: 30 * minute, absolute: 12 * hour, stepUp: 10 * minute),
            "analyst": Limits(idle: hour, absolute: 12 * hour, stepUp: 15 * minute),
            "auditor": Limits(idle: hour, absolute: 12 * hour, stepUp: 15 * minute),
            "inspector": Limits(idle: 4 * hour, absolute: 24 * hour, stepUp: 15 * minute),
            "community_liaison": Limits(idle: 4 * hour, absolute: 24 * hour, stepUp: 15 * minute),
            "company": Limits(idle: hour, absolute: 24 * hour, stepUp: 15 * minute),
            "trainer": Limits(idle: 4 * hour, absolute: 24 * hour, stepUp: 15 * minute),
            "trainee": Limits(idle: 4 * hour, absolute: 24 * hour, stepUp: 15 * minute),
        ],
        fallback: Limits(idle: 15 * minute, absolute: 8 * hour, stepUp: 5 * minute)
    )

    /// Rules with these limits.
    public init(limits: [String: Limits], fallback: Limits) {
        self.limits = limits
        self.fallback = fallback
    }

    /// The limits of somebody with these roles: in each respect the strictest.
    public func limits(of roles: some Sequence<String>) -> Limits {
        var result: Limits?
        for role in roles {
            let own = limits[role] ?? fallback
            result = result?.strictest(own) ?? own
        }
        return result ?? fallback
    }

    /// Begins a session when somebody has proved who they are.
    ///
    /// The token is always a new one: one that was there before may have been planted by somebody else (session
    /// fixation), and ends here.
    ///
    /// - Parameters:
    ///   - previous: The session that the browser showed, if it showed any: delete it.
    ///   - now: The present.
    ///   - generator: A cryptographic generator.
    /// - Returns: The token for the cookie, what to keep, and the hash of the session that is over.
    public func signIn(
        previous: Session? = nil,
        at now: UnixTime,
        using generator: inout some RandomNumberGenerator
    ) -> (token: Token, session: Session, ended: TokenHash?) {
        let token = Token.make(.session, using: &generator)
        let session = Session(hash: token.hash, beganAt: now, lastUsedAt: now, provedAt: now)
        return (token, session, previous?.hash)
    }

    /// Renews the proof of identity within a session; the token changes here too, the age of the session does not.
    public func stepUp(
        _ session: Session,
        at now: UnixTime,
        using generator: inout some RandomNumberGenerator
    ) -> (token: Token, session: Session, ended: TokenHash) {
        let token = Token.make(.session, using: &generator)
        let renewed = Session(hash: token.hash, beganAt: session.beganAt, lastUsedAt: now, provedAt: now)
        return (token, renewed, session.hash)
    }

    /// Whether a session of somebody with these roles is still good.
    public func check(_ session: Session, roles: some Sequence<String>, at now: UnixTime) throws(Ending) {
        let limits = limits(of: roles)
        let newest = max(session.beganAt, session.lastUsedAt, session.provedAt)
        guard newest.seconds(since: now) <= Self.skew else { throw .notYetBegun }
        guard now.seconds(since: session.beganAt) < limits.absolute else { throw .tooOld }
        guard now.seconds(since: session.lastUsedAt) < limits.idle else { throw .idle }
    }

    /// Whether somebody must prove again who they are before a sensitive act.
    public func needsStepUp(_ session: Session, roles: some Sequence<String>, at now: UnixTime) -> Bool {
        now.seconds(since: session.provedAt) >= limits(of: roles).stepUp
    }

    /// The session with its last use brought up to date; nil if that need not be written yet.
    public func touched(_ session: Session, at now: UnixTime) -> Session? {
        guard now.seconds(since: session.lastUsedAt) >= Self.touchInterval else { return nil }
        return Session(
            hash: session.hash,
            beganAt: session.beganAt,
            lastUsedAt: now,
            provedAt: session.provedAt
        )
    }
}
