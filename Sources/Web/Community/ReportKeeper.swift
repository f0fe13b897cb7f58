internal import Logging
internal import ServiceLifecycle
internal import Store

/// Deletes the reports whose day has come, and ends requests to open keys whose time has passed, once an hour.
struct ReportKeeper: Service {
    let store: FactStore
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let count = try await store.deleteReportsDue()
                    if count > 0 { logger.info("reports deleted on their day", metadata: ["count": "\(count)"]) }
                    _ = try await store.endLapsedKeyOpenings()
                } catch {
                    logger.error("reports whose day has come are not deleted, or requests not ended: \(error)")
                }
                do { try await Task.sleep(for: .seconds(3600)) } catch { return }
            }
        }
    }
}
