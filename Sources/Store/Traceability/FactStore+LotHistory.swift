import Formats
import GRDB
import Vocabulary

extension FactStore {
    /// The number of the newest record and the digest of its bytes; nil where there is none.
    package func newestRecord() async throws -> (number: Int, digest: String)? {
        try await readTables { db in
            try Row.fetchOne(db, sql: "SELECT id, lower(hex(sha256)) FROM main.record ORDER BY id DESC LIMIT 1")
                .map { ($0[0], $0[1]) }
        }
    }

    /// The digest of the bytes of a record.
    package func digest(ofRecord number: Int) async throws -> String? {
        try await readTables { db in
            try String.fetchOne(db, sql: "SELECT lower(hex(sha256)) FROM main.record WHERE id = ?", arguments: [number])
        }
    }

    /// What the records of a range say of lots, whether or not they are still in force.
    ///
    /// It is what a graph of lots is made of, and is for nobody to read as it is.
    package func lotHistory(of records: ClosedRange<Int>) async throws -> LotHistory {
        try await readTables { db in
            LotHistory(
                events: try Self.events(db, records),
                statements: try Self.statements(db, records)
            )
        }
    }

    private static func events(_ db: Database, _ records: ClosedRange<Int>) throws -> [LotHistory.Event] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT e.record_id, e.id, e.kind, e.action, e.time, e.step, coalesce(e.location, e.read_point),
                       e.source_party, e.destination_party, t.received_at, l.lot_id, l.role, l.mass_g
                FROM main.event e JOIN main.record r ON r.id = e.record_id JOIN main.receipt t ON t.id = r.receipt_id
                JOIN main.event_lot l ON l.record_id = e.record_id AND l.event_id = e.id
                WHERE e.record_id BETWEEN ? AND ? ORDER BY e.record_id
                """,
            arguments: [records.lowerBound, records.upperBound]
        )
        var events: [LotHistory.Event] = []
        while let row = try rows.next() {
            let record: Int = row[0]
            if events.last?.record != record {
                events.append(
                    LotHistory.Event(
                        record: record,
                        id: row[1],
                        kind: row[2],
                        action: row[3],
                        time: row[4],
                        step: row[5],
                        site: row[6],
                        giver: row[7],
                        receiver: row[8],
                        received: row[9]
                    )
                )
            }
            events[events.count - 1].entries.append(.init(lot: row[10], role: row[11], grams: row[12]))
        }
        return events
    }

    private static func statements(_ db: Database, _ records: ClosedRange<Int>) throws -> [LotHistory.Statement] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT l.record_id, l.id, l.mineral, l.mass_g, l.grade_ppm, l.site, l.tag, l.made, t.received_at,
                       l.custody_model, l.claim
                FROM main.lot l JOIN main.record r ON r.id = l.record_id JOIN main.receipt t ON t.id = r.receipt_id
                WHERE l.record_id BETWEEN ? AND ? ORDER BY l.record_id
                """,
            arguments: [records.lowerBound, records.upperBound]
        ).map { row in
            LotHistory.Statement(
                record: row[0],
                lot: row[1],
                mineral: row[2],
                grams: row[3],
                gradePPM: row[4],
                site: row[5],
                tag: row[6],
                made: row[7],
                received: row[8],
                model: row[9],
                claim: row[10]
            )
        }
    }

    /// What the records of a range have replaced: events and statements of their own kind as a whole, and what an event
    /// says of a lot where the lot's own record has come.
    package func replacements(by records: ClosedRange<Int>) async throws -> [LotHistory.Replacement] {
        let (event, lot) = (FactSchema.baseNumber(of: "event"), FactSchema.baseNumber(of: "lot"))
        return try await readTables { db in
            let list = "\(event), \(lot)"
            var found = try Row.fetchAll(
                db,
                sql: """
                    SELECT o.id, t.received_at FROM main.record r JOIN main.record o ON o.id = r.supersedes
                    JOIN main.receipt t ON t.id = r.receipt_id
                    WHERE r.id BETWEEN ?1 AND ?2 AND o.kind IN (\(list))
                    UNION
                    -- An event that came after the declaration that it was an error, and never counted.
                    SELECT o.id, t.received_at FROM main.record o JOIN main.receipt t ON t.id = o.receipt_id
                    WHERE o.id BETWEEN ?1 AND ?2 AND o.superseded_by < o.id AND o.kind IN (\(list))
                    """,
                arguments: [records.lowerBound, records.upperBound]
            ).map { LotHistory.Replacement(record: $0[0], lot: nil, received: $0[1]) }
            found += try Row.fetchAll(
                db,
                sql: """
                    -- What several events say of one lot stands side by side; its own record goes before, whichever came first.
                    SELECT l.record_id, l.id, t.received_at FROM main.lot l
                    JOIN main.record o ON o.id = l.record_id AND o.kind = \(event)
                    JOIN main.record r ON r.id = l.superseded_by AND r.kind = \(lot)
                    JOIN main.receipt t ON t.id = r.receipt_id
                    WHERE l.superseded_by IS NOT NULL AND max(l.superseded_by, l.record_id) BETWEEN ? AND ?
                    """,
                arguments: [records.lowerBound, records.upperBound]
            ).map { LotHistory.Replacement(record: $0[0], lot: $0[1], received: $0[2]) }
            return found
        }
    }

    /// Which of these sites are on file and not for the reader to see.
    package func sitesWithheld(from reader: Reader, among sites: Set<String>) async throws -> Set<String> {
        guard !sites.isEmpty else { return [] }
        let list = Self.jsonList(sites)
        let visible = try await read(as: reader) { db in
            try Set(
                String.fetchAll(
                    db,
                    sql: "SELECT id FROM site WHERE id IN (SELECT value FROM json_each(?))",
                    arguments: [list]
                )
            )
        }
        let onFile = try await readTables { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT id FROM main.site WHERE superseded_by IS NULL AND id IN (SELECT value FROM json_each(?))
                    """,
                arguments: [list]
            )
        }
        return Set(onFile).subtracting(visible)
    }

    /// Texts as a list in JSON, for SQLite to take apart.
    package static func jsonList(_ texts: some Sequence<String>) -> String {
        var list = [UInt8(ascii: "[")]
        for text in texts {
            if list.count > 1 { list.append(UInt8(ascii: ",")) }
            JSONString.append(text.utf8, to: &list)
        }
        list.append(UInt8(ascii: "]"))
        return String(decoding: list, as: UTF8.self)
    }
}
