import GRDB

extension FactStore {
    /// Which of these records of events and lots the reader may see: those whose file they may see and, of what is in
    /// force, whose row they may see.
    package func visible(among records: Set<Int>, to reader: Reader) async throws -> Set<Int> {
        let list = "[" + records.map(String.init).joined(separator: ",") + "]"
        return try await read(as: reader) { db in
            try Set(
                Int.fetchAll(
                    db,
                    sql: """
                        SELECT r.id FROM json_each(?) j JOIN record r ON r.id = j.value
                        WHERE r.superseded_by IS NOT NULL OR EXISTS (SELECT 1 FROM event e WHERE e.record_id = r.id)
                            OR EXISTS (SELECT 1 FROM lot l WHERE l.record_id = r.id)
                        """,
                    arguments: [list]
                )
            )
        }
    }

    /// Whether a record that the reader may see speaks of a lot.
    package func knows(lot: String, to reader: Reader) async throws -> Bool {
        try await read(as: reader) { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM lot WHERE id = ?1) OR EXISTS (SELECT 1 FROM event_lot WHERE lot_id = ?1)
                    """,
                arguments: [lot]
            ) ?? false
        }
    }

    /// Lots whose identifiers begin or end like a text, nearest in length first, for whoever mistyped one.
    package func lots(calledLike text: String, for reader: Reader) async throws -> [String] {
        let part = Self.pattern(text)
        guard !part.isEmpty else { return [] }
        return try await read(as: reader) { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT id FROM lot WHERE id LIKE ?1 ESCAPE '\\' ORDER BY abs(length(id) - ?2), id LIMIT 5
                    """,
                arguments: ["%\(part)%", text.count]
            )
        }
    }

    /// What identifiers that were mistyped at the end have in common: all but the last two signs.
    private static func pattern(_ text: String) -> String {
        let short = text.count > 4 ? String(text.dropLast(2)) : text
        return short.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }

    /// The names of sites and the minerals of lots that are on file, as far as the reader may see them; an empty text where a
    /// lot has none.
    package func names(
        ofSites sites: Set<String>,
        mineralsOf lots: [String],
        for reader: Reader
    ) async throws
        -> (sites: [String: String], minerals: [String: String])
    {
        let (siteList, lotList) = (Self.jsonList(sites), Self.jsonList(lots))
        return try await read(as: reader) { db in
            func table(_ sql: String, _ list: String) throws -> [String: String] {
                let rows = try Row.fetchAll(db, sql: sql, arguments: [list])
                return Dictionary(rows.map { ($0[0] as String, $0[1] as String) }, uniquingKeysWith: { $1 })
            }
            return (
                try table(
                    "SELECT id, coalesce(name, id) FROM site WHERE id IN (SELECT value FROM json_each(?))",
                    siteList
                ),
                try table(
                    "SELECT id, coalesce(mineral, '') FROM lot WHERE id IN (SELECT value FROM json_each(?))",
                    lotList
                )
            )
        }
    }
}
