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
        guard let allowance = limits.allowance(key.kind), let wait = charge(key, allowance) else {
            return
        }
        throw SiteError(.tooManyRequests, retryAfter: Int((wait + 999_999_999) / 1_000_000_000))
    }
}
