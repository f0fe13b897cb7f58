import GRDB
import Screening

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

    /// The lots whose identifiers are told from a text by the fewest slips, for whoever mistyped one.
    package func lots(calledLike text: String, for reader: Reader) async throws -> [String] {
        let asked = Array(text.utf8)
        let most = asked.count < 4 ? 1 : 2
        let letters = WordLikeness.letters(of: asked)
        return try await read(as: reader) { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT id FROM lot WHERE length(id) BETWEEN ?1 AND ?2
                    UNION SELECT lot_id FROM event_lot WHERE length(lot_id) BETWEEN ?1 AND ?2 LIMIT \(Self.namesCompared)
                    """,
                arguments: [text.count - most, text.count + most]
            )
            var near: [(slips: Int, id: String)] = []
            while let row = try rows.next() {
                let id: String = row[0]
                guard (WordLikeness.letters(of: id.utf8) ^ letters).nonzeroBitCount <= 2 * most,
                    let slips = WordLikeness.slips(asked, Array(id.utf8), atMost: most)
                else { continue }
                near.append((slips, id))
            }
            return near.sorted { ($0.slips, $0.id) < ($1.slips, $1.id) }.prefix(5).map(\.id)
        }
    }

    /// So many names are compared; a mistyped name is not worth more time.
    private static let namesCompared = 300_000

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
