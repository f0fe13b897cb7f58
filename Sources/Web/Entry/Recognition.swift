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
            context.reader = try await reader(of: request)
            context.reader = try ReadingReason.apply(to: context.reader, request, csrf)
        } catch {
            // Told by the middleware that writes error pages; until then the reader is nobody in particular.
            context.fault = error
        }
        return try await next(request, context)
    }

    private func reader(of request: Request) async throws -> Reader {
        // Tokens are for the data interface. One that is wrong is an error: a program that believes itself recognised must
        // not get the public's answer.
        if request.uri.path.hasPrefix("/api/"), let authorization = request.headers[.authorization] {
            let words = authorization.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count == 2, words[0].lowercased() == "bearer",
                let token = try? Token(String(words[1]), kind: .api),
                let reader = try await desk.reader(behind: .token, token.hash)
            else { throw SiteError(.unknownToken) }
            return reader
        }
        if let cookie = CookiePolicy(for: request).value(SessionCookie.name, in: request),
            let token = try? Token(cookie, kind: .session),
            let reader = try await desk.reader(behind: .session, token.hash)
        {
            sessions.noteUse(by: reader)
            return reader
        }
        return mode == .owner ? .local : .everyone
    }
}
