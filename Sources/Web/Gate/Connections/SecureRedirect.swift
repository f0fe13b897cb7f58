internal import Hummingbird

/// Answers plain HTTP by sending the browser to the same address over https (308, so that the method stays).
///
/// Only to names of ours: whatever else a request calls us, it is not sent there.
struct SecureRedirect: HTTPResponder {
    typealias Context = SiteContext

    let hosts: KnownHosts
    /// The port of the site.
    let port: Int

    func respond(to request: Request, context: SiteContext) async throws -> Response {
        guard let authority = request.head.authority, let host = AuthorityName.host(of: authority),
            hosts.isKnown(authority)
        else { return Response(status: .misdirectedRequest) }
        let path = request.head.path ?? "/"
        let isOurs = path.hasPrefix("/") && path.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        let place = "https://\(host)\(port == 443 ? "" : ":\(port)")\(isOurs ? path : "/")"
        return Response(status: .permanentRedirect, headers: [.location: place, .cacheControl: "no-store"])
    }
}
