import Hummingbird
import Logging

/// A server on this machine, at a port that is free.
enum LocalServer {
    /// Serves the routes while `use` runs.
    static func run(
        _ router: Router<BasicRequestContext>,
        _ use: @escaping @Sendable (_ port: Int) async throws -> Void
    ) async throws {
        let (ports, told) = AsyncStream.makeStream(of: Int.self)
        let server = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { told.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask {
                for await port in ports {
                    try await use(port)
                    break
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }
}
