/// A corner of the cadastre's grid of 30″ squares, counted from its south-western corner.
struct Square: Hashable {
    var column: Int
    var row: Int
}

/// The cadastre's map: squares of 30″, each in at most one licence.
struct Cadastre {
    static let columns = 360
    static let rows = 264
    private static let westMicro = -15_500_000
    private static let southMicro = -25_600_000

    private(set) var owner = [Int](repeating: -1, count: columns * rows)

    /// The south-western corner of a square, millionths of a degree; shared corners come out the same.
    static func corner(_ square: Square) -> (lon: Int, lat: Int) {
        // A square is 1/120 degree.
        (westMicro + square.column * 1_000_000 / 120, southMicro + square.row * 1_000_000 / 120)
    }

    static func square(at position: Position) -> Square {
        Square(
            column: Int(((position.lon + 15.5) * 120).rounded(.down)),
            row: Int(((position.lat + 25.6) * 120).rounded(.down))
        )
    }

    static func middle(of square: Square) -> Position {
        Position(lon: -15.5 + (Double(square.column) + 0.5) / 120, lat: -25.6 + (Double(square.row) + 0.5) / 120)
    }

    private static func index(_ square: Square) -> Int? {
        guard square.column >= 0, square.row >= 0, square.column < columns, square.row < rows else { return nil }
        return square.row * columns + square.column
    }

    func owner(of square: Square) -> Int? {
        guard let index = Self.index(square), owner[index] >= 0 else { return nil }
        return owner[index]
    }

    /// Whether the square and those up to `reach` away lie free and on land.
    func isFree(round square: Square, reach: Int, on land: Land) -> Bool {
        for row in (square.row - reach)...(square.row + reach) {
            for column in (square.column - reach)...(square.column + reach) {
                let candidate = Square(column: column, row: row)
                guard let index = Self.index(candidate), owner[index] < 0,
                    land.isLand(Self.middle(of: candidate))
                else { return false }
            }
        }
        return true
    }

    /// Takes a block round the square and grows it to about `count` squares; returns its outline, or nothing where
    /// the block is not free.
    mutating func grant(
        _ licence: Int,
        round seat: Square,
        reach: Int,
        count: Int,
        on land: Land,
        chance: inout Chance
    ) -> [Square]? {
        guard isFree(round: seat, reach: reach, on: land) else { return nil }
        var block = Block(around: seat, reach: reach, margin: 14)
        var frontier: [Square] = []
        for square in block.squares { frontier += Self.sides(of: square).filter { !block.holds($0) } }
        while block.count < count, !frontier.isEmpty {
            // Of three candidates the one with most neighbours, so that outlines stay compact.
            var best = chance.integer(0...(frontier.count - 1))
            for _ in 0..<2 {
                let other = chance.integer(0...(frontier.count - 1))
                if block.contacts(frontier[other]) > block.contacts(frontier[best]) { best = other }
            }
            let square = frontier[best]
            frontier.swapAt(best, frontier.count - 1)
            frontier.removeLast()
            guard block.accepts(square), let index = Self.index(square), owner[index] < 0,
                land.isLand(Self.middle(of: square))
            else { continue }
            block.add(square)
            frontier += Self.sides(of: square).filter { !block.holds($0) }
        }
        block.tidy()
        for square in block.squares {
            if let index = Self.index(square), owner[index] < 0 { owner[index] = licence }
        }
        return block.outline()
    }

    private static func sides(of square: Square) -> [Square] {
        [
            Square(column: square.column + 1, row: square.row), Square(column: square.column - 1, row: square.row),
            Square(column: square.column, row: square.row + 1), Square(column: square.column, row: square.row - 1),
        ]
    }
}
