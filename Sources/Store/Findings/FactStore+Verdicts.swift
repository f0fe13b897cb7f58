public import Foundation
import GRDB

/// What a person decided about a finding.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
    /// It is what it looks like.
    case confirmed
    /// Something innocent explains it.
    case dismissed
    /// An earlier verdict no longer holds.
    case reopened
}

extension FactStore {
    /// Keeps a person's verdict on a finding beside the machine's score; an earlier verdict stays in the history.
    ///
    /// - Throws: ``StoreError`` with `notFound` if the reader may not see the finding, with `invalid` if a dismissal
    ///   gives no reason.
    public func recordVerdict(
        finding: String,
        verdict: Verdict,
        reason: String,
        by reader: Reader,
        at time: Date = Date()
    ) async throws {
        guard verdict != .dismissed || reason.contains(where: { !$0.isWhitespace }) else {
            throw StoreError(.invalid, "A dismissal needs a reason: the next reader will ask for it.")
        }
        let isVisible = try await read(as: reader) { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM finding WHERE id = ?)", arguments: [finding])
        }
        guard isVisible == true else { throw StoreError(.notFound, "There is no finding \(finding).") }
        try await write { db in
            try db.execute(
                sql: "INSERT INTO main.verdict (finding_id, verdict, reason, at, by) VALUES (?, ?, ?, ?, ?)",
                arguments: [finding, verdict.rawValue, reason, Self.timestamp(time), reader.name]
            )
            try Self.note(reader, did: "verdict-\(verdict.rawValue)", to: "finding", finding, at: time, in: db)
        }
    }
}
