internal import Hummingbird
internal import Identity
internal import Logging
internal import Store

/// What Hummingbird carries along with one request.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who is at the other end of the connection; nil where there is none.
    let peer: IPAddress?
    /// Where the request comes from, proxies of ours left out.
    var client = ClientAddress.itself
    /// The class of the request, by which it is counted; nil where it is not.
    var kind: RequestClass?
    /// Who asks.
    var reader = Reader.everyone
    /// Past which doors the reader gets; nil where nobody has worked it out.
    var doors: DoorKeys?
    /// The store's edition when it was found out who asks, for a request that changes nothing; nil where nobody looked.
    var edition: StoreEdition?
    /// What spoke against the request before it was found out who asks; the middleware that writes error pages tells it.
    var fault: (any Error)?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress.flatMap(IPAddress.init(_:))
    }

    /// A context without a connection, for a responder that is called directly.
    init(logger: Logger, peer: IPAddress? = nil) {
        coreContext = .init(source: DirectSource(logger: logger))
        self.peer = peer
    }

    private struct DirectSource: RequestContextSource {
        let logger: Logger
    }
}
