import GRDB
import Screening

/// Compares parties with list entries by name and particulars.
struct NameMatchKernel: DerivedKernel {
    let name = "screening"
    let inputs = ["party", "party_name", "listing", "listing_name"]
    let outputs = ["name_match"]

    func rows(_ db: Database) throws -> [DerivedRows] {
        let entryIDs = try String.fetchAll(db, sql: "SELECT id FROM listing ORDER BY id")
        let listed = try names(db, "listing_name", "listing_id", weak: false)
        var entries: [ListEntry] = []
        let cursor = try Row.fetchCursor(
            db,
            sql: "SELECT id, kind, name, country, birth_date FROM listing ORDER BY id"
        )
        while let row = try cursor.next() {
            let kind: String = row["kind"]
            guard kind == "person" || kind == "organisation" || kind == "other" else {
                // Vessels and aircraft are not parties; an empty entry keeps the numbers in step.
                entries.append(ListEntry(id: entries.count, names: [], kind: .unknown))
                continue
            }
            let main: String = row["name"]
            entries.append(
                ListEntry(
                    id: entries.count,
                    names: [main] + (listed[row["id"]] ?? []),
                    kind: kind == "person" ? .person : kind == "organisation" ? .organisation : .unknown,
                    countries: (row["country"] as String?).map { [$0] } ?? [],
                    birthDates: (row["birth_date"] as String?).map { [$0] } ?? []
                )
            )
        }
        var rows = DerivedRows("name_match")
        guard !entries.isEmpty else { return [rows] }
        let others = try names(db, "party_name", "party_id", weak: true)
        let parties = try Row.fetchAll(
            db,
            sql: "SELECT id, kind, name, country, birth_date FROM party ORDER BY id"
        )
        let index = ListIndex(entries, partyNames: parties.map { $0["name"] })
        for row in parties {
            let id: String = row["id"]
            let kind: String = row["kind"]
            let party = ScreenedParty(
                names: [row["name"]] + (others[id] ?? []),
                kind: kind == "person" ? .person : kind == "other" ? .unknown : .organisation,
                countries: (row["country"] as String?).map { [$0] } ?? [],
                birthDates: (row["birth_date"] as String?).map { [$0] } ?? []
            )
            for match in index.matches(for: party) {
                rows.append(
                    id,
                    entryIDs[match.entryID],
                    match.score,
                    match.partyName,
                    match.listedName,
                    match.agrees.map(\.rawValue).joined(separator: " "),
                    match.differs.map(\.rawValue).joined(separator: " ")
                )
            }
        }
        return [rows]
    }

    private func names(
        _ db: Database,
        _ table: String,
        _ key: String,
        weak: Bool
    ) throws -> [String: [String]] {
        var result: [String: [String]] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT \(key), name FROM \(table) \(weak ? "" : "WHERE kind <> 'weak'") ORDER BY \(key), name"
        )
        while let row = try rows.next() { result[row[0], default: []].append(row[1]) }
        return result
    }
}
