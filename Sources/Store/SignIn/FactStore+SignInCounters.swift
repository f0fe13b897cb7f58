import GRDB

extension FactStore {
    /// Reads and changes counters of attempts in one transaction, so that a hundred at once count as a hundred.
    ///
    /// - Parameters:
    ///   - keys: The keys of the counters.
    ///   - now: The present in seconds since 1970; what is forgotten by then is cleared away.
    ///   - change: Given the moments under those keys as far as there are any, says which to write.
    /// - Returns: What the change said besides.
    package func updateSignInCounters<T: Sendable>(
        _ keys: [String],
        now: Int,
        _ change: @Sendable @escaping ([String: Int]) -> (written: [String: Int], answer: T)
    ) async throws -> T {
        try await write { db in
            var found: [String: Int] = [:]
            for key in keys {
                found[key] = try Int.fetchOne(
                    db.cachedStatement(sql: "SELECT forgotten_at FROM main.sign_in_counter WHERE key = ?"),
                    arguments: [key]
                )
            }
            let (written, answer) = change(found)
            for (key, moment) in written {
                try db.cachedStatement(
                    sql: """
                        INSERT INTO main.sign_in_counter (key, forgotten_at) VALUES (?, ?)
                        ON CONFLICT (key) DO UPDATE SET forgotten_at = excluded.forgotten_at
                        """
                ).execute(arguments: [key, moment])
            }
            try db.cachedStatement(sql: "DELETE FROM main.sign_in_counter WHERE forgotten_at <= ?")
                .execute(arguments: [now])
            return answer
        }
    }
}
