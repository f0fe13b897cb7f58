public import Vocabulary

/// A moment to the second, as the protocols of sign-in count it (RFC 6238, RFC 7519).
public struct UnixTime: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: Int

    /// As far from 1970 as a moment may be, so that sums of moments never overflow.
    private static let limit = 1 << 52

    /// A moment; one absurdly far away is brought to the limit, some 140 million years off.
    public init(seconds: Int) {
        self.seconds = min(max(seconds, -Self.limit), Self.limit)
    }

    /// The second in which a moment falls.
    public init(_ instant: UTCInstant) {
        let (whole, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 1_000)
        self.init(seconds: rest < 0 ? whole - 1 : whole)
    }

    /// The moment as the rest of the house counts it; nil outside the years 1800 to 2200.
    public var instant: UTCInstant? {
        UTCInstant(milliseconds: seconds * 1_000)
    }

    /// The moment so many seconds later.
    public func adding(_ interval: Int) -> UnixTime {
        UnixTime(seconds: seconds + UnixTime(seconds: interval).seconds)
    }

    /// How many seconds have passed since an earlier moment; negative if it is a later one.
    public func seconds(since earlier: UnixTime) -> Int {
        seconds - earlier.seconds
    }

    /// Whether one moment comes before the other.
    public static func < (left: UnixTime, right: UnixTime) -> Bool {
        left.seconds < right.seconds
    }
}
