import Logging
import Notary
import ServiceLifecycle
import Store
import Upkeep

/// Commits what comes in to the store's ledger while the server runs.
///
/// What it cannot commit waits in the store: nothing is lost, and the pages say that it waits.
struct LedgerClerk: Service {
    let opening: LedgerOpening
    let logger: Logger

    /// How long what came in waits while there is little of it.
    private static let beat: Duration = .seconds(1)
    /// The most batches of each subject in a beat: a bulk load is committed behind it, not beside it.
    private static let batches = 4
    /// So many times as long as it works, it leaves the machine to others.
    private static let rest = 4
    /// How long until it is tried again after a fault.
    private static let pause: Duration = .seconds(60)
    /// How long until the log states its index again, in beats.
    private static let beatsPerStatement = 3600

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await commit()
                } catch is CancellationError {
                    return
                } catch {
                    // The words name files and keys, no secret and nothing of a record.
                    logger.error("the ledger is not written: \(LedgerOpening.words(error))")
                    try? await Task.sleep(for: Self.pause)
                }
            }
        }
    }

    /// Commits until something goes wrong.
    private func commit() async throws {
        let notary = try await opening.notary(isAlone: false)
        var edition: StoreEdition?
        var beats = 0
        while true {
            let now = try opening.store.edition()
            let began = ContinuousClock.now
            if now != edition {
                let outcome = try await notary.commit(atMost: Self.batches)
                edition = now
                let count = outcome.rows.values.reduce(0, +)
                if count > 0 { logger.info("committed to the ledger", metadata: ["rows": "\(count)"]) }
                if beats == 0 { _ = try await notary.stateLookup() }
            }
            beats = (beats + 1) % Self.beatsPerStatement
            try await Task.sleep(for: max(Self.beat, (.now - began) * Self.rest))
        }
    }
}
