package import Foundation
import GRDB

extension FactStore {
    /// Notes that an assessment was made.
    ///
    /// - Returns: How many findings there are now, whoever may see them.
    package func noteAssessment(startedAt: Date, seconds: Double) async throws -> Int {
        try await write { db in
            let count = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM main.finding") ?? 0
            try db.execute(
                sql: "INSERT INTO main.assessment (started_at, seconds, findings) VALUES (?, ?, ?)",
                arguments: [Self.timestamp(startedAt), seconds, count]
            )
            return count
        }
    }
}
