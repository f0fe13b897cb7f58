/// Where the handler of a route runs.
enum RouteHandling: Sendable {
    /// On the thread of the connection: for what takes no longer than a page of a list.
    case onConnection
    /// On the threads of the process, away from the connections.
    case apart

    /// Runs a handler where it belongs.
    func run<Answer, Failure: Error>(_ handler: () async throws(Failure) -> Answer) async throws(Failure) -> Answer {
        switch self {
        case .onConnection: try await handler()
        case .apart: try await withTaskExecutorPreference(globalConcurrentExecutor, operation: handler)
        }
    }
}
