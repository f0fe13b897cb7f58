/// Connected squares of one licence on a small board of their own.
struct Block {
    private let west: Int
    private let south: Int
    private let size: Int
    private var board: [Bool]
    private(set) var squares: [Square] = []

    init(around seat: Square, reach: Int, margin: Int) {
        west = seat.column - reach - margin
        south = seat.row - reach - margin
        size = 2 * (reach + margin) + 1
        board = [Bool](repeating: false, count: size * size)
        for row in -reach...reach {
            for column in -reach...reach { add(Square(column: seat.column + column, row: seat.row + row)) }
        }
    }

    var count: Int { squares.count }

    /// Whether the square lies on the board, a square away from its edge, and is not taken yet.
    func accepts(_ square: Square) -> Bool {
        let column = square.column - west
        let row = square.row - south
        return column > 0 && row > 0 && column < size - 1 && row < size - 1 && !board[row * size + column]
    }

    func holds(_ square: Square) -> Bool {
        isSet(square.column - west, square.row - south)
    }

    func contacts(_ square: Square) -> Int {
        let column = square.column - west
        let row = square.row - south
        return (isSet(column + 1, row) ? 1 : 0) + (isSet(column - 1, row) ? 1 : 0) + (isSet(column, row + 1) ? 1 : 0)
            + (isSet(column, row - 1) ? 1 : 0)
    }

    mutating func add(_ square: Square) {
        board[(square.row - south) * size + square.column - west] = true
        squares.append(square)
    }

    /// Fills holes and corners where squares touch only by a point, so that the outline is one simple ring.
    mutating func tidy() {
        var changed = true
        while changed {
            changed = false
            var outside = [Bool](repeating: false, count: board.count)
            var queue = [0]
            outside[0] = true
            var index = 0
            while index < queue.count {
                let column = queue[index] % size
                let row = queue[index] / size
                for (east, north) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                    let (c, r) = (column + east, row + north)
                    guard c >= 0, r >= 0, c < size, r < size, !outside[r * size + c], !board[r * size + c]
                    else { continue }
                    outside[r * size + c] = true
                    queue.append(r * size + c)
                }
                index += 1
            }
            for cell in board.indices where !board[cell] && !outside[cell] {
                add(Square(column: cell % size + west, row: cell / size + south))
                changed = true
            }
            for row in 0..<(size - 1) {
                for column in 0..<(size - 1) {
                    let a = isSet(column, row)
                    let b = isSet(column + 1, row)
                    let c = isSet(column, row + 1)
                    let d = isSet(column + 1, row + 1)
                    if a && d && !b && !c {
                        add(Square(column: column + 1 + west, row: row + south))
                        changed = true
                    } else if b && c && !a && !d {
                        add(Square(column: column + west, row: row + south))
                        changed = true
                    }
                }
            }
        }
    }

    /// The corners of the outline, counter-clockwise, without those on straight edges.
    func outline() -> [Square] {
        var next = [Int](repeating: -1, count: (size + 1) * (size + 1))
        func corner(_ column: Int, _ row: Int) -> Int { row * (size + 1) + column }
        var start = -1
        for row in 0..<size {
            for column in 0..<size where isSet(column, row) {
                if !isSet(column, row - 1) { next[corner(column, row)] = corner(column + 1, row) }
                if !isSet(column + 1, row) { next[corner(column + 1, row)] = corner(column + 1, row + 1) }
                if !isSet(column, row + 1) { next[corner(column + 1, row + 1)] = corner(column, row + 1) }
                if !isSet(column - 1, row) { next[corner(column, row + 1)] = corner(column, row) }
                if start < 0 { start = corner(column, row) }
            }
        }
        var corners: [Int] = []
        var current = start
        while current >= 0, corners.count <= next.count {
            corners.append(current)
            current = next[current]
            if current == start { break }
        }
        var result: [Square] = []
        for index in corners.indices {
            let before = corners[(index + corners.count - 1) % corners.count]
            let after = corners[(index + 1) % corners.count]
            if corners[index] - before != after - corners[index] {
                result.append(
                    Square(column: corners[index] % (size + 1) + west, row: corners[index] / (size + 1) + south)
                )
            }
        }
        return result
    }

    private func isSet(_ column: Int, _ row: Int) -> Bool {
        column >= 0 && row >= 0 && column < size && row < size && board[row * size + column]
    }
}
