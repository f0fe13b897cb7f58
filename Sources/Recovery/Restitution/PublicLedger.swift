/// Compensation as everybody may see it: how many people of each class got how much in each district, without names.
///
/// A number that speaks of few people is hidden, and with it so many others that it cannot be reckoned from what is told:
/// not the number of people, and not their money. A nought is told: it speaks of nobody.
///
/// What is proven of every table that is told: whatever sums and differences are made of it, a hidden number of few
/// people could also be one of enough people, and hidden money could be anything within a range at least half as wide as
/// the money itself. What is not proven: who knows more than the table, such as one of two who were paid, can reckon more.
public struct PublicLedger: Sendable, Hashable {
    /// What is told of a cell: both, or neither.
    public enum Cell: Sendable, Hashable {
        /// How many people, and how much in minor units.
        case told(people: Int, minorUnits: Int)
        case hidden

        /// The cell of nobody.
        public static let nought = Cell.told(people: 0, minorUnits: 0)
    }

    /// The classes, one a row, in the order given.
    public let rows: [String]
    /// The districts, one a column, in the order given.
    public let columns: [String]
    /// The cells, row by row.
    public let cells: [[Cell]]
    /// The sums of the rows.
    public let rowSums: [Cell]
    /// The sums of the columns.
    public let columnSums: [Cell]
    /// The sum of all.
    public let total: Cell

    /// The ledger of a table.
    ///
    /// - Parameters:
    ///   - rows: The classes, in an order that does not hang on the numbers.
    ///   - columns: The districts, likewise.
    ///   - people: How many people, row by row.
    ///   - money: How much they got, row by row, in minor units; nobody means nothing, and somebody at least one unit.
    ///   - leastPeople: The least number of people that is told.
    public init(rows: [String], columns: [String], people: [[Int]], money: [[Int]], leastPeople: Int) {
        var hiding = LedgerHiding(
            people: people,
            money: money,
            columns: columns.count,
            leastPeople: max(3, leastPeople)
        )
        hiding.hide()
        let (height, width) = (rows.count, columns.count)
        let told = { (row: Int, column: Int) -> Cell in
            let (index, persons, sum) = hiding.entry(row, column)
            return hiding.isHidden(index) ? .hidden : .told(people: persons, minorUnits: sum)
        }
        (self.rows, self.columns) = (rows, columns)
        cells = (0..<height).map { row in (0..<width).map { told(row, $0) } }
        rowSums = (0..<height).map { told($0, width) }
        columnSums = (0..<width).map { told(height, $0) }
        total = told(height, width)
    }
}

extension RestitutionState {
    /// The public ledger of what was paid.
    ///
    /// - Parameters:
    ///   - classes: The classes in the order of the page.
    ///   - districts: The districts in the order of the page; what was paid in others is in the row of none of them, so
    ///     that they have to be all.
    ///   - leastPeople: The least number of people that is told.
    public func publicLedger(classes: [VictimClass], districts: [String], leastPeople: Int) -> PublicLedger {
        var people = classes.map { _ in districts.map { _ in 0 } }
        var money = people
        for filed in claims.values where filed.paid > 0 {
            guard let row = classes.firstIndex(of: filed.claim.victims),
                let column = districts.firstIndex(of: filed.claim.district)
            else { continue }
            people[row][column] += filed.claim.people
            money[row][column] += filed.paid
        }
        return PublicLedger(
            rows: classes.map(\.rawValue),
            columns: districts,
            people: people,
            money: money,
            leastPeople: leastPeople
        )
    }

    /// The districts that claims name, in the order of the alphabet.
    public var districts: [String] { Set(claims.values.map(\.claim.district)).sorted() }
}
