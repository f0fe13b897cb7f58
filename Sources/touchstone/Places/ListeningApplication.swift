import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// A server that says when it listens.
struct ListeningApplication<Base: ApplicationProtocol>: ApplicationProtocol {
    private let base: Base
    private let whenListening: @Sendable () async -> Void
    private let more: [any Service]

    init(_ base: Base, with more: [any Service] = [], whenListening: @escaping @Sendable () async -> Void) {
        self.base = base
        self.more = more
        self.whenListening = whenListening
    }

    var responder: Base.Responder {
        get async throws { try await base.responder }
    }
    var server: HTTPServerBuilder { base.server }
    var eventLoopGroup: any EventLoopGroup { base.eventLoopGroup }
    var configuration: ApplicationConfiguration { base.configuration }
    var logger: Logger { base.logger }
    var services: [any Service] { base.services + more }
    var processesRunBeforeServerStart: [@Sendable () async throws -> Void] { base.processesRunBeforeServerStart }

    func onServerRunning(_ channel: any Channel) async {
        await base.onServerRunning(channel)
        await whenListening()
    }
}
