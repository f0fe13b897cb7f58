internal import Community
internal import Logging
internal import ServiceLifecycle
internal import Store

/// Once an hour: deletes the reports whose day has come, ends requests to open keys whose time has passed, and publishes the
/// counts that are due; seals papers of complaints from before they were sealed.
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
                await publish()
                do { try await Task.sleep(for: .seconds(3600)) } catch { return }
            }
        }
    }

    private func publish() async {
        do {
            let sealed = try await store.sealPapers()
            if sealed > 0 { logger.info("papers of complaints were sealed", metadata: ["count": "\(sealed)"]) }
        } catch {
            logger.error("papers of complaints are not sealed: \(error)")
        }
        do {
            let count = try await CountsOffice(store).publishDue()
            if count > 0 { logger.info("counts of reports were published", metadata: ["count": "\(count)"]) }
        } catch {
            logger.error("counts of reports are not published: \(error)")
        }
    }
}
