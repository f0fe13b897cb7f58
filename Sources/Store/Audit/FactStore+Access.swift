public import Foundation
import GRDB

extension FactStore {
    /// Writes into the access trail that a reader did something to a subject.
    public func noteAccess(
        by reader: Reader,
        did action: String,
        to kind: String,
        _ id: String,
        at time: Date = Date()
    ) async throws {
        try await write { db in
            try Self.note(reader, did: action, to: kind, id, at: time, in: db)
        }
    }

    static func note(
        _ reader: Reader,
        did action: String,
        to kind: String,
        _ id: String,
        at time: Date,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO main.access (at, reader, agency_id, action, subject_kind, subject_id)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                timestamp(time), reader.name, reader.agency == .none ? 1 : reader.agency.rawValue, action, kind, id,
            ]
        )
    }
}
