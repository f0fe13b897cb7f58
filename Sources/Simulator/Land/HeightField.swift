/// Heights on a grid of nodes: the sea is below 0.
struct HeightField {
    static let west = -15.5
    static let south = -25.6
    static let step = 0.01
    static let columns = 301
    static let rows = 221

    private(set) var heights: [Double]

    init(chance: inout Chance) {
        let shape = Noise(chance: &chance)
        let warp = Noise(chance: &chance)
        let relief = Noise(chance: &chance)
        let tilt = chance.number(-0.45...0.45)
        heights = []
        heights.reserveCapacity(Self.columns * Self.rows)
        for row in 0..<Self.rows {
            for column in 0..<Self.columns {
                let x = (Double(column) / Double(Self.columns - 1) * 2 - 1) * 1.36
                let y = Double(row) / Double(Self.rows - 1) * 2 - 1
                let bentX = x + 0.22 * warp.fractal(x * 1.6 + 5, y * 1.6, octaves: 3)
                let bentY = y + 0.22 * warp.fractal(x * 1.6, y * 1.6 + 11, octaves: 3)
                let across = bentX + tilt * bentY
                let along = bentY - tilt * bentX
                let distance = (across * across / 1.15 + along * along / 0.55).squareRoot()
                let edge = max(max(abs(x) / 1.36, abs(y)) - 0.86, 0) * 8
                let island = 0.68 - distance + 0.74 * shape.fractal(x * 2.3, y * 2.3, octaves: 7, gain: 0.58) - edge
                let ridges = 1 - abs(relief.fractal(x * 2.6, y * 2.6, octaves: 4)) * 2
                heights.append(island > 0 ? island * (0.6 + 0.7 * max(ridges, 0)) + 0.004 : island)
            }
        }
    }

    static func node(_ column: Int, _ row: Int) -> Int { row * columns + column }

    static func position(_ column: Int, _ row: Int) -> Position {
        Position(lon: west + Double(column) * step, lat: south + Double(row) * step)
    }

    static func position(ofNode node: Int) -> Position {
        position(node % columns, node / columns)
    }

    /// Height between the nodes; the open sea beyond the grid.
    func height(at position: Position) -> Double {
        let x = (position.lon - Self.west) / Self.step
        let y = (position.lat - Self.south) / Self.step
        guard x >= 0, y >= 0, x < Double(Self.columns - 1), y < Double(Self.rows - 1) else { return -1 }
        let column = Int(x)
        let row = Int(y)
        let u = x - Double(column)
        let v = y - Double(row)
        let bottom = heights[Self.node(column, row)] * (1 - u) + heights[Self.node(column + 1, row)] * u
        let top = heights[Self.node(column, row + 1)] * (1 - u) + heights[Self.node(column + 1, row + 1)] * u
        return bottom * (1 - v) + top * v
    }

    /// Whether the place and a circle of that many degrees round it are land.
    func isInland(_ position: Position, margin: Double) -> Bool {
        guard height(at: position) > 0 else { return false }
        let diagonal = margin * 0.707
        for (east, north) in [
            (margin, 0.0), (-margin, 0), (0, margin), (0, -margin),
            (diagonal, diagonal), (-diagonal, diagonal), (diagonal, -diagonal), (-diagonal, -diagonal),
        ] where height(at: Position(lon: position.lon + east, lat: position.lat + north)) <= 0 {
            return false
        }
        return true
    }

    /// Everything below the sea that the main island does not need is drowned, so that rivers and roads see one island.
    mutating func drownSpecks(smallerThan limit: Int) {
        var seen = [Bool](repeating: false, count: heights.count)
        for start in heights.indices where heights[start] > 0 && !seen[start] {
            var component = [start]
            seen[start] = true
            var index = 0
            while index < component.count {
                for neighbour in Self.neighbours(of: component[index]) where heights[neighbour] > 0 && !seen[neighbour]
                {
                    seen[neighbour] = true
                    component.append(neighbour)
                }
                index += 1
            }
            if component.count < limit {
                for node in component { heights[node] = -0.02 }
            }
        }
    }

    /// The eight nodes round a node.
    static func surroundings(of node: Int) -> [Int] {
        let column = node % columns
        let row = node / columns
        var result: [Int] = []
        for north in -1...1 {
            for east in -1...1 where east != 0 || north != 0 {
                let (c, r) = (column + east, row + north)
                if c >= 0, r >= 0, c < columns, r < rows { result.append(Self.node(c, r)) }
            }
        }
        return result
    }

    /// The nodes beside, above and below a node.
    static func neighbours(of node: Int) -> [Int] {
        let column = node % columns
        let row = node / columns
        var result: [Int] = []
        if column > 0 { result.append(node - 1) }
        if column < columns - 1 { result.append(node + 1) }
        if row > 0 { result.append(node - columns) }
        if row < rows - 1 { result.append(node + columns) }
        return result
    }
}
