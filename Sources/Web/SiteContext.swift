internal import Hummingbird
internal import Logging

/// What Hummingbird carries along with one request.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }

    /// A context without a connection, for a responder that is called directly.
    init(logger: Logger) {
        coreContext = .init(source: DirectSource(logger: logger))
    }

    private struct DirectSource: RequestContextSource {
        let logger: Logger
    }
}
