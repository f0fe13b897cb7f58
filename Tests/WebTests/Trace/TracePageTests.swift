import Testing
import Vocabulary
import Web

/// What pages and the data interface say of where lots come from.
@Suite("Lots on the site")
struct TracePageTests {
    /// Two lots of the sample site, one blended out of them, and a record of each that only those who sign in see.
    private static let blend = """
        INSERT INTO record (id, receipt_id, position, length, line, sha256, kind)
            SELECT 10, 1, 0, 1, 1, x'01', kind FROM record WHERE id = 6;
        INSERT INTO record (id, receipt_id, position, length, line, sha256, kind)
            VALUES (11, 1, 0, 1, 1, x'02', \(FactSchema.baseTables.firstIndex { $0.name == "event" } ?? 0));
        INSERT INTO lot (id, mineral, mass_g, site, made, record_id, marking, owner)
            VALUES ('blend', 'tin', 600000, NULL, '2026-02-03T00:00:00Z', 10, 1, 1);
        INSERT INTO event (id, kind, time, step, location, record_id, marking, owner)
            VALUES ('e1', 'transformation', '2026-02-03T00:00:00.000Z', 'commissioning', 's/1', 11, 1, 1);
        INSERT INTO event_lot (event_id, lot_id, role, mass_g, record_id, marking, owner) VALUES
            ('e1', 'lot%1', 'used', 450000, 11, 1, 1), ('e1', 'other', 'used', 150000, 11, 1, 1),
            ('e1', 'blend', 'made', 600000, 11, 1, 1);
        """

    @Test("The page of a lot has shares, a picture with its table, and a code; what is not known is said")
    func lot() async throws {
        let site = try await TestSite.make()
        try await site.execute(Self.blend)
        let page = try await site.get("/en/lots/blend").text
        #expect(page.contains("75\u{A0}%") && page.contains("25\u{A0}%"))
        #expect(page.contains("No site on file") && page.contains("not physical origin"))
        #expect(page.contains("flow-picture") && page.contains("/en/lots/lot%251"))
        #expect(page.contains("http://127.0.0.1:8080/en/lots/blend"))
        // A lot that only an event names has no page, so nothing leads there.
        #expect(!page.contains("/en/lots/other"))
        #expect(!page.contains(SampleRows.hostile))
        for language in Language.allCases {
            let text = try await site.get("/\(language.rawValue)/lots/blend").text
            #expect(text.firstMatch(of: /[> ](origin|trace|qr|flow|months)\.[a-z_]+/) == nil, "\(language)")
        }
    }

    @Test("The code opens the configured name, whatever name the visitor used")
    func code() async throws {
        var gate = GateSettings()
        gate.names = ["mines.example"]
        let site = try await TestSite.make(gate: gate)
        #expect(try await site.get("/fr/lots/lot%251").text.contains("http://mines.example/fr/lots/lot%251"))
    }

    @Test("The trace as data: direction, limits, and refusals that say what is wrong")
    func interface() async throws {
        let site = try await TestSite.make()
        try await site.execute(Self.blend)
        let up = try await site.get("/api/v1/trace/blend")
        #expect(up.status == 200)
        #expect(up.text.contains(#""share_ppm":750000"#) && up.text.contains(#""unknown_ppm":250000"#))
        let down = try await site.get("/api/v1/trace/lot%251?direction=downstream").text
        #expect(down.contains(#""origin":null"#) && down.contains(#""to":"blend","mass_g":450000"#))
        for query in ["direction=sideways", "depth=-1", "depth=x", "from=yesterday", "as_of=1"] {
            #expect(try await site.get("/api/v1/trace/blend?\(query)").status == 400, "\(query)")
        }
        #expect(try await site.get("/api/v1/trace/none").status == 404)
        let visitor = try await TestSite.make(mode: .signIn)
        #expect(try await visitor.get("/api/v1/trace/lot%251").status >= 400)
    }

    @Test("Sites and parties show tonnage by month")
    func months() async throws {
        let site = try await TestSite.make()
        #expect(try await site.get("/en/sites/s%2F1").text.contains("id=\"months\""))
        #expect(try await !site.get("/en/parties/p%3A1").text.contains("id=\"months\""))
        try await site.execute(Self.blend + "UPDATE event SET destination_party = 'p:1';")
        let party = try await site.get("/en/parties/p%3A1").text
        #expect(party.contains("id=\"months\"") && party.contains("600\u{A0}kg"))
        // What is sent and then received changes hands once; what a party moves between its own places, never.
        let kind = FactSchema.baseTables.firstIndex { $0.name == "event" } ?? 0
        var sql = ""
        for (number, step, giver) in [(30, "shipping", "p:9"), (31, "receiving", "p:9"), (32, "shipping", "p:1")] {
            sql += """
                INSERT INTO record (id, receipt_id, position, length, line, sha256, kind)
                    VALUES (\(number), 1, 0, 1, 1, x'04', \(kind));
                INSERT INTO event (id, kind, time, step, source_party, destination_party, record_id, marking, owner) VALUES
                    ('e\(number)', 'object', '2026-02-\(number - 20)T00:00:00.000Z', '\(step)', '\(giver)', 'p:1', \(number), 1, 1);
                INSERT INTO event_lot (event_id, lot_id, role, mass_g, record_id, marking, owner)
                    VALUES ('e\(number)', 'blend', 'observed', 600000, \(number), 1, 1);
                """
        }
        try await site.execute(sql)
        let later = try await site.get("/en/parties/p%3A1").text
        #expect(later.contains("1.2\u{A0}t") && !later.contains("1.8\u{A0}t") && !later.contains("2.4\u{A0}t"))
    }

    @Test("Public tonnage counts public lots with a tag, and shows neither small figures nor one person's mine")
    func tonnage() async throws {
        let site = try await TestSite.make(mode: .signIn)
        #expect(try await site.get("/en/tonnage").text.contains("class=\"empty\""))
        let kind = FactSchema.baseTables.firstIndex { $0.name == "lot" } ?? 0
        var sql = "UPDATE site SET marking = 0, name = 'Alpha';"
        for number in 20..<24 {
            sql += """
                INSERT INTO record (id, receipt_id, position, length, line, sha256, kind)
                    VALUES (\(number), 1, 0, 1, 1, x'03', \(kind));
                INSERT INTO lot (id, mineral, mass_g, site, tag, made, record_id, marking, owner) VALUES ('t\(number)', 'tin',
                    50000, 's/1', 'T', '\(number < 23 ? 2025 : 2024)-03-01T00:00:00Z', \(number), 0, 1);
                """
        }
        try await site.execute(sql)
        let items = try await site.get("/api/v1/tonnage").text
        #expect(items.contains(#""year":"2025","mineral":"tin","lots":3,"mass_g":150000"#))
        #expect(items.contains(#""year":"2024","mineral":"tin","lots":null,"mass_g":null"#))
        #expect(try await site.get("/en/tonnage").text.contains("fewer than 3"))
        #expect(try await site.get("/pt/tonnage").text.contains("estanho"))
        #expect(try await site.get("/api/v1/tonnage.csv").text.contains("s/1,Alpha,2024,tin,,\r\n"))
        try await site.execute("UPDATE party SET kind = 'person';")
        #expect(try await !site.get("/api/v1/tonnage").text.contains("150000"))
    }
}
