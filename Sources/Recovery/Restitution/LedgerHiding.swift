/// Chooses what of a table is hidden.
///
/// The sums are numbers of the table like its cells: the sum of rows stands as one more row, the sum of columns as one
/// more column.
struct LedgerHiding {
    private let height: Int
    private let width: Int
    private let leastPeople: Int
    private var people: TableGraph
    private var money: TableGraph

    init(people: [[Int]], money: [[Int]], columns: Int, leastPeople: Int) {
        (height, width, self.leastPeople) = (people.count, columns, leastPeople)
        self.people = Self.graph(people, columns)
        self.money = Self.graph(money, columns)
    }

    func isHidden(_ index: Int) -> Bool { people.arrows[index].isHidden }

    /// The place of a number, the people and the money; row `height` and column `width` are the sums.
    func entry(_ row: Int, _ column: Int) -> (index: Int, people: Int, money: Int) {
        let index = row * (width + 1) + column
        return (index, people.arrows[index].value, money.arrows[index].value)
    }

    /// Hides small numbers, and then others, until none can be reckoned.
    mutating func hide() {
        for index in people.arrows.indices where (1..<leastPeople).contains(people.arrows[index].value) {
            hide([index])
        }
        // Each turn hides at least one number more, or ends.
        while let index = people.arrows.indices.first(where: { isHidden($0) && !isProtected($0) }) {
            if let ring = firstRing(for: index) {
                hide(ring)
            } else {
                hide(people.arrows.indices.filter { people.arrows[$0].value > 0 })
                return
            }
        }
    }

    /// Whether nobody can reckon a hidden number closely.
    private func isProtected(_ index: Int) -> Bool {
        let persons = people.arrows[index].value
        let range = people.bounds(of: index)
        // A small number has to look as if it could be a large one; any has to leave two possibilities at least.
        guard range.most.map({ $0 >= leastPeople && $0 > range.least }) ?? true else { return false }
        let sum = money.arrows[index].value
        let amounts = money.bounds(of: index)
        return persons == 0 || amounts.most.map { ($0 - amounts.least) >= max(1, (sum + 1) / 2) } ?? true
    }

    /// The first ring of four numbers, in the order of rows and columns, that protects a number when it is hidden.
    ///
    /// Rings of cells come before those that need a sum. Noughts cannot be hidden: everybody sees them.
    private func firstRing(for index: Int) -> [Int]? {
        let (row, column) = (index / (width + 1), index % (width + 1))
        var fallback: [Int]?
        for otherRow in 0...height where otherRow != row {
            for otherColumn in 0...width where otherColumn != column {
                let corners = [(row, otherColumn), (otherRow, column), (otherRow, otherColumn)]
                let ring = corners.map { $0.0 * (width + 1) + $0.1 }
                guard ring.allSatisfy({ people.arrows[$0].value > 0 }), ring.contains(where: { !isHidden($0) }) else {
                    continue
                }
                var next = self
                next.hide(ring)
                if next.isProtected(index) { return ring }
                fallback = fallback ?? ring
            }
        }
        return fallback
    }

    private mutating func hide(_ indices: [Int]) {
        for index in indices {
            people.arrows[index].isHidden = true
            money.arrows[index].isHidden = true
        }
    }

    /// The table as a graph: place 0 is the whole, then the rows, then the columns.
    private static func graph(_ table: [[Int]], _ width: Int) -> TableGraph {
        let height = table.count
        var arrows: [TableGraph.Arrow] = []
        for row in 0...height {
            for column in 0...width {
                let rows = row < height ? [table[row]] : table
                let value = rows.reduce(0) { $0 + (column < width ? $1[column] : $1.reduce(0, +)) }
                let from =
                    row < height
                    ? (column < width ? 1 + row : 0) : (column < width ? 1 + height + column : 1 + height + width)
                let to =
                    row < height
                    ? (column < width ? 1 + height + column : 1 + row) : (column < width ? 1 + height + width : 0)
                // Nought is told, so whatever is hidden is at least one.
                arrows.append(.init(from: from, to: to, value: value, least: min(1, value)))
            }
        }
        return TableGraph(places: 2 + height + width, arrows: arrows)
    }
}
