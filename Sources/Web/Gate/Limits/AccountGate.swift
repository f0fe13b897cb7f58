internal import Hummingbird
internal import Store

/// Lets a request in if its account, or its token, has not made too many of its kind, from wherever.
struct AccountGate: RouterMiddleware {
    typealias Context = SiteContext

    let limits: RequestLimits
    let meter: RequestMeter

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        if let person = context.reader.person, let kind = context.kind {
            try meter.charge(.account(person.rawValue, token: context.reader.token, kind), limits)
        }
        return try await next(request, context)
    }
}
