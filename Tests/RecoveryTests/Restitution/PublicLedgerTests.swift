import KernelSamples
import Recovery
import Testing

@Suite("The public ledger")
struct PublicLedgerTests {
    private static func ledger(_ people: [[Int]], _ money: [[Int]]? = nil, least: Int = 5) -> PublicLedger {
        PublicLedger(
            rows: people.indices.map { "r\($0)" },
            columns: (people.first ?? []).indices.map { "c\($0)" },
            people: people,
            money: money ?? people.map { $0.map { $0 * 1_000 } },
            leastPeople: least
        )
    }

    @Test func whatSpeaksOfManyIsToldWhole() {
        let ledger = Self.ledger([[10, 20], [0, 7]])
        #expect(
            ledger.cells == [
                [.told(people: 10, minorUnits: 10_000), .told(people: 20, minorUnits: 20_000)],
                [.nought, .told(people: 7, minorUnits: 7_000)],
            ]
        )
        #expect(ledger.total == .told(people: 37, minorUnits: 37_000))
    }

    @Test func oneSmallCellTakesOthersWithIt() {
        let ledger = Self.ledger([[10, 2], [30, 40]])
        #expect(ledger.cells.joined().count { $0 == .hidden } == 4)
        #expect(ledger.total == .told(people: 82, minorUnits: 82_000))
    }

    @Test func aTableOfOnePersonTellsNothing() {
        let ledger = Self.ledger([[1]])
        #expect(ledger.cells == [[.hidden]] && ledger.rowSums == [.hidden] && ledger.total == .hidden)
        #expect(Self.ledger([]).total == .nought)
    }

    @Test func theFundOfTheValleyHidesItsFew() throws {
        let state = try FundStory.paid().state
        let ledger = state.publicLedger(classes: VictimClass.allCases, districts: state.districts, leastPeople: 5)
        #expect(ledger.rows.count == 6 && ledger.columns == ["Lower valley", "Upper valley"])
        // The worker and the two persons stand alone in their cells.
        #expect(ledger.cells[0].allSatisfy { $0 == .hidden })
        let names = String(describing: ledger)
        #expect(!names.contains("claimant"))
    }

    /// All tables of whole numbers from 1 on that agree with what is told, found by trying, and not by the kernel's flow.
    private static func solutions(
        _ ledger: PublicLedger,
        _ value: (PublicLedger.Cell) -> Int?,
        upTo cap: Int
    ) -> [[Int]: Set<Int>]? {
        let (height, width) = (ledger.rows.count, ledger.columns.count)
        let open = (0..<height).flatMap { row in (0..<width).map { (row, $0) } }.filter {
            ledger.cells[$0.0][$0.1] == .hidden
        }
        guard open.count <= 8 else { return nil }
        var found: [[Int]: Set<Int>] = [:]
        var table = ledger.cells.map { $0.map { value($0) ?? 0 } }
        var tried = 0
        func sumsAgree(_ isLast: Bool, _ row: Int) -> Bool {
            // A row is looked at when its last hidden cell is filled, columns and the total at the end.
            for index in 0..<(isLast ? height : row) {
                if let sum = value(ledger.rowSums[index]), sum != table[index].reduce(0, +) { return false }
            }
            guard isLast else { return true }
            for column in 0..<width {
                if let sum = value(ledger.columnSums[column]), sum != table.reduce(0, { $0 + $1[column] }) {
                    return false
                }
            }
            return value(ledger.total).map { $0 == table.joined().reduce(0, +) } ?? true
        }
        func fill(_ place: Int) {
            tried += 1
            guard tried < 60_000 else { return }
            guard place < open.count else {
                if sumsAgree(true, height) {
                    for cell in open { found[[cell.0, cell.1], default: []].insert(table[cell.0][cell.1]) }
                }
                return
            }
            let (row, column) = open[place]
            guard sumsAgree(false, row) else { return }
            for number in 1...cap {
                table[row][column] = number
                fill(place + 1)
            }
            table[row][column] = 0
        }
        fill(0)
        return tried < 60_000 ? found : nil
    }

    @Test func noHiddenCellOfFewPeopleCanBeReckoned() {
        var (tried, hidden) = (0, 0)
        for seed in 1...40 as ClosedRange<UInt64> {
            print("seed \(seed)")
            var dice = Dice(seed: seed)
            for _ in 0..<4 {
                let (height, width) = (dice.roll(1...4), dice.roll(1...4))
                let people = (0..<height).map { _ in
                    (0..<width).map { _ in dice.roll(0...2) == 0 ? 0 : dice.roll(1...9) }
                }
                let ledger = Self.ledger(people)
                Self.expectSmallOnesHidden(ledger, people)
                guard let found = Self.solutions(ledger, Self.people, upTo: 14) else { continue }
                tried += 1
                hidden += found.count
                for (cell, values) in found {
                    let truth = people[cell[0]][cell[1]]
                    #expect(values.contains(truth))
                    #expect(values.count > 1, "cell \(cell) of \(people) can be reckoned: \(ledger)")
                    if truth < 5 {
                        #expect(values.contains { $0 >= 5 }, "cell \(cell) of \(people) is known to be small")
                    }
                }
            }
        }
        // A property of tables that hide nothing, or that were never tried, says nothing.
        #expect(tried > 60 && hidden > 150, "\(tried) \(hidden)")
    }

    private static func people(_ cell: PublicLedger.Cell) -> Int? {
        if case .told(let people, _) = cell { people } else { nil }
    }

    private static func expectSmallOnesHidden(_ ledger: PublicLedger, _ people: [[Int]]) {
        for (row, cells) in ledger.cells.enumerated() {
            for (column, cell) in cells.enumerated() where (1..<5).contains(people[row][column]) {
                #expect(cell == .hidden, "\(people)")
            }
        }
        for (sum, cell) in zip(people.map { $0.reduce(0, +) }, ledger.rowSums) where (1..<5).contains(sum) {
            #expect(cell == .hidden)
        }
        for column in ledger.columns.indices where (1..<5).contains(people.reduce(0) { $0 + $1[column] }) {
            #expect(ledger.columnSums[column] == .hidden)
        }
    }

    @Test func aTableOfAWholeCountryIsHiddenToo() {
        var dice = Dice(seed: 7)
        // Six classes in twenty-four districts, most of them with nobody or with many, and few with few.
        let people = (0..<6).map { _ in
            (0..<24).map { _ in
                switch dice.roll(0...9) {
                case 0...3: 0
                case 4: dice.roll(1...4)
                default: dice.roll(5...900)
                }
            }
        }
        let ledger = Self.ledger(people)
        Self.expectSmallOnesHidden(ledger, people)
        #expect(ledger.total != .hidden)
        // Hiding costs something: not everything, or the ledger would tell nothing.
        let told = ledger.cells.joined().count { $0 != .hidden }
        #expect(told > 60, "\(told) of 144 cells are told")
        for (row, cells) in ledger.cells.enumerated() {
            let hidden = cells.indices.filter { cells[$0] == .hidden }
            if ledger.rowSums[row] != .hidden { #expect(hidden.count != 1) }
        }
    }

    @Test(arguments: 1...20) func noHiddenMoneyCanBeReckonedClosely(_ seed: Int) {
        print("seed \(seed)")
        var dice = Dice(seed: UInt64(seed))
        let (height, width) = (dice.roll(2...3), dice.roll(2...3))
        let people = (0..<height).map { _ in (0..<width).map { _ in dice.roll(0...9) } }
        // Few minor units, so that all tables can be tried; one cell may hold nearly everything.
        let money = people.map { $0.map { $0 == 0 ? 0 : dice.roll(0...4) == 0 ? 20 : dice.roll(1...6) } }
        let ledger = Self.ledger(people, money)
        let amount = { (cell: PublicLedger.Cell) -> Int? in if case .told(_, let sum) = cell { sum } else { nil } }
        guard let found = Self.solutions(ledger, amount, upTo: 30) else { return }
        for (cell, values) in found {
            let truth = money[cell[0]][cell[1]]
            let (least, most) = (values.min() ?? 0, values.max() ?? 0)
            #expect(
                values.contains(truth) && (most - least) * 2 >= truth,
                "cell \(cell) of \(money): \(least) to \(most)"
            )
        }
    }
}
