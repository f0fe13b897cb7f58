internal import Hummingbird

/// Sets the headers that keep a page to itself: no script, style, frame or address but ours.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = SiteContext

    private let policy: String

    /// - Parameter styles: The styles that stand in pages; no others that do are obeyed.
    init(styles: FirstStyles = .none) {
        policy = """
            default-src 'self'; script-src 'self'; style-src 'self'\(styles.permission); img-src 'self' data:; \
            font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
            frame-ancestors 'none'
            """
    }

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = policy
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        if response.headers[.referrerPolicy] == nil { response.headers[.referrerPolicy] = "same-origin" }
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        if response.headers[.permissionsPolicy] == nil {
            response.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        }
        // A year; browsers ignore it over a connection in clear (RFC 6797 section 8.1).
        if request.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        if response.headers[.cacheControl] == nil {
            response.headers[.cacheControl] = "no-store"
        }
        return response
    }
}
