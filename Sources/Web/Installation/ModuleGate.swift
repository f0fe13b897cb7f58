internal import Hummingbird
internal import Installation
internal import Vocabulary

/// Answers for the routes of modules that are off: that they are switched off here.
///
/// It goes by the route that the router has matched, not by the text of the address, so that no spelling of an address
/// passes it by.
struct ModuleGate: RouterMiddleware {
    typealias Context = SiteContext

    let modules: ModuleSet

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        if let path = context.endpointPath,
            let owner = RouteOwner.owner(ofEndpoint: path, isLanguage: { Language(rawValue: $0) != nil }),
            !modules.contains(owner)
        {
            throw SiteError(.switchedOff)
        }
        return try await next(request, context)
    }
}
