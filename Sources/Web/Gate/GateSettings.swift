public import Identity

/// What the gate of the site lets in, from whom and how.
public struct GateSettings: Sendable {
    /// The public names of the site; empty for any where it is served to a network.
    public var names: [String] = []
    /// The proxies that are believed when they say whom they speak for.
    public var proxies: [AddressBlock] = []
    /// How many requests one address and one account may make.
    public var limits = RequestLimits()
    /// How many connections there may be, and how long they may keep the server waiting.
    public var connections = ConnectionLimits()
    /// The certificate; nil for plain HTTP.
    public var tls: TLSShelf?
    /// The port of a listener that sends plain HTTP to https; nil for none.
    public var redirectPort: Int?
    /// The clock by which requests are counted: nanoseconds from any moment on, never going back.
    public var clock: @Sendable () -> Int64 = GateSettings.steadyClock
    /// How much of visitors' addresses the log holds.
    public var addressesInLog = AddressDetail.none

    /// The gate of a site that serves this machine alone.
    public init() {}

    /// Nanoseconds since the process first asked.
    @Sendable private static func steadyClock() -> Int64 {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    private static let start = ContinuousClock.now
}
