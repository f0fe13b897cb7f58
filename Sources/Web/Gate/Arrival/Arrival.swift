internal import Hummingbird

/// Notes where a request comes from and whether its way is encrypted, before anybody else looks at it.
///
/// From here on `context.client` is the visitor, and the scheme of the request is the one of the visitor's own
/// connection; a client cannot set either.
struct Arrival: RouterMiddleware {
    typealias Context = SiteContext

    let trust: ProxyTrust
    /// Whether our own listener speaks TLS.
    let isEncrypted: Bool

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let origin = trust.origin(peer: context.peer, headers: request.headers)
        context.client = context.peer == nil ? .itself : origin.client
        var head = request.head
        head.scheme = isEncrypted || origin.isSecure == true ? "https" : "http"
        return try await next(Request(head: head, body: request.body), context)
    }
}

extension Request {
    /// Whether the visitor's own connection is encrypted.
    var isSecure: Bool { head.scheme == "https" }
}
