internal import Hummingbird

/// Two middlewares as one, the second within the first.
///
/// The router hands a request from one middleware to the next through closures that the compiler cannot see through; each
/// costs a page more than most of them do. Joined by their types they become nearly one function.
struct Joined<Outer: RouterMiddleware, Inner: RouterMiddleware>: RouterMiddleware where Outer.Context == Inner.Context {
    typealias Context = Outer.Context

    let outer: Outer
    let inner: Inner

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        try await outer.handle(request, context: context) { request, context in
            try await inner.handle(request, context: context, next: next)
        }
    }
}

extension RouterMiddleware {
    /// This middleware around another one.
    func around<Inner: RouterMiddleware>(_ inner: Inner) -> Joined<Self, Inner> where Inner.Context == Context {
        Joined(outer: self, inner: inner)
    }
}
