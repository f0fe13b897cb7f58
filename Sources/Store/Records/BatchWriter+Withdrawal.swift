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
}
