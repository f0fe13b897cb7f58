internal import Logging
internal import ServiceLifecycle
internal import Store

/// Brings the search index up to the facts after a bulk load, by this process or another, while the site runs.
struct SearchKeeper: Service {
    let store: FactStore
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var seen: StoreEdition?
            while !Task.isCancelled {
                do {
                    let edition = try store.edition()
                    if edition != seen {
                        try await store.updateSearchIndex()
                        seen = edition
                    }
                } catch {
                    // Tried again at the next turn; what is searched meanwhile says that it is not complete.
                    logger.warning("The search index could not be brought up to date: \(error)")
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
