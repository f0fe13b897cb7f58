import GRDB
import Provenance
import Vocabulary

/// Follows lots through events: what each received and gave, which sites stand behind it, and what does not add up.
struct CustodyKernel: DerivedKernel {
    let ranges: ProcessRanges

    let name = "custody"
    let inputs = ["event", "event_lot", "lot", "site"]
    let outputs = ["lot_balance", "lot_break", "lot_origin", "material_balance"]

    func rows(_ db: Database) throws -> [DerivedRows] {
        let records = try CustodyRecords(db)
        let query = BalanceQuery(ranges: ranges)
        var operators: [String: String] = [:]
        let sites = try Row.fetchCursor(db, sql: "SELECT id, operator FROM site WHERE operator IS NOT NULL ORDER BY id")
        while let row = try sites.next() { operators[row[0]] = row[1] }
        var balances = DerivedRows("material_balance")
        materialRows(records.graph, MaterialBalanceQuery(query), "site", &balances)
        materialRows(records.graph, MaterialBalanceQuery(query, unitOfSite: operators), "party", &balances) { unit in
            operators[unit] == nil && operators.values.contains(unit)
        }
        return [
            balanceRows(records, query),
            breakRows(records.graph, query),
            originRows(records),
            balances,
        ]
    }

    private func balanceRows(_ records: CustodyRecords, _ query: BalanceQuery) -> DerivedRows {
        var rows = DerivedRows("lot_balance")
        for account in records.graph.book(query).accounts {
            let lot = records.graph.name(of: account.lot)
            rows.append(
                lot,
                account.receivedGrams,
                account.givenGrams,
                account.leftGrams,
                account.lostGrams,
                account.lostMetalGrams,
                account.isComplete ? 1 : 0,
                Self.text(account.lastTime),
                (records.movements[lot] ?? []).sorted().spaced
            )
        }
        return rows
    }

    private func breakRows(_ graph: LotGraph, _ query: BalanceQuery) -> DerivedRows {
        var rows = DerivedRows("lot_break")
        var number = 0
        var last: (lot: LotNumber, kind: BalanceBreak.Kind)?
        for item in graph.breaks(query) {
            number = last?.lot == item.lot && last?.kind == item.kind ? number + 1 : 1
            last = (item.lot, item.kind)
            let isTime = item.kind == .usedBeforeMade || item.kind == .custodyGap
            let otherTime = item.kind == .usedBeforeMade ? item.found : item.kind == .custodyGap ? item.expected : nil
            rows.append(
                graph.name(of: item.lot),
                item.kind.rawValue,
                number,
                item.other.map { graph.name(of: $0) },
                Self.text(item.time),
                isTime ? nil : item.expected,
                isTime ? nil : item.found,
                otherTime.map { Self.text($0) },
                item.word,
                item.process,
                item.site,
                item.records.spaced
            )
        }
        return rows
    }

    private func originRows(_ records: CustodyRecords) -> DerivedRows {
        var rows = DerivedRows("lot_origin")
        for lot in records.graph.lotNumbers.map({ records.graph.name(of: $0) }).sorted() {
            guard let mix = records.graph.originMix(OriginQuery(lot)) else { continue }
            for origin in mix.origins {
                let evidence = records.evidence[lot]?[origin.site] ?? records.movements[lot] ?? []
                rows.append(
                    lot,
                    origin.site,
                    origin.share.ppm,
                    Int((origin.bounds.lowerBound * 1_000_000).rounded(.down)),
                    Int((origin.bounds.upperBound * 1_000_000).rounded(.up)),
                    mix.unknown.ppm,
                    mix.model?.word,
                    mix.isEstimated ? 1 : 0,
                    evidence.sorted().spaced
                )
            }
        }
        return rows
    }

    private func materialRows(
        _ graph: LotGraph,
        _ query: MaterialBalanceQuery,
        _ kind: String,
        _ rows: inout DerivedRows,
        where isMeant: (String) -> Bool = { _ in true }
    ) {
        for balance in graph.materialBalances(query) where isMeant(balance.unit) {
            rows.append(
                kind,
                balance.unit,
                balance.mineral ?? "",
                balance.period,
                balance.inGrams,
                balance.outGrams,
                balance.leastLoss,
                balance.mostLoss,
                balance.beyond,
                balance.sigma,
                balance.cumulated,
                balance.cumulatedBeyond,
                balance.cumulatedSigma,
                balance.runs,
                balance.undecided,
                balance.records.spaced
            )
        }
    }

    private static func text(_ milliseconds: Int) -> String {
        UTCInstant(milliseconds: milliseconds)?.text ?? ""
    }
}
