import Formats

/// The reports of a quarter, counted: sums alone, of one table each, so that nothing in it speaks of one report.
///
/// It is kept sealed until it is published with small numbers suppressed, and is then forgotten.
public struct ReportTally: Sendable, Hashable {
    /// How many reports are counted in each of the tables.
    public package(set) var counted = 0
    /// The tables: how many reports each row has.
    ///
    /// Rows without any are absent. The row of no region is the empty text.
    public package(set) var tables: [CountTable: [String: Int]] = [:]
    /// How many were withdrawn by those who made them: nothing else is counted of these.
    public package(set) var withdrawn = 0
    /// How many were no report: empty, a trial, or a flood of the same.
    public package(set) var setAside = 0
    /// Whether something that was counted could not be opened any more, so that the sums are too low.
    public package(set) var isIncomplete = false

    /// Nothing counted.
    public init() {}

    /// Counts a report.
    ///
    /// - Parameter facts: Its row in each table.
    public mutating func count(_ facts: [CountTable: String]) {
        counted += 1
        for table in CountTable.allCases { tables[table, default: [:]][facts[table] ?? "", default: 0] += 1 }
    }

    /// How many reports stand in a row.
    public func count(_ table: CountTable, _ row: String) -> Int { tables[table]?[row] ?? 0 }

    /// Adds what another one counts.
    public mutating func add(_ other: ReportTally) {
        counted += other.counted
        for (table, rows) in other.tables { tables[table, default: [:]].merge(rows, uniquingKeysWith: +) }
        withdrawn += other.withdrawn
        setAside += other.setAside
        isIncomplete = isIncomplete || other.isIncomplete
    }

    /// Those of its groups that are kept.
    ///
    /// That something was lost is told once and not carried on.
    public func kept(counted keepsCounted: Bool, _ keepsWithdrawn: Bool, _ keepsSetAside: Bool) -> ReportTally {
        var kept = ReportTally()
        if keepsCounted { (kept.counted, kept.tables) = (counted, tables) }
        if keepsWithdrawn { kept.withdrawn = withdrawn }
        if keepsSetAside { kept.setAside = setAside }
        return kept
    }

    // MARK: Bytes

    /// The length to a multiple of which the bytes are filled up, so that it tells nothing.
    private static let block = 4096

    /// The bytes that are sealed.
    var bytes: [UInt8] {
        let rows = CountTable.allCases.map { table in
            JSONNode.Member(
                table.rawValue,
                .object((tables[table] ?? [:]).sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
            )
        }
        let node = JSONNode.object([
            .init("counted", .integer(counted)), .init("tables", .object(rows)),
            .init("withdrawn", .integer(withdrawn)), .init("set_aside", .integer(setAside)),
            .init("incomplete", .bool(isIncomplete)),
        ])
        let text = node.bytes()
        return text + [UInt8](repeating: UInt8(ascii: " "), count: Self.block - text.count % Self.block)
    }

    /// Reads what was sealed; nil if it is none.
    init?(parsing bytes: [UInt8]) {
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers),
            let counted = Self.number(node["counted"]), let withdrawn = Self.number(node["withdrawn"]),
            let setAside = Self.number(node["set_aside"]), let tables = node["tables"]
        else { return nil }
        (self.counted, self.withdrawn, self.setAside) = (counted, withdrawn, setAside)
        isIncomplete = node["incomplete"] == .bool(true)
        for table in CountTable.allCases {
            for row in tables[table.rawValue]?.members ?? [] {
                guard let count = Self.number(row.value) else { return nil }
                self.tables[table, default: [:]][row.name] = count
            }
        }
    }

    private static func number(_ node: JSONNode?) -> Int? {
        node?.numberText.flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
}
