import Remedy
import Testing

@Suite("Public statistics")
struct PublicTableTests {
    private static func cells(_ counts: [Int], _ threshold: Int) -> ([PublicTable.Cell], PublicTable.Cell) {
        let table = PublicTable(counts.enumerated().map { (name: "r\($0)", count: $1) }, threshold: threshold)
        return (table.rows.map(\.cell), table.total)
    }

    @Test func examples() {
        #expect(Self.cells([10, 20, 0], 5) == ([.count(10), .count(20), .count(0)], .count(30)))
        // One small cell would follow from the total: its pair goes with it, whatever its size.
        #expect(Self.cells([2, 20, 10, 30], 5) == ([.suppressed, .suppressed, .count(10), .count(30)], .count(62)))
        #expect(
            Self.cells([20, 0, 10, 30, 0, 2, 9], 5).0 == [
                .count(20), .count(0), .count(10), .suppressed, .count(0), .suppressed, .suppressed,
            ]
        )
        // The sum of two ones tells what they are: all rows above nought go with them.
        #expect(
            Self.cells([1, 1, 20, 0, 30], 5) == (
                [.suppressed, .suppressed, .suppressed, .count(0), .suppressed], .count(52)
            )
        )
        // Too few in the whole table: nothing is told.
        #expect(Self.cells([1, 1, 0], 5) == ([.suppressed, .suppressed, .suppressed], .suppressed))
        #expect(Self.cells([0, 0], 5) == ([.count(0), .count(0)], .count(0)))
        #expect(Self.cells([], 5) == ([], .count(0)))
        // A threshold that protects nobody is raised.
        #expect(PublicTable([(name: "a", count: 2)], threshold: 1).threshold == 3)
    }

    /// All tables of so many rows with this sum.
    private static func tables(_ rows: Int, _ sum: Int) -> [[Int]] {
        if rows == 1 { return [[sum]] }
        return (0...sum).flatMap { first in tables(rows - 1, sum - first).map { [first] + $0 } }
    }

    /// Whoever knows the rule and sees the table asks: which tables look like that? Every one there is was tried.
    @Test(arguments: [3, 4, 5], [2, 3, 4, 5])
    func noTableGivesASmallCellAway(_ threshold: Int, _ rows: Int) {
        for total in 0...11 {
            var alike: [String: [[Int]]] = [:]
            for counts in Self.tables(rows, total) {
                alike["\(Self.cells(counts, threshold))", default: []].append(counts)
            }
            for (seen, tables) in alike {
                let (cells, shown) = Self.cells(tables[0], threshold)
                for (index, cell) in cells.enumerated() where cell == .suppressed {
                    let values = Set(tables.map { $0[index] })
                    #expect(values.count > 1, "\(seen)")
                    if shown != .suppressed { #expect(values.contains { $0 >= threshold }, "\(seen) in \(total)") }
                }
                // What is told is right, and nothing small is told.
                for counts in tables {
                    for case (.count(let told), let count) in zip(cells, counts) {
                        #expect(told == count && (told == 0 || told >= threshold))
                    }
                }
            }
        }
    }

    // MARK: Nought hidden like any other small count

    private static func discreet(_ counts: [Int], _ threshold: Int) -> ([PublicTable.Cell], PublicTable.Cell) {
        let named = counts.enumerated().map { (name: "r\($0)", count: $1) }
        let table = PublicTable(named, threshold: threshold, nought: .hidden)
        return (table.rows.map(\.cell), table.total)
    }

    @Test func noughtIsSmall() {
        #expect(Self.discreet([10, 20, 0, 30], 5) == ([.count(10), .count(20), .suppressed, .suppressed], .count(60)))
        // A hidden sum of two would tell that both are small: all rows go with them.
        #expect(
            Self.discreet([10, 20, 2, 0], 5) == (
                [.suppressed, .suppressed, .suppressed, .suppressed], .count(32)
            )
        )
        #expect(Self.discreet([0, 4], 5) == ([.suppressed, .suppressed], .suppressed))
        #expect(Self.discreet([0, 0], 5) == ([.suppressed, .suppressed], .suppressed))
        #expect(Self.discreet([0, 5], 5) == ([.suppressed, .suppressed], .count(5)))
    }

    /// Every table there is was tried: whoever knows the rule finds for each hidden cell nought and the threshold or more.
    @Test(arguments: [3, 4, 5], [2, 3, 4, 5])
    func aHiddenCellMayBeNoughtOrLarge(_ threshold: Int, _ rows: Int) {
        for total in 0...12 {
            var alike: [String: [[Int]]] = [:]
            for counts in Self.tables(rows, total) {
                alike["\(Self.discreet(counts, threshold))", default: []].append(counts)
            }
            for (seen, tables) in alike {
                let (cells, shown) = Self.discreet(tables[0], threshold)
                #expect((shown == .suppressed) == (total < threshold), "\(seen) in \(total)")
                for (index, cell) in cells.enumerated() {
                    let values = tables.map { $0[index] }
                    if case .count(let told) = cell {
                        #expect(told >= threshold && values.allSatisfy { $0 == told }, "\(seen)")
                    } else {
                        #expect(values.min() == 0, "\(seen) in \(total)")
                        if shown != .suppressed { #expect((values.max() ?? 0) >= threshold, "\(seen) in \(total)") }
                    }
                }
            }
        }
    }
}
