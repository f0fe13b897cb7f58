import Assessment
import GRDB
import Store
import Testing

/// The facts about lots that rules and pages read, and the records that they rest on.
@Suite("Origins and balances as rows")
struct DerivedLineageTests {
    private static let events = [
        #""type":"ObjectEvent","action":"ADD","bizLocation":{"id":"MINE-A"},"quantityList":[{"epcClass":"A","quantity":60,"uom":"KGM"}]"#,
        #""type":"ObjectEvent","action":"ADD","bizLocation":{"id":"MINE-B"},"quantityList":[{"epcClass":"B","quantity":20,"uom":"KGM"}]"#,
        #""type":"TransformationEvent","inputQuantityList":[{"epcClass":"A","quantity":60,"uom":"KGM"},{"epcClass":"B","quantity":20,"uom":"KGM"}],"outputQuantityList":[{"epcClass":"C","quantity":78,"uom":"KGM"}]"#,
    ]

    @Test("Each row names the records of the events between a lot and its site, and they can be read back")
    func lineage() async throws {
        let bureau = try Bureau()
        // A file each, so that each event is a record of its own number.
        for (number, event) in Self.events.enumerated() {
            let head =
                #"{"eventID":"urn:e:\#(number)","eventTime":"2026-01-0\#(number + 1)T08:00:00Z","eventTimeZoneOffset":"+00:00","#
            try await bureau.take([("\(number).json", EventYear.document([head + event + "}"]))])
        }
        _ = try await bureau.assessor.assess()
        let records = try await bureau.seen(by: .local, "SELECT record_id FROM event ORDER BY time")
        let origins = try await bureau.seen(
            by: .local,
            "SELECT lot_id || ' ' || site_id || ' ' || share_ppm || ' ' || unknown_ppm || ' : ' || record_ids FROM lot_origin ORDER BY 1"
        )
        #expect(
            origins == [
                "A MINE-A 1000000 0 : \(records[0])", "B MINE-B 1000000 0 : \(records[1])",
                "C MINE-A 750000 0 : \(records[0]) \(records[2])", "C MINE-B 250000 0 : \(records[1]) \(records[2])",
            ]
        )
        let balances = try await bureau.seen(
            by: .local,
            "SELECT lot_id || ' ' || received_g || ' ' || given_g || ' ' || left_g || ' ' || lost_g || ' : ' || record_ids FROM lot_balance ORDER BY 1"
        )
        #expect(
            balances == [
                "A 60000 60000 0 1500 : \(records[0]) \(records[2])",
                "B 20000 20000 0 500 : \(records[1]) \(records[2])",
                "C 78000 0 78000 0 : \(records[2])",
            ]
        )
    }

    @Test("What is kept as rows is what a question is answered, for lots of the whole country")
    func same() async throws {
        let bureau = try Bureau()
        try await bureau.take(try Bureau.country.get().files)
        _ = try await bureau.assessor.assess()
        let service = TraceService(bureau.store)
        // The ones with the most sites behind them, and some with one.
        let lots = try await bureau.seen(
            by: .local,
            """
            SELECT lot_id FROM (SELECT lot_id FROM lot_origin GROUP BY lot_id ORDER BY COUNT(*) DESC, lot_id LIMIT 60)
            UNION SELECT lot_id FROM (SELECT lot_id FROM lot_origin GROUP BY lot_id HAVING COUNT(*) = 1 LIMIT 20)
            """
        )
        #expect(lots.count == 80)
        for lot in lots {
            let answer = try await service.answer(TraceRequest(lot), as: .local)
            let mix = try #require(answer.mix)
            #expect(mix.origins.reduce(mix.unknownPPM + mix.withheldPPM) { $0 + $1.sharePPM } == 1_000_000)
            let rows = try await bureau.store.read(as: .local) { db in
                try Row.fetchAll(
                    db,
                    sql: "SELECT site_id, share_ppm, record_ids FROM lot_origin WHERE lot_id = ?",
                    arguments: [lot]
                ).map { (site: $0[0] as String, share: $0[1] as Int, records: $0[2] as String) }
            }
            #expect(Set(rows.map(\.site)) == Set(mix.origins.map(\.site)), "\(lot)")
            for row in rows {
                let origin = try #require(mix.origins.first { $0.site == row.site })
                #expect(abs(origin.sharePPM - row.share) <= 1, "\(lot) \(row.site)")
                #expect(!row.records.isEmpty, "\(lot) \(row.site)")
            }
        }
    }

    @Test("A model of custody may go down on the way; one that goes up is found, whatever the order of arrival")
    func models() async throws {
        for isTurned in [false, true] {
            let bureau = try Bureau()
            func lot(_ id: String, _ model: String) -> String { "\(id),tin,100,MINE,\(model)\n" }
            let head = "id,mineral,mass_kg,site,custody_model\n"
            let files = [
                ("lot", head + lot("A", "mass_balance") + lot("B", "identity_preserved")),
                (
                    "lot",
                    head + lot("UP", "segregated") + lot("DOWN", "controlled_blending") + lot("SAME", "mass_balance")
                ),
                ("event", Self.turn("A", "UP")), ("event", Self.turn("B", "DOWN")), ("event", Self.turn("A", "SAME")),
            ]
            for (kind, text) in isTurned ? files.reversed() : files { try await bureau.take(kind: kind, text) }
            _ = try await bureau.assessor.assess()
            let found = try await bureau.seen(
                by: .local,
                "SELECT subject_id FROM finding WHERE rule_id = 'V9-custody-model-upgraded'"
            )
            #expect(found == ["UP"])
            let models = try await bureau.seen(
                by: .local,
                "SELECT lot_id || ' ' || model FROM lot_origin WHERE lot_id IN ('UP', 'DOWN', 'SAME') ORDER BY 1"
            )
            #expect(models == ["DOWN controlled_blending", "SAME mass_balance", "UP mass_balance"])
            let answer = try await TraceService(bureau.store).answer(TraceRequest("UP"), as: .local)
            let upgrade = try #require(answer.mix?.upgrades.first)
            #expect((upgrade.inputModel, upgrade.outputModel) == ("mass_balance", "segregated"))
        }
    }

    private static func turn(_ input: String, _ output: String) -> String {
        #"{"type":"TransformationEvent","eventID":"urn:t:\#(input)-\#(output)","eventTime":"2026-01-05T10:00:00Z","#
            + #""eventTimeZoneOffset":"+00:00","inputQuantityList":[{"epcClass":"\#(input)","quantity":40,"uom":"KGM"}],"#
            + #""outputQuantityList":[{"epcClass":"\#(output)","quantity":40,"uom":"KGM"}]}"#
    }
}
