internal import Hummingbird

/// Answers only to the names of this machine while the site is served on it alone.
///
/// A page of another site whose name was made to point to 127.0.0.1 (DNS rebinding) would otherwise read the store as
/// its owner.
struct KnownHosts: RouterMiddleware {
    typealias Context = SiteContext

    /// The names; nil to answer to any, for a site that is served to a network.
    let names: Set<String>?

    init(servedOn host: String) {
        let local: Set<String> = ["localhost", "127.0.0.1", "[::1]", "::1"]
        names = local.contains(host) ? local : nil
    }

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        if let names {
            guard let authority = request.head.authority, names.contains(Self.name(of: authority)) else {
                throw SiteError(.unknownHost)
            }
        }
        return try await next(request, context)
    }

    /// The authority without its port.
    private static func name(of authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[...end]).lowercased()
        }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }
}
