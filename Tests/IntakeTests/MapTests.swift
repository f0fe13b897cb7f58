import Foundation
import Intake
import Store
import Testing

@Suite("Maps")
struct MapTests {
    @Test("The worked example of docs/import.md does what it says")
    func workedExample() async throws {
        let document = try String(contentsOf: Desk.root.appendingPathComponent("docs/import.md"), encoding: .utf8)
        let blocks = document.components(separatedBy: "```")
        let file = try #require(blocks.first { $0.hasPrefix("csv\n") }?.dropFirst(4))
        let map = try #require(blocks.first { $0.hasPrefix("yaml\n") }?.dropFirst(5))
        let desk = try Desk(maps: ["example": String(map)])
        let progress = try await desk.take(String(file), map: "example")
        #expect(progress.counts.accepted == 2)
        #expect(progress.counts.quarantined == 1)
        #expect(
            try desk.rows(
                "SELECT id, activity, status, status_text, granted, area_m2, minerals, country FROM licence ORDER BY id"
            )
                == [
                    ["moz:1001", "mine", "active", "Em vigor", "2019-04-03", "1250000", "gold", "MZ"],
                    ["moz:1002", "explore", "applied", "Pedido", "-", "400000", "tin gold", "MZ"],
                ]
        )
        #expect(try desk.quarantine() == [["unknown-word", "status", "4"]])
    }

    @Test("Every map of the project can be read")
    func shipped() throws {
        let maps = try ColumnMapFile.load(folder: Desk.root.appendingPathComponent("Content/maps"))
        #expect(maps.count >= 8)
        for (name, map) in maps {
            #expect(!map.title.isEmpty && !map.source.isEmpty, "\(name)")
        }
    }

    private static let sites = """
        kind: site
        fields:
          id: { column: code, prefix: "s:", shared: ["7"] }
          kind: { constant: mine }
          name: name
          minerals: { columns: [m1, m2] }
          visited: { column: month, suffix: "-01" }
        """

    @Test("Things that share a code stay apart; columns are joined; suffixes are added")
    func sources() async throws {
        let desk = try Desk(maps: ["sites": Self.sites])
        let text = "code,name,m1,m2,month\n7,A,Or,Cassitérite,2020-05\n7,B,,Or,\n8,C,,,\n7,A,Or,Cassitérite,2020-05\n"
        let progress = try await desk.take(text, map: "sites")
        #expect(progress.counts.accepted == 3)
        #expect(progress.counts.duplicates == 1)
        let rows = try desk.rows("SELECT id, name, minerals, visited FROM site ORDER BY name")
        #expect(
            rows.map { Array($0.dropFirst()) } == [
                ["A", "gold tin", "2020-05-01"], ["B", "gold", "-"], ["C", "-", "-"],
            ]
        )
        #expect(rows[0][0].hasPrefix("s:7-") && rows[1][0].hasPrefix("s:7-") && rows[2][0] == "s:8")
        #expect(rows[0][0] != rows[1][0])
    }

    @Test("One row of a file can give several rows, one for each column that says something")
    func severalRows() async throws {
        let desk = try Desk(
            maps: [
                "prices": """
                kind: price
                fields:
                  date: { column: month, suffix: "-01" }
                  currency: { constant: USD }
                rows:
                  - needs: tin
                    id: { column: month, prefix: "tin:" }
                    mineral: { constant: tin }
                    amount: tin
                    per: { constant: t }
                  - needs: gold
                    id: { column: month, prefix: "gold:" }
                    mineral: { constant: gold }
                    amount: gold
                    per: { constant: toz }
                """
            ]
        )
        _ = try await desk.take("month,tin,gold\n2020-01,17000,1560.5\n2020-02,,1597\n", map: "prices")
        #expect(
            try desk.rows("SELECT id, date, amount_minor, per_ng, basis FROM price ORDER BY id")
                == [
                    ["gold:2020-01", "2020-01-01", "156050", "31103476800", "element"],
                    ["gold:2020-02", "2020-02-01", "159700", "31103476800", "element"],
                    ["tin:2020-01", "2020-01-01", "1700000", "1000000000000000", "element"],
                ]
        )
    }

    @Test(
        "A map that cannot be right is refused with its line",
        arguments: [
            ("kind: dragon\n", "bad.yaml:1"), ("kind: site\nfields:\n  wings: w\n", "bad.yaml:3"),
            ("kind: site\ncolour: red\n", "bad.yaml:2"),
            ("kind: site\nfields:\n  id: { column: a, constant: b }\n", "bad.yaml:3"),
            ("kind: site\nfields:\n  id: a\n", "bad.yaml:1"),
            ("[1", "bad.yaml"), ("", "bad.yaml:1"),
        ]
    )
    func badMaps(text: String, place: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("maps-\(UUID().uuidString)/bad.yaml")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        do {
            _ = try ColumnMapFile.load(file: file)
            Issue.record("the map was taken")
        } catch {
            #expect(error.code == .badMap)
            #expect(error.message.contains(place), "\(error.message)")
        }
    }
}
