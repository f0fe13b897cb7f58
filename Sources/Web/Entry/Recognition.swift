internal import Hummingbird
internal import Identity
internal import Store

/// Says who asks: the person at a session, the person behind a token, or somebody who has not signed in.
struct Recognition: RouterMiddleware {
    typealias Context = SiteContext

    let desk: ReaderDesk
    let mode: EntryMode
    let csrf: RequestForgeryGuard
    let sessions: SessionKeeper

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        // Who has been refused already need not be looked up.
        guard context.fault == nil else { return try await next(request, context) }
        var context = context
        do {
            if let found = try await find(request) {
                context.reader = found.reader
                context.doors = found.doors
                // Who changes the store is to see it changed.
                if request.method == .get || request.method == .head { context.edition = found.edition }
            } else {
                context.reader = mode == .owner ? .local : .everyone
            }
            context.reader = try ReadingReason.apply(to: context.reader, request, csrf)
        } catch {
            // Told by the middleware that writes error pages; until then the reader is nobody in particular.
            context.fault = error
        }
        return try await next(request, context)
    }

    /// Who is known by a token; nil for a request without one that opens anything.
    private func find(_ request: Request) async throws -> ReaderDesk.Finding? {
        // Tokens are for the data interface. One that is wrong is an error: a program that believes itself recognised must
        // not get the public's answer.
        if request.uri.path.hasPrefix("/api/"), let authorization = request.headers[.authorization] {
            let words = authorization.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count == 2, words[0].lowercased() == "bearer",
                let token = try? Token(String(words[1]), kind: .api),
                let found = try await desk.reader(behind: .token, token.hash)
            else { throw SiteError(.unknownToken) }
            return found
        }
        if let cookie = CookiePolicy(for: request).value(SessionCookie.name, in: request),
            let token = try? Token(cookie, kind: .session),
            let found = try await desk.reader(behind: .session, token.hash)
        {
            sessions.noteUse(by: found.reader)
            return found
        }
        return nil
    }
}
