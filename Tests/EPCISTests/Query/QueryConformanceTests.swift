import Foundation
import Testing

/// Makes the table of query parameters in docs/epcis.md from the queries that ``EventQueryTests`` asks.
@Suite("The table of query parameters")
struct QueryConformanceTests {
    static let table: String = {
        let rows = QueryFamily.all.map { family in
            let hits = family.queries.filter { !$0.finds.isEmpty }.count
            let misses = family.queries.count - hits
            let name = family.name.replacing("|", with: "\\|")
            let example = (family.queries.first?.parameters ?? "").replacing("|", with: "\\|")
            return "| \(name) | \(family.about) | `\(example)` | \(hits) | \(misses) |"
        }
        return """
            | parameters | what they ask for | one of the queries tried | that find | that find nothing |
            | --- | --- | --- | --- | --- |
            \(rows.joined(separator: "\n"))
            """
    }()

    @Test("docs/epcis.md has the table that the tests make")
    func document() throws {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let file = root.appendingPathComponent("docs/epcis.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let parts = text.components(separatedBy: "<!-- query parameters -->")
        try #require(parts.count == 3)
        if ProcessInfo.processInfo.environment["TOUCHSTONE_WRITE_TABLES"] == "1" {
            let made = [parts[0], "\n\(Self.table)\n", parts[2]].joined(separator: "<!-- query parameters -->")
            try made.write(to: file, atomically: true, encoding: .utf8)
        } else {
            #expect(
                parts[1] == "\n\(Self.table)\n",
                "TOUCHSTONE_WRITE_TABLES=1 swift test --filter Conformance writes it."
            )
        }
    }
}
