import Foundation
import GRDB

/// A quarantined record, with what is needed to hand it in again.
public struct QuarantinedRecord: Sendable, Hashable {
    /// Its row.
    public let id: Int64
    /// The kind that the file was read as.
    public let kind: String
    /// The map that it was read with; empty for none.
    public let map: String
    /// Who made the data.
    public let source: String
    /// The agency that handed it in.
    public let agency: String
    /// The marking of the file.
    public let marking: Int
    /// The name of the file.
    public let fileName: String
    /// The SHA-256 of the file.
    public let sha256: [UInt8]
    /// Where the record starts in the file.
    public let position: Int
}

extension FactStore {
    /// A quarantined record that the reader may see and that is still open.
    public func quarantined(_ id: Int64, as reader: Reader) async throws -> QuarantinedRecord {
        let found = try await read(as: reader) { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT q.id, q.position, t.kind, t.map, t.source, t.marking, t.file_name, t.sha256, a.name AS agency
                    FROM quarantine q JOIN receipt t ON t.id = q.receipt_id JOIN agency a ON a.id = t.agency_id
                    WHERE q.id = ? AND q.state = 'open'
                    """,
                arguments: [id]
            ).map { row in
                QuarantinedRecord(
                    id: row["id"],
                    kind: row["kind"],
                    map: row["map"],
                    source: row["source"],
                    agency: row["agency"],
                    marking: row["marking"],
                    fileName: row["file_name"],
                    sha256: Array(row["sha256"] as Data),
                    position: row["position"]
                )
            }
        }
        guard let found else { throw StoreError(.notFound, "There is no open quarantined record \(id).") }
        return found
    }

    /// Marks a quarantined record as put right by what a receipt brought.
    public func resolve(quarantine id: Int64, by receipt: Int64) async throws {
        let time = now()
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE main.quarantine SET state = 'resolved',
                        resolved_by = (SELECT MIN(id) FROM main.record WHERE receipt_id = ?)
                    WHERE id = ?
                    """,
                arguments: [receipt, id]
            )
            try db.execute(
                sql: """
                    INSERT INTO main.quarantine_decision (quarantine_id, decision, record_id, at)
                    SELECT id, state, resolved_by, ? FROM main.quarantine WHERE id = ?
                    """,
                arguments: [Self.timestamp(time), id]
            )
        }
    }
}
