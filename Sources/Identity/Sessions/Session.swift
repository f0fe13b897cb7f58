/// What is kept of a session beside whose it is.
public struct Session: Sendable, Equatable {
    /// The hash of its token.
    public let hash: TokenHash
    /// When the person signed in.
    public let beganAt: UnixTime
    /// When it was last used, to the minute.
    public let lastUsedAt: UnixTime
    /// When the person last proved who they are.
    public let provedAt: UnixTime

    /// A session as it was kept.
    public init(hash: TokenHash, beganAt: UnixTime, lastUsedAt: UnixTime, provedAt: UnixTime) {
        self.hash = hash
        self.beganAt = beganAt
        self.lastUsedAt = lastUsedAt
        self.provedAt = provedAt
    }
}
