import GRDB
import Provenance

/// Follows lots through events: what each received and gave, and which sites stand behind it.
struct CustodyKernel: DerivedKernel {
    let name = "custody"
    let inputs = ["event", "event_lot", "lot"]
    let outputs = ["lot_balance", "lot_origin"]

    func rows(_ db: Database) throws -> [DerivedRows] {
        var lots = Numbering()
        var sites = Numbering()
        var origins = LotOrigins()
        let declared = try declaredMasses(db, &lots, &sites, &origins)
        var movements: [LotMovement] = []
        var received: Set<Int> = []
        var times: [String] = []
        for event in try events(db) {
            let time = times.count
            times.append(event.time)
            var inputs: [LotOrigins.Input] = []
            var outputs: [Int] = []
            for entry in event.entries {
                let lot = lots.number(entry.lot)
                let mass = entry.massGrams ?? 0
                switch entry.role {
                case "made":
                    received.insert(lot)
                    outputs.append(lot)
                    movements.append(
                        LotMovement(lot: lot, receivedGrams: mass, time: time, recordID: event.record)
                    )
                case "used", "destroyed":
                    if entry.role == "used" { inputs.append(LotOrigins.Input(lot: lot, massGrams: entry.massGrams)) }
                    movements.append(LotMovement(lot: lot, givenGrams: mass, time: time, recordID: event.record))
                case "packed":
                    inputs.append(LotOrigins.Input(lot: lot, massGrams: entry.massGrams))
                case "parent":
                    if event.action == "add" { outputs.append(lot) }
                default: continue
                }
            }
            if inputs.isEmpty {
                for lot in outputs {
                    guard let site = event.location else { continue }
                    origins.make(lot, at: sites.number(site), record: event.record)
                }
            } else {
                origins.join(inputs, into: outputs, record: event.record)
            }
        }
        for (lot, statement) in declared where !received.contains(lot) {
            received.insert(lot)
            movements.append(
                LotMovement(lot: lot, receivedGrams: statement.massGrams, time: 0, recordID: statement.record)
            )
        }
        return [
            balanceRows(movements, lots, received, times),
            originRows(origins, lots, sites),
        ]
    }

    private struct Event {
        let record: Int
        let action: String?
        let time: String
        let location: String?
        var entries: [(lot: String, role: String, massGrams: Int?)]
    }

    private func events(_ db: Database) throws -> [Event] {
        var result: [Event] = []
        var lastID: String?
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT e.id, e.record_id, e.action, e.time, e.location, l.lot_id, l.role, l.mass_g
                FROM event e JOIN event_lot l ON l.event_id = e.id
                ORDER BY e.time, e.id, l.role, l.lot_id
                """
        )
        while let row = try rows.next() {
            let id: String = row[0]
            if id != lastID {
                result.append(Event(record: row[1], action: row[2], time: row[3], location: row[4], entries: []))
                lastID = id
            }
            result[result.count - 1].entries.append((row[5], row[6], row[7]))
        }
        return result
    }

    /// Lots that have a record of their own, which need not appear in an event that made them.
    private func declaredMasses(
        _ db: Database,
        _ lots: inout Numbering,
        _ sites: inout Numbering,
        _ origins: inout LotOrigins
    ) throws -> [(lot: Int, statement: (massGrams: Int, record: Int))] {
        var result: [(lot: Int, statement: (massGrams: Int, record: Int))] = []
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT l.id, l.mass_g, l.record_id, l.site FROM lot l
                WHERE l.mass_g IS NOT NULL AND NOT EXISTS
                    (SELECT 1 FROM event_lot e WHERE e.lot_id = l.id AND e.role = 'made')
                ORDER BY l.id
                """
        )
        while let row = try rows.next() {
            let lot = lots.number(row[0])
            result.append((lot, (row[1], row[2])))
            if let site: String = row[3] { origins.make(lot, at: sites.number(site), record: row[2]) }
        }
        return result
    }

    /// Balances of the lots whose making is on file: for another lot nobody said what it received.
    private func balanceRows(
        _ movements: [LotMovement],
        _ lots: Numbering,
        _ received: Set<Int>,
        _ times: [String]
    ) -> DerivedRows {
        var balances = LotBalances(lotCount: lots.texts.count)
        balances.add(movements)
        var rows = DerivedRows("lot_balance")
        for balance in balances.balances() where received.contains(balance.lot) {
            let time = times.indices.contains(balance.lastTime) ? times[balance.lastTime] : ""
            rows.append(
                lots.texts[balance.lot],
                balance.receivedGrams,
                balance.givenGrams,
                balance.leftGrams,
                time,
                balance.recordIDs.spaced
            )
        }
        return rows
    }

    private func originRows(_ origins: LotOrigins, _ lots: Numbering, _ sites: Numbering) -> DerivedRows {
        var rows = DerivedRows("lot_origin")
        for lot in origins.lots {
            for origin in origins.origins(of: lot) {
                rows.append(lots.texts[lot], sites.texts[origin.site], origin.sharePPM, origin.recordIDs.spaced)
            }
        }
        return rows
    }
}
