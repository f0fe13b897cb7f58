internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Store

/// What Hummingbird carries along with one request.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who asks.
    var reader = Reader.everyone
    /// The network address that the request comes from, as the connection has it.
    var address = ""
    /// Why it could not be found out who asks.
    var fault: (any Error)?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// A context without a connection, for a responder that is called directly.
    init(logger: Logger, address: String = "") {
        self.address = address
        coreContext = .init(source: DirectSource(logger: logger))
    }

    private struct DirectSource: RequestContextSource {
        let logger: Logger
    }
}
