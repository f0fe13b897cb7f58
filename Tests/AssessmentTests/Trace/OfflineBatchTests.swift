import Assessment
import GRDB
import Store
import Testing

/// Phones that were offline for months send what they have, in any order and more than once.
@Suite("Offline batches")
struct OfflineBatchTests {
    @Test(
        "Shuffled, sent twice and months late: the same facts, findings and traces",
        arguments: 1...6 as ClosedRange<UInt64>
    )
    func batches(seed: UInt64) async throws {
        let year = EventYear(seed: seed, events: 90)
        let (onTime, late) = (try Bureau(), try Bureau())
        let sites = "id,kind,name\nPLANT-0,refinery,North\nPLANT-1,depot,South\n"
        for bureau in [onTime, late] { try await bureau.take(kind: "site", sites) }
        try await onTime.take([("all.json", EventYear.document(year.events))])
        _ = try await onTime.assessor.assess()

        var dice = EventYear.Dice(state: seed &+ 99)
        let again = year.events.filter { _ in dice.once(in: 4) }
        var rest = (year.events + again).shuffled(using: &dice)[...]
        let service = TraceService(late.store)
        var mark = 0
        while !rest.isEmpty {
            let batch = rest.prefix(Int.random(in: 1...25, using: &dice))
            mark += 1
            try await late.take([("batch.json", EventYear.document(batch, mark: mark))])
            rest = rest.dropFirst(batch.count)
            // Asked and assessed between: the graph and the derived facts grow with the store.
            if mark % 3 == 0 {
                _ = try? await service.answer(TraceRequest(year.lots[0], direction: .both), as: .local)
                _ = try await late.assessor.assess()
            }
        }
        _ = try await late.assessor.assess()

        for sql in Self.facts {
            let rows = try await onTime.seen(by: .local, sql)
            #expect(try await late.seen(by: .local, sql) == rows, "seed \(seed): \(sql)")
            #expect(!rows.isEmpty, "\(sql)")
        }
        #expect(try await onTime.findings() == late.findings(), "seed \(seed)")
        let first = TraceService(onTime.store)
        for lot in year.lots {
            let question = TraceRequest(lot, direction: .both)
            let expected = try? await first.answer(question, as: .local)
            let found = try? await service.answer(question, as: .local)
            #expect(Self.words(found) == Self.words(expected), "seed \(seed), \(lot)")
        }
    }

    @Test("An event that comes after the declaration that it was an error stays withdrawn, however often it comes")
    func withdrawn() async throws {
        let made = #""type":"ObjectEvent","action":"ADD","eventID":"urn:test:1","eventTime":"2026-01-01T08:00:00Z","#
        let rest =
            #""eventTimeZoneOffset":"+00:00","bizLocation":{"id":"MINE"},"quantityList":[{"epcClass":"BAG","quantity":5,"uom":"KGM"}]"#
        let error = #""errorDeclaration":{"declarationTime":"2026-02-01T00:00:00Z"},"#
        let event = "{" + made + rest + "}"
        for order in [[error, ""], ["", error], [error, "", ""], ["", error, ""], [error, "", error]] {
            let bureau = try Bureau()
            let service = TraceService(bureau.store)
            for (mark, declaration) in order.enumerated() {
                let text = declaration.isEmpty ? event : "{" + made + declaration + rest + "}"
                try await bureau.take([("one.json", EventYear.document([text], mark: mark))])
                _ = try? await service.answer(TraceRequest("BAG"), as: .local)
            }
            #expect(try await bureau.seen(by: .local, "SELECT id FROM event") == ["urn:test:1"], "\(order)")
            #expect(try await bureau.seen(by: .local, "SELECT lot_id FROM event_lot") == [], "\(order)")
            #expect(try await bureau.seen(by: .local, "SELECT id FROM lot") == [], "\(order)")
            #expect(try bureau.kept("SELECT COUNT(*) FROM record") == ["2"], "both are kept: \(order)")
            await #expect(throws: TraceRefusal.self) { try await service.answer(TraceRequest("BAG"), as: .local) }
        }
    }

