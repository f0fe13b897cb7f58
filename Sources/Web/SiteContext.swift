internal import Hummingbird
internal import Logging
internal import Store

/// What Hummingbird carries along with one request.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who asks.
    var reader = Reader.everyone
    /// Why it could not be found out who asks.
    var fault: (any Error)?

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
