import Foundation
import Intake
import Store
import Testing

@Suite("Tables")
struct TableTests {
    static let header =
        "id,direction,date,hs_code,description,origin,partner,net_mass_kg,value,currency,duty,grade_percent,lots"

    static func line(_ changed: [String: String] = [:]) -> String {
        let standard = [
            "id": "D1", "direction": "export", "date": "2026-03-09", "hs_code": "2609.00", "description": "ore",
            "origin": "CD", "partner": "ARE", "net_mass_kg": "12.5", "value": "1000.25", "currency": "USD", "duty": "",
            "grade_percent": "65.5", "lots": "L1; L2",
        ]
        return header.split(separator: ",").map { name in
            changed[String(name)] ?? standard[String(name)] ?? ""
        }.joined(separator: ",")
    }

    @Test("Each field is kept in its own form and unit, whatever ends the lines", arguments: ["\n", "\r\n", "\r"])
    func fields(end: String) async throws {
        let desk = try Desk()
        let text =
            "\u{FEFF}"
            + [Self.header, Self.line(), Self.line(["id": "D2", "origin": "rd congo"])]
            .joined(separator: end) + end
        let progress = try await desk.take(text)
        #expect(progress.state == .complete)
        #expect(progress.kind == "declaration")
        #expect(progress.counts.accepted == 2)
        #expect(
            try desk.rows("SELECT * FROM declaration WHERE id = 'D1'").first?.suffix(18)
                == [
                    "D1", "export", "2026-03-09", "260900", "ore", "CD", "AE", "-", "-", "-", "-", "12500", "100025",
                    "USD", "-",
                    "655000", "L1 L2", "-",
                ]
        )
        #expect(try desk.rows("SELECT line FROM record ORDER BY id") == [["2"], ["3"]])
        #expect(try desk.rows("SELECT origin FROM declaration WHERE id = 'D2'") == [["CD"]])
    }

    @Test(
        "A bad field puts its record aside, with code, column and line, and no other record",
        arguments: [
            ("net_mass_kg", "-5", "negative-number"), ("net_mass_kg", "NaN", "bad-number"),
            ("net_mass_kg", "", "missing-value"),
            ("net_mass_kg", "1e400", "out-of-range"), ("net_mass_kg", "999999999999999999999999999999", "out-of-range"),
            ("net_mass_kg", "0x10", "bad-number"), ("value", "-1", "negative-number"),
            ("value", "1.005", "out-of-range"),
            ("currency", "dollars", "bad-code"), ("date", "2026-02-30", "bad-date"), ("date", "2026-03", "bad-date"),
            ("date", "0000-01-01", "bad-date"), ("date", "03/04/2026", "bad-date"),
            ("direction", "sideways", "unknown-word"),
            ("hs_code", "26", "bad-code"), ("hs_code", "7709000", "bad-code"), ("origin", "Atlantis", "bad-code"),
            ("grade_percent", "250", "out-of-range"), ("description", "a\u{1}b", "control-character"),
            ("id", "", "missing-value"),
        ]
    )
    func faults(column: String, text: String, code: String) async throws {
        let desk = try Desk()
        let content = [
            Self.header, Self.line(["id": "A"]),
            Self.line(["id": "X"].merging([column: text]) { $1 }), Self.line(["id": "B"]),
        ].joined(separator: "\r\n")
        let progress = try await desk.take(content, kind: "declaration")
        #expect(progress.counts.accepted == 2)
        let path = column == "currency" ? ["value", "currency"] : [column]
        let found = try desk.quarantine()
        #expect(found.count == 1)
        #expect(found.first?[0] == code)
        #expect(path.contains(found.first?[1] ?? ""))
        #expect(found.first?[2] == "3")
        let texts = try desk.rows("SELECT found, expected, advice, excerpt FROM quarantine").first ?? []
        #expect(texts[0] != "" && texts[1] != "" && texts[2] == "quarantine.advice.\(code)")
    }

    @Test("A payment below zero is a refund, and is kept with its sign")
    func refunds() async throws {
        let desk = try Desk()
        let header = "id,date,payer,payee,amount,currency\n"
        let lines = ["P1,2026-03-09,A,B,-12.34,USD", "P2,2026-03-09,A,B,-5,USD", "P3,2026-03-09,A,B,0,USD"]
        let progress = try await desk.take(header + lines.joined(separator: "\n"), kind: "payment")
        #expect(progress.counts.accepted == 3)
        #expect(
            try desk.rows("SELECT id, payer, payee, amount_minor FROM payment ORDER BY id")
                == [["P1", "A", "B", "-1234"], ["P2", "A", "B", "-500"], ["P3", "A", "B", "0"]]
        )
        _ = try await desk.take(header + "P4,2026-03-09,A,B,(5),USD\nP5,2026-03-09,A,B,-1.005,USD\n", kind: "payment")
        #expect(try desk.quarantine() == [["bad-number", "amount", "2"], ["out-of-range", "amount", "3"]])
    }

    @Test("A map that rounds amounts keeps the sign of a payment")
    func roundedRefunds() async throws {
        let desk = try Desk(
            maps: [
                "bank": """
                kind: payment
                fields:
                  id: n
                  date: d
                  payer: a
                  payee: b
                  amount: { column: m, unit: rounded }
                  currency: { constant: USD }
                """
            ]
        )
        _ = try await desk.take("n,d,a,b,m\nP1,2026-03-09,A,B,-1.005\nP2,2026-03-09,A,B,-1.0151\n", map: "bank")
        #expect(try desk.rows("SELECT amount_minor FROM payment ORDER BY id") == [["-100"], ["-102"]])
    }

    @Test("A spreadsheet formula is text and stays text")
    func formulas() async throws {
        let desk = try Desk()
        _ = try await desk.take(
            Self.header + "\n" + Self.line(["description": "\"=HYPERLINK(\"\"http://x\"\")\""]),
            kind: "declaration"
        )
        #expect(try desk.rows("SELECT description FROM declaration") == [["=HYPERLINK(\"http://x\")"]])
    }

    @Test(
        "A file that is no table of that kind is kept whole, with the reason",
        arguments: [
            ("", "empty-file"), ("\n \n", "empty-file"), ("a,b\n1,2\n", "missing-columns"),
            (header + ",id\n" + line() + ",x\n", "duplicate-column"), ("PK\u{3}\u{4}xx", "not-text"),
            (header + "\n", "no-records"),
        ]
    )
    func wholeFiles(content: String, code: String) async throws {
        let desk = try Desk()
        let progress = try await desk.take(content, kind: "declaration")
        #expect(progress.state == .refused)
        #expect(progress.refusal?.code.rawValue == code)
        #expect(
            try desk.rows("SELECT code, position, length FROM quarantine") == [[code, "0", "\(content.utf8.count)"]]
        )
        let received = try FileManager.default.subpathsOfDirectory(
            atPath: desk.store.folder.appendingPathComponent("received").path
        )
        #expect(received.contains { $0.utf8.count >= 64 })
    }

    @Test("UTF-16 is told from UTF-8 and from noise")
    func wideText() async throws {
        let desk = try Desk()
        let text = Self.header + "\n" + Self.line()
        let bytes: [UInt8] = text.utf16.reduce(into: [0xFF, 0xFE]) { $0 += [UInt8($1 & 0xFF), UInt8($1 >> 8)] }
        #expect(try await desk.take(bytes, kind: "declaration").refusal?.code == .notUTF8)
        let bare: [UInt8] = text.utf16.reduce(into: []) { $0 += [UInt8($1 >> 8), UInt8($1 & 0xFF)] }
        #expect(try await desk.take(bare, kind: "declaration").refusal?.code == .notUTF8)
    }

    @Test("The same record again is a duplicate; other bytes under its identifier are a correction")
    func corrections() async throws {
        let desk = try Desk()
        _ = try await desk.take(Self.header + "\n" + Self.line())
        let again = try await desk.take(Self.header + "\n" + Self.line() + "\n")
        #expect(again.counts.duplicates == 1 && again.counts.accepted == 0)
        let other = try await desk.take(Self.header + "\n" + Self.line(["value": "7"]))
        #expect(other.counts.corrections == 1 && other.counts.accepted == 1)
        #expect(try desk.rows("SELECT value_minor FROM declaration WHERE superseded_by IS NULL") == [["700"]])
        #expect(try desk.rows("SELECT count(*) FROM declaration") == [["2"]])
        #expect(try await desk.take(Self.header + "\n" + Self.line()).state == .alreadyKnown)
    }

    @Test("A line that is too long costs itself alone")
    func longLine() async throws {
        let desk = try Desk()
        var bytes = Array((Self.header + "\n" + Self.line(["id": "A"]) + "\nX,").utf8)
        bytes += [UInt8](repeating: UInt8(ascii: "x"), count: 20 << 20)
        bytes += Array((",,\n" + Self.line(["id": "B"]) + "\n").utf8)
        let progress = try await desk.take(bytes, kind: "declaration")
        #expect(progress.counts.accepted == 2)
        #expect(try desk.quarantine() == [["too-long", "", "3"]])
        #expect(try desk.rows("SELECT line FROM record ORDER BY id") == [["2"], ["4"]])
    }

    @Test("A corrected record goes in under the header of its file and closes its quarantine")
    func resubmission() async throws {
        let desk = try Desk()
        _ = try await desk.take(Self.header + "\n" + Self.line(["date": "tomorrow"]), kind: "declaration")
        let service = IntakeService(desk.importer)
        let still = try await service.resubmit(quarantineID: 1, bytes: Array(Self.line(["date": "soon"]).utf8))
        #expect(still.counts.accepted == 0)
        #expect(try desk.rows("SELECT state FROM quarantine WHERE id = 1") == [["open"]])
        let progress = try await service.resubmit(quarantineID: 1, bytes: Array(Self.line().utf8))
        #expect(progress.counts.accepted == 1)
        #expect(try desk.rows("SELECT state FROM quarantine WHERE id = 1") == [["resolved"]])
        #expect(try desk.rows("SELECT date FROM declaration") == [["2026-03-09"]])
    }
}
