internal import Hummingbird

/// Answers only to the names of the site, and to those of this machine.
///
/// A page of another site whose name was made to point here (DNS rebinding) would otherwise read the store as its
/// visitor, and an address that is made of the header `Host` would lead wherever its sender wants.
struct KnownHosts: RouterMiddleware {
    typealias Context = SiteContext

    /// The names; nil to answer to any, for a site that is served to a network and was not told its names.
    let names: Set<String>?

    init(servedOn host: String, as names: [String] = []) {
        let local: Set<String> = ["localhost", "127.0.0.1", "[::1]", "::1"]
        self.names = names.isEmpty && !local.contains(host) ? nil : local.union(names.map { $0.lowercased() })
    }

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        // RFC 9112 section 3.2: one host, and a second one is an attempt to be two things to two readers.
        guard request.headers[values: .host].isEmpty else { throw SiteError(.badRequest) }
        // An absolute address would name a host besides.
        guard request.head.path?.hasPrefix("/") == true else { throw SiteError(.badRequest) }
        guard let authority = request.head.authority, isKnown(authority) else { throw SiteError(.unknownHost) }
        return try await next(request, context)
    }

    /// Whether the site answers to a host, with or without a port.
    func isKnown(_ authority: String) -> Bool {
        guard let host = AuthorityName.host(of: authority) else { return false }
        return names?.contains(host) ?? true
    }
}
