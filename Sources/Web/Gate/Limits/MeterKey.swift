internal import Identity

/// What requests are counted under.
enum MeterKey: Sendable, Hashable {
    /// Where they come from, and their class.
    case address(IPAddress?, RequestClass)
    /// Whose they are, by which of their tokens if it is a program's, and their class.
    case account(Int64, token: Int64?, RequestClass)

    var kind: RequestClass {
        switch self {
        case .address(_, let kind), .account(_, _, let kind): kind
        }
    }
}

extension RequestMeter {
    /// Counts one request; throws if it is one too many.
    func charge(_ key: MeterKey, _ limits: RequestLimits) throws(SiteError) {
        guard let allowance = limits.allowance(key.kind), let wait = charge(key, allowance, at: Self.now) else {
            return
        }
        throw SiteError(.tooManyRequests, retryAfter: Int((wait + 999_999_999) / 1_000_000_000))
    }

    /// Nanoseconds of a clock that never goes back.
    private static var now: Int64 {
        let (seconds, attoseconds) = (ContinuousClock.now - epoch).components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    private static let epoch = ContinuousClock.now
}
