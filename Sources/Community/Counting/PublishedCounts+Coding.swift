public import Formats
import Store
import Vocabulary

extension PublishedCounts {
    /// What is published: canonical JSON (RFC 8785).
    ///
    ///     {"counted":{"count":42,"from":"2026-01-01"},"incomplete":false,"no_report":{…},"quarter":"2026-Q1",
    ///      "tables":[{"rows":[{"count":null,"name":"violence"},…],"table":"kind"},…],"threshold":10,"version":1,
    ///      "withdrawn":{…}}
    public var bytes: [UInt8] { (try? JSONCanonical.bytes(of: json, numbers: .safeIntegers)) ?? [] }

    /// The same as a tree.
    public var json: JSONNode {
        func json(_ count: Int?) -> JSONNode { count.map { .integer($0) } ?? .null }
        func json(_ group: Group) -> JSONNode {
            .object([.init("count", json(group.count)), .init("from", .string(group.from.text))])
        }
        let tables = tables.map { table in
            let rows = table.rows.map {
                JSONNode.object([.init("count", json($0.count)), .init("name", .string($0.name))])
            }
            return JSONNode.object([.init("rows", .array(rows)), .init("table", .string(table.table.rawValue))])
        }
        return .object([
            .init("counted", json(counted)), .init("incomplete", .bool(isIncomplete)),
            .init("no_report", json(setAside)),
            .init("quarter", .string(quarter.text)), .init("tables", .array(tables)),
            .init("threshold", .integer(threshold)), .init("version", .integer(1)), .init("withdrawn", json(withdrawn)),
        ])
    }

    /// Reads what was published; nil if it is none.
    public init?(parsing bytes: [UInt8]) {
        func number(_ node: JSONNode?) -> Int? { node?.numberText.flatMap { Int($0) } }
        func group(_ node: JSONNode?) -> Group? {
            node?["from"]?.string.flatMap { CalendarDay($0) }.map { Group(from: $0, count: number(node?["count"])) }
        }
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers), number(node["version"]) == 1,
            let quarter = node["quarter"]?.string.flatMap({ CalendarQuarter($0) }),
            let threshold = number(node["threshold"]), let counted = group(node["counted"]),
            let withdrawn = group(node["withdrawn"]), let setAside = group(node["no_report"]),
            let tables = node["tables"]?.elements
        else { return nil }
        self.init(
            quarter: quarter,
            threshold: threshold,
            counted: counted,
            withdrawn: withdrawn,
            setAside: setAside,
            tables: tables.compactMap { table in
                guard let word = table["table"]?.string.flatMap(CountTable.init(rawValue:)) else { return nil }
                let rows = (table["rows"]?.elements ?? []).compactMap { row in
                    row["name"]?.string.map { Row(name: $0, count: number(row["count"])) }
                }
                return Table(table: word, rows: rows)
            },
            isIncomplete: node["incomplete"] == .bool(true)
        )
    }
}
