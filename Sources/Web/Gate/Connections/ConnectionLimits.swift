/// How many connections there may be, and how long they may keep the server waiting.
public struct ConnectionLimits: Sendable, Hashable {
    /// Connections in all; more wait until one ends.
    public var total = 4_000
    /// Connections of one address, other than trusted proxies and this machine; more are closed.
    public var perAddress = 100
    /// How long the head of a first request may take, the handshake included, in seconds.
    public var headSeconds = 10
    /// How long a connection may stay open between requests, in seconds.
    public var idleSeconds = 60
    /// How long a sender or a reader may do nothing, in seconds.
    public var stallSeconds = 20
    /// The slowest body that is waited for, in bytes a second.
    public var bodyBytesPerSecond = 512
    /// The largest field of a head, in bytes.
    public static let headerFieldBytes = 16 * 1_024
    /// The largest head, in bytes.
    public static let headerBytes = 64 * 1_024
    /// The most fields of a head.
    public static let headerFields = 100

    /// The limits of this house.
    public init() {}
}
