internal import Hummingbird
internal import Logging
internal import ServiceLifecycle
internal import Store
internal import Vocabulary

/// Asks the site for what a visitor asks first, while the server starts: the first page then costs what any page costs.
///
/// It opens the connection to the store, reads what is kept for everybody and makes what a process makes once.
struct WarmUp<Responder: HTTPResponder>: Service where Responder.Context == SiteContext {
    let responder: Responder
    let host: String
    let logger: Logger

    func run() async throws {
        let language = Language.allCases[0].rawValue
        for path in ["/\(language)/", "/api/v1/map/overview.svg", "/\(language)/findings"] {
            let head = HTTPRequest(method: .get, scheme: "http", authority: host, path: path)
            // What goes wrong here goes wrong again before a visitor, who is told.
            _ = try? await responder.respond(
                to: Request(head: head, body: RequestBody(buffer: ByteBuffer())),
                context: SiteContext(logger: logger)
            )
        }
        ProcessMemory.letGoOfStart()
        // A service that ends would end the server with it.
        try await gracefulShutdown()
    }
}