    @Test("What puts an event right counts, whichever of the three comes first, and what was wrong is told")
    func corrected() async throws {
        func event(_ id: String, _ kilograms: Int, _ more: String = "") -> String {
            """
            {"type":"ObjectEvent","action":"ADD","eventID":"urn:test:\(id)","eventTime":"2026-01-01T08:00:00Z",\
            "eventTimeZoneOffset":"+00:00","bizLocation":{"id":"MINE"},\(more)\
            "quantityList":[{"epcClass":"BAG","quantity":\(kilograms),"uom":"KGM"}]}
            """
        }
        let error = """
            "errorDeclaration":{"declarationTime":"2026-02-01T00:00:00Z","reason":"incorrect_data",\
            "correctiveEventIDs":["urn:test:right"]},
            """
        let (wrong, declared, right) = (event("wrong", 50), event("wrong", 50, error), event("right", 5))
        let orders = [
            [wrong, declared, right], [wrong, right, declared], [declared, wrong, right], [declared, right, wrong],
            [right, wrong, declared], [right, declared, wrong], [wrong, right, wrong, declared, right, wrong],
        ]
        for (number, order) in orders.enumerated() {
            let bureau = try Bureau()
            for (mark, text) in order.enumerated() {
                try await bureau.take([("one.json", EventYear.document([text], mark: mark))])
            }
            func rows(_ sql: String) async throws -> [String] { try await bureau.seen(by: .local, sql) }
            #expect(try await rows("SELECT id || ' ' || mass_g FROM lot") == ["BAG 5000"], "\(number)")
            #expect(
                try await rows("SELECT event_id || ' ' || mass_g FROM event_lot") == ["urn:test:right 5000"],
                "\(number)"
            )
            #expect(
                try await rows("SELECT json_array(event_id, lot_id, reason, corrective_event_id) FROM event_error")
                    == [#"["urn:test:wrong","BAG","incorrect_data","urn:test:right"]"#],
                "\(number)"
            )
            #expect(try bureau.kept("SELECT COUNT(*) FROM record") == ["3"], "all are kept: \(number)")
        }
    }

    @Test("A lot's own record takes nothing from the other lots of the event that made it")
    func ownRecord() async throws {
        let event = """
            {"type":"ObjectEvent","action":"ADD","eventID":"urn:test:1","eventTime":"2026-01-01T08:00:00Z",\
            "eventTimeZoneOffset":"+00:00","bizLocation":{"id":"MINE"},\
            "quantityList":[{"epcClass":"BAG","quantity":5,"uom":"KGM"},{"epcClass":"SACK","quantity":7,"uom":"KGM"}]}
            """
        let files = [("event", event), ("lot", "id,mass_kg\nBAG,6\n")]
        for order in [files, files.reversed()] {
            let bureau = try Bureau()
            try await Self.take(order, into: bureau)
            let lots = try await bureau.seen(by: .local, "SELECT id || ' ' || mass_g FROM lot ORDER BY 1")
            #expect(lots == ["BAG 6000", "SACK 7000"], "\(order.map(\.0))")
        }
    }

    @Test("A lot's own record goes before what events say of it, whatever comes first and whenever it is asked for")
    func ownRecordAmongEvents() async throws {
        func event(_ id: String, _ kilograms: Int, at site: String) -> String {
            """
            {"type":"ObjectEvent","action":"ADD","eventID":"urn:test:\(id)","eventTime":"2026-01-01T08:00:00Z",\
            "eventTimeZoneOffset":"+00:00","bizLocation":{"id":"\(site)"},\
            "quantityList":[{"epcClass":"BAG","quantity":\(kilograms),"uom":"KGM"}]}
            """
        }
        let files = [
            ("event", event("1", 5, at: "MINE")), ("event", event("2", 7, at: "MINE")),
            ("lot", "id,mass_kg,custody_model\nBAG,6,mass_balance\n"),
        ]
        var states: Set<[String]> = []
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            for isAskedBetween in [false, true] {
                let bureau = try Bureau()
                let service = TraceService(bureau.store)
                for number in order {
                    try await Self.take([files[number]], into: bureau)
                    if isAskedBetween { _ = try? await service.answer(TraceRequest("BAG"), as: .local) }
                }
                var state = try await bureau.seen(
                    by: .local,
                    "SELECT json_array(id, mass_g, custody_model) FROM lot"
                )
                let mix = try await service.answer(TraceRequest("BAG"), as: .local).mix
                state.append(try #require(mix).model ?? "none")
                states.insert(state)
            }
        }
        #expect(states == [[#"["BAG",6000,"mass_balance"]"#, "mass_balance"]])
    }

    private static func take(_ files: [(kind: String, text: String)], into bureau: Bureau) async throws {
        for (number, file) in files.enumerated() {
            if file.kind == "event" {
                try await bureau.take([("one.json", EventYear.document([file.text], mark: number))])
            } else {
                try await bureau.take(kind: file.kind, file.text)
            }
        }
    }

    /// Everything but the numbers of records, which say in what order they came.
    private static let facts = [
        """
        SELECT json_array(lot_id, site_id, share_ppm, least_ppm, most_ppm, unknown_ppm, model, is_estimated)
        FROM lot_origin ORDER BY 1
        """,
        """
        SELECT json_array(lot_id, received_g, given_g, left_g, lost_g, lost_metal_g, is_complete, last_time)
        FROM lot_balance ORDER BY 1
        """,
        """
        SELECT json_array(lot_id, kind, number, other_id, time, expected, found, other_time, word, process, site)
        FROM lot_break ORDER BY 1
        """,
        """
        SELECT json_array(unit_kind, unit_id, mineral, month, in_g, out_g, beyond_g, sigma_g, cumulated_g, runs)
        FROM material_balance ORDER BY 1
        """,
    ]

    private static func words(_ answer: TraceAnswer?) -> Set<String> {
        guard let answer else { return ["none"] }
        var words: Set<String> = []
        for trace in [answer.upstream, answer.downstream].compactMap({ $0 }) {
            for lot in trace.lots { words.insert("lot \(lot.id) \(lot.depth)") }
            for flow in trace.flows {
                let event = trace.events[flow.event]
                let ends = "\(trace.lots[flow.from].id) \(trace.lots[flow.to].id)"
                words.insert("flow \(ends) \(flow.grams ?? -1) \(event.id) \(event.time)")
            }
            for cycle in trace.cycles { words.insert("cycle \(cycle)") }
        }
        for origin in answer.mix?.origins ?? [] {
            words.insert("origin \(origin.site) \(origin.sharePPM) \(origin.leastPPM) \(origin.mostPPM) \(origin.lots)")
        }
        words.insert("unknown \(answer.mix?.unknownPPM ?? -1) \(answer.mix?.model ?? "")")
        return words
    }
}
