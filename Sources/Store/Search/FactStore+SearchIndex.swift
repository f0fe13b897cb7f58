import GRDB

extension FactStore {
    /// Up to so many new rows enter the search index in the transaction that writes them.
    static let indexedAtOnce = 2_000
    /// Rows of one transaction of a longer catching-up: others who write wait no longer than a second.
    private static let rowsPerTurn = 20_000
    /// Pages of the index that one transaction joins.
    private static let pagesPerTurn = 2_000

    /// How many rows wait to enter the search index.
    public func searchBacklog() async throws -> Int {
        try await readTables { db in try SearchWriter.backlog(db) }
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
        if done > Self.rowsPerTurn { try await mergeSearchIndex() }
    }

    /// Joins the pieces that the turns have left, so that a word is looked up once and not once a piece
    /// (sqlite.org/fts5.html section 6.8: a negative number begins a merge of all, positive ones go on with it).
    private func mergeSearchIndex() async throws {
        var pages = -Self.pagesPerTurn
        while true {
            try Task.checkCancellation()
            let wanted = pages
            let isDone = try await write { db in
                let before = db.totalChangesCount
                try db.execute(
                    sql: "INSERT INTO main.search_index (search_index, rank) VALUES ('merge', ?)",
                    arguments: [wanted]
                )
                return db.totalChangesCount - before < 2
            }
            if isDone { return }
            pages = Self.pagesPerTurn
        }
    }
}
