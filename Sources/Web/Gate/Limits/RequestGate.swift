internal import Hummingbird
internal import Identity
internal import Intake

/// Lets a request in if its address has not made too many of its kind, and if it is not larger than its kind may be.
///
/// It stands before anybody is recognised, so that whoever guesses tokens does not reach the store. What it has against a
/// request is told further in, where there are pages.
struct RequestGate: RouterMiddleware {
    typealias Context = SiteContext

    /// The longest address of the web that is answered, in bytes.
    static let addressLimit = 8 * 1_024
    /// What the other fields and the boundaries of an upload may take, in bytes.
    private static let uploadMargin = 1 << 20

    let limits: RequestLimits
    /// The largest file that a visitor may send, in bytes.
    let uploadLimit: Int
    let meter: RequestMeter

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        guard let kind = RequestClass(request) else { return try await next(request, context) }
        var context = context
        context.kind = kind
        do throws(SiteError) {
            try checkShape(request, kind)
            if limits.countsLocal || !context.client.isLocal {
                try meter.charge(.address(context.client.address?.visitor, kind), limits)
            }
        } catch { context.fault = error }
        return try await next(request, context)
    }

    /// Refuses what says of itself that it is too large, and what two readers could understand differently.
    private func checkShape(_ request: Request, _ kind: RequestClass) throws(SiteError) {
        guard request.head.path?.utf8.count ?? 0 <= Self.addressLimit else { throw SiteError(.addressTooLong) }
        // RFC 9112 section 6.1: both say how long the body is, and a proxy might have believed the other one.
        if request.headers[.transferEncoding] != nil, request.headers[.contentLength] != nil {
            throw SiteError(.badRequest)
        }
        guard let text = request.headers[.contentLength] else { return }
        guard let length = Int(text), length >= 0 else { throw SiteError(.badRequest) }
        let (most, overflow) = uploadLimit.addingReportingOverflow(Self.uploadMargin)
        let limit =
            switch kind {
            case .upload: overflow ? .max : most
            case .capture: CaptureService.byteLimit
            default: request.uri.path == "/api/v1/epcis/queries" ? EPCISQueryRoutes.byteLimit : FormBody.limit
            }
        guard length <= limit else { throw SiteError(.tooLarge) }
    }
}
