internal import Hummingbird
internal import Logging

/// Measures and logs each request: its route template, never its path, query, headers or body.
struct RequestWatch: RouterMiddleware {
    typealias Context = SiteContext

    let metrics: RequestMetrics
    /// How much of visitors' addresses the log holds.
    var addresses = AddressDetail.none

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        // What the server asks of itself while it starts has no number, and is no request.
        guard let id = context.logger[metadataKey: "hb.request.id"] else { return try await next(request, context) }
        let began = ContinuousClock.now
        metrics.began()
        let result: Result<Response, any Error>
        do { result = .success(try await next(request, context)) } catch { result = .failure(error) }
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        let status = (try? result.get().status.code) ?? 499
        // A path that fits no route could hold anything.
        let route = context.endpointPath ?? "none"
        let method = Self.known.contains(request.method) ? request.method.rawValue : "other"
        metrics.ended(method: method, route: route, status: status, seconds: seconds)
        // Of those who report nothing is logged, not even when they came.
        if context.logger.logLevel <= .info, !CommunityRoutes.isForReporters(route) {
            var metadata: Logger.Metadata = [
                "method": "\(method)", "route": "\(route)", "status": "\(status)",
                "seconds": "\(MetricText.number((seconds * 1e6).rounded() / 1e6))",
            ]
            if let client = context.client.text(addresses) { metadata["client"] = "\(client)" }
            context.logger.info("request", metadata: metadata)
        }
        var response = try result.get()
        // A visitor may quote it; the line of the log has it too.
        response.headers[.requestID] = "\(id)"
        return response
    }

    private static let known: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .delete, .options, .patch]
}
