import GRDB

extension FactStore {
    /// Up to so many new rows enter the search index in the transaction that writes them.
    static let indexedAtOnce = 2_000
    /// Rows of one transaction of a longer catching-up: others who write wait no longer than a second.
    private static let rowsPerTurn = 20_000

    /// How many rows wait to enter the search index.
    public func searchBacklog() async throws -> Int {
        try await readAsSystem { db in try SearchWriter.backlog(db) }
    }

    /// Brings the search index up to the facts, in turns between which others may write.
    ///
    /// Small changes are indexed in their own transaction; this is for what bulk loads leave.
    public func updateSearchIndex(report: @Sendable (_ done: Int) -> Void = { _ in }) async throws {
        guard try await searchBacklog() > 0 else { return }
        var done = 0
        while true {
            try Task.checkCancellation()
            let count = try await write { db in
                var writer = try SearchWriter(db)
                return try writer.index(atMost: Self.rowsPerTurn)
            }
            done += count
            report(done)
            if count < Self.rowsPerTurn { break }
        }
    }
}
