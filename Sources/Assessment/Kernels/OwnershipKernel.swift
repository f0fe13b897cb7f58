import GRDB
import Screening

/// Follows ownership through companies to the people behind them.
struct OwnershipKernel: DerivedKernel {
    let name = "ownership"
    let inputs = ["party_link"]
    let outputs = ["ownership"]

    func rows(_ db: Database) throws -> [DerivedRows] {
        var parties = Numbering()
        var links: [OwnershipLink] = []
        let cursor = try Row.fetchCursor(
            db,
            sql: "SELECT source, target, share_ppm, record_id FROM party_link WHERE kind = 'owns' ORDER BY id"
        )
        while let row = try cursor.next() {
            links.append(
                OwnershipLink(
                    owner: parties.number(row[0]),
                    owned: parties.number(row[1]),
                    sharePPM: row[2],
                    recordID: row[3]
                )
            )
        }
        var rows = DerivedRows("ownership")
        for stake in OwnershipClosure(links).stakes() {
            rows.append(
                parties.texts[stake.owner],
                parties.texts[stake.party],
                stake.sharePPM,
                stake.hops,
                stake.path.map { parties.texts[$0] }.joined(separator: " "),
                stake.recordIDs.spaced
            )
        }
        return [rows]
    }
}
