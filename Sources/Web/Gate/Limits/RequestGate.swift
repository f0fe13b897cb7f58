internal import Hummingbird
internal import Identity

/// Lets a request in if its sender has not made too many of its kind, and if it is not larger than its kind may be.
struct RequestGate: RouterMiddleware {
    typealias Context = SiteContext

    /// What a counter stands for.
    private enum Key: Hashable {
        case address(IPAddress?, RequestClass)
        case account(String, RequestClass)
    }

    /// The longest address of the web that is answered, in bytes.
    static let addressLimit = 8 * 1_024
    /// What the other fields and the boundaries of an upload may take, in bytes.
    private static let uploadMargin = 1 << 20

    let limits: RequestLimits
    /// The largest file that a visitor may send, in bytes.
    let uploadLimit: Int
    let meter = RequestMeter()

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard let kind = RequestClass(request) else { return try await next(request, context) }
        try checkShape(request, kind)
        if let allowance = limits.allowance(kind) {
            let now = Self.now
            if limits.countsLocal || !context.client.isLocal {
                try charge(.address(context.client.address?.visitor, kind), allowance, at: now)
            }
            if let account = context.account { try charge(.account(account, kind), allowance, at: now) }
        }
        return try await next(request, context)
    }

    private func charge(_ key: Key, _ allowance: RequestAllowance, at now: Int64) throws(SiteError) {
        guard let wait = meter.charge(key, allowance, at: now) else { return }
        throw SiteError(.tooManyRequests, retryAfter: Int((wait + 999_999_999) / 1_000_000_000))
    }

    /// Refuses what says of itself that it is too large, and what two readers could understand differently.
    private func checkShape(_ request: Request, _ kind: RequestClass) throws(SiteError) {
        guard request.head.path?.utf8.count ?? 0 <= Self.addressLimit else { throw SiteError(.badRequest) }
        // RFC 9112 section 6.1: both say how long the body is, and a proxy might have believed the other one.
        if request.headers[.transferEncoding] != nil, request.headers[.contentLength] != nil {
            throw SiteError(.badRequest)
        }
        guard let text = request.headers[.contentLength] else { return }
        guard let length = Int(text), length >= 0 else { throw SiteError(.badRequest) }
        let (most, overflow) = uploadLimit.addingReportingOverflow(Self.uploadMargin)
        let limit = kind == .upload ? (overflow ? .max : most) : FormBody.limit
        guard length <= limit else { throw SiteError(.tooLarge) }
    }

    /// Nanoseconds of a clock that never goes back.
    private static var now: Int64 {
        let (seconds, attoseconds) = (ContinuousClock.now - epoch).components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    private static let epoch = ContinuousClock.now
}
