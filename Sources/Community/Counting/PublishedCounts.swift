import Formats
import Remedy
public import Store
public import Vocabulary

/// The counts of reports that are told of a quarter, and the rule by which they are made.
///
/// Reports stand in three groups that no sum joins: those that are counted in the tables, those that were withdrawn, and
/// those that were no report. A group is told only where it is at least as large as the threshold; otherwise it waits,
/// sealed, for the next quarter. Each table of a group that is told has one dimension and the same total, and is a
/// `PublicTable` in which nought is hidden like any other small count: nothing says that something is there.
public struct PublishedCounts: Sendable {
    /// The least number of reports that a count may speak of.
    public static let threshold = 10

    /// What is told of one group.
    public struct Group: Sendable, Hashable {
        /// The first day of the quarters that it speaks of.
        public let from: CalendarDay
        /// How many; nil where they are fewer than the threshold or none, and are told with a later quarter.
        public let count: Int?
    }

    /// One table.
    public struct Table: Sendable, Hashable {
        /// Which.
        public let table: CountTable
        /// The rows, in an order that no count changes; the count is nil where it is not told.
        public let rows: [Row]
    }

    /// One row of a table.
    public struct Row: Sendable, Hashable {
        /// The word, or the name of a region; empty for no region.
        public let name: String
        /// How many; nil where it is not told.
        public let count: Int?
    }

    /// The quarter with which it was published.
    public let quarter: CalendarQuarter
    /// The least number that a count speaks of.
    public let threshold: Int
    /// Those that are counted in the tables.
    public let counted: Group
    /// Those that were withdrawn.
    public let withdrawn: Group
    /// Those that were no report.
    public let setAside: Group
    /// The tables; empty where ``counted`` is not told.
    public let tables: [Table]
    /// Whether something that was counted was lost, so that the sums are too low.
    public let isIncomplete: Bool

    /// What is told of a quarter, and what is carried over because it is too little.
    ///
    /// - Parameters:
    ///   - tally: The sums of the quarter and those carried over.
    ///   - regions: The regions; what was counted in another one stands with those of none.
    ///   - earlier: What was told before, the newest last.
    public static func make(
        _ quarter: CalendarQuarter,
        _ tally: ReportTally,
        regions: [String],
        after earlier: PublishedCounts?
    ) -> (told: PublishedCounts, carried: ReportTally) {
        func group(_ count: Int, _ before: Group?) -> Group {
            let from = before.flatMap { $0.count == nil ? $0.from : nil } ?? quarter.firstDay
            return Group(from: from, count: count >= threshold ? count : nil)
        }
        let counted = group(tally.counted, earlier?.counted)
        let (withdrawn, setAside) = (
            group(tally.withdrawn, earlier?.withdrawn), group(tally.setAside, earlier?.setAside)
        )
        let carried = tally.kept(counted: counted.count == nil, withdrawn.count == nil, setAside.count == nil)
        let told = PublishedCounts(
            quarter: quarter,
            threshold: threshold,
            counted: counted,
            withdrawn: withdrawn,
            setAside: setAside,
            tables: counted.count == nil ? [] : CountTable.allCases.compactMap { table($0, tally, regions) },
            isIncomplete: tally.isIncomplete
        )
        return (told, carried)
    }

    /// A table; nil where there is nothing to tell apart.
    private static func table(_ table: CountTable, _ tally: ReportTally, _ regions: [String]) -> Table? {
        let names = table.rows ?? regions + [""]
        guard names.count > 1 else { return nil }
        var counts = names.map { tally.count(table, $0) }
        // What stands in no row, such as a region that is none any more, goes with the last: nobody said.
        counts[counts.count - 1] += tally.counted - counts.reduce(0, +)
        let shown = PublicTable(
            zip(names, counts).map { (name: $0, count: $1) },
            threshold: threshold,
            nought: .hidden
        )
        let rows = shown.rows.map { row in
            switch row.cell {
            case .count(let count): Row(name: row.name, count: count)
            case .suppressed: Row(name: row.name, count: nil)
            }
        }
        return Table(table: table, rows: rows)
    }
}

/// Publishes what is due.
public struct CountsOffice: Sendable {
    private let store: FactStore

    /// Opens the office over a store.
    public init(_ store: FactStore) { self.store = store }

    /// Publishes the quarters whose time has come, each once.
    ///
    /// - Returns: How many.
    public func publishDue() async throws -> Int {
        try await store.publishReportCounts { quarter, tally, regions, earlier in
            let before = earlier.last.flatMap { PublishedCounts(parsing: $0.bytes) }
            let made = PublishedCounts.make(quarter, tally, regions: regions, after: before)
            return (made.told.bytes, made.carried)
        }
    }

    /// What was published, the newest first.
    public func published() async throws -> [(counts: PublishedCounts, madeOn: CalendarDay)] {
        try await store.reportPublications().reversed().compactMap { one in
            PublishedCounts(parsing: one.bytes).map { ($0, one.madeOn) }
        }
    }
}
