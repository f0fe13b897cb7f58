import Foundation
import GRDB
import Vocabulary

/// Events that arrive after the declaration that they were an error, as batches that were captured offline do.
///
/// The declaration stays in force, whatever the order of arrival (EPCIS 2.0, 7.4.1.4): the event is kept and gives way
/// to it at once.
extension BatchWriter {
    /// Whether a record declares that an event was an error.
    func isErrorDeclaration(_ record: Int64) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT is_error FROM main.captured_event WHERE record_id = ?"),
            arguments: [record]
        ) ?? false
    }

    /// Whether an event was recorded before with the same bytes, whatever has taken its place since: what is sent again
    /// late does not bring back what was put right meanwhile.
    func wasSeen(
        _ event: CapturedEvent,
        _ record: FactBatch.Record,
        arena: UnsafeBufferPointer<UInt8>
    ) throws -> Bool {
        let digest = Data(arena[record.digestStart..<(record.digestStart + 32)])
        return try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM main.captured_event c JOIN main.record r ON r.id = c.record_id
                                   WHERE c.event_key = ? AND r.sha256 = ?)
                    """
            ),
            arguments: [event.eventKey, digest]
        ) ?? false
    }

    /// Turns the replacement of a declaration by its event around.
    func giveWay(_ event: Int64, to declaration: Int64, _ table: String) throws {
        for name in [table] + FactTable.companions[table, default: []] {
            try db.cachedStatement(
                sql: "UPDATE main.\"\(name)\" SET superseded_by = ? WHERE record_id = ? AND superseded_by IS NULL"
            ).execute(arguments: [declaration, event])
            try db.cachedStatement(
                sql: "UPDATE main.\"\(name)\" SET superseded_by = NULL WHERE record_id = ? AND superseded_by = ?"
            ).execute(arguments: [declaration, event])
        }
        try db.cachedStatement(sql: "UPDATE main.record SET superseded_by = ?, supersedes = NULL WHERE id = ?")
            .execute(arguments: [declaration, event])
        try db.cachedStatement(sql: "UPDATE main.record SET superseded_by = NULL, supersedes = ? WHERE id = ?")
            .execute(arguments: [event, declaration])
    }

    // MARK: Lots that several events made

    /// Keeps what an event says of a lot behind what another record says of it.
    func keep(_ row: FactBatch.Row, of record: Int64, arena: UnsafeBufferPointer<UInt8>) throws {
        guard row.table == Self.lot,
            let holder = try statements.current(row, of: batch, arena: arena, digestStart: nil),
            // An event that names its lot twice.
            holder.recordID != record
        else { return }
        try statements.addFact(
            row,
            of: batch,
            arena: arena,
            record: record,
            owner: receipt.owner,
            behind: holder.recordID
        )
    }

    /// Puts what other events say of a lot behind its own record, which takes the place of the row.
    func standBehind(_ own: Int64, ofLotAt row: Int64) throws {
        try db.cachedStatement(
            sql: """
                UPDATE main.lot SET superseded_by = ?1
                WHERE id = (SELECT id FROM main.lot WHERE rowid = ?2) AND superseded_by IS NOT NULL
                    AND record_id IN (SELECT r.id FROM main.record r WHERE r.id = lot.record_id
                                      AND r.superseded_by IS NULL AND r.kind = \(Self.event))
                """
        ).execute(arguments: [own, row])
    }

    /// Where the lots of a replaced event are nobody's now, brings forward what the next event in force says of them, so
    /// that it is no matter which of the events came first.
    func bringForward(lotsOf replaced: Int64) throws {
        try db.cachedStatement(
            sql: """
                UPDATE main.lot SET superseded_by = NULL WHERE rowid IN (
                    SELECT place FROM (
                        SELECT s.rowid AS place, min(s.record_id)
                        FROM main.lot o JOIN main.lot s ON s.id = o.id AND s.superseded_by IS NOT NULL
                        JOIN main.record r ON r.id = s.record_id AND r.superseded_by IS NULL
                        WHERE o.record_id = ?
                            AND NOT EXISTS (SELECT 1 FROM main.lot c WHERE c.id = o.id AND c.superseded_by IS NULL)
                        GROUP BY s.id))
                """
        ).execute(arguments: [replaced])
    }
}
