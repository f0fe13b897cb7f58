/// Roads that join places by the easiest way over the land, and run together where they can.
struct Roads {
    private(set) var lines: [[Position]] = []
    private var onRoad: [Bool]
    private let field: HeightField
    private let wet: [Bool]
    private let rough: Noise

    init(field: HeightField, wet: [Bool], chance: inout Chance) {
        rough = Noise(chance: &chance)
        self.field = field
        self.wet = wet
        onRoad = [Bool](repeating: false, count: field.heights.count)
    }

    /// Draws a road from a place to the network (or to the first place named `to`, while there is no network).
    mutating func connect(_ start: Position, to end: Position) {
        let from = Self.node(near: start)
        let target = Self.node(near: end)
        var cost = [Double](repeating: .infinity, count: onRoad.count)
        var previous = [Int](repeating: -1, count: onRoad.count)
        var queue = LeastCostQueue()
        cost[from] = 0
        queue.push(0, from)
        var reached = -1
        while let (spent, node) = queue.pop() {
            if spent > cost[node] { continue }
            if node == target || (onRoad[node] && node != from) {
                reached = node
                break
            }
            let column = node % HeightField.columns
            let row = node / HeightField.columns
            for (east, north, length) in Self.steps {
                let nextColumn = column + east
                let nextRow = row + north
                guard nextColumn >= 0, nextRow >= 0, nextColumn < HeightField.columns, nextRow < HeightField.rows
                else { continue }
                let next = HeightField.node(nextColumn, nextRow)
                guard field.heights[next] > 0.004 || next == target else { continue }
                let climb = abs(field.heights[next] - field.heights[node]) * 60
                let bridge = wet[next] ? 1.5 : 0
                let place = HeightField.position(ofNode: next)
                let ground = 1.4 * abs(rough.fractal(place.lon * 19, place.lat * 19, octaves: 3))
                let total = spent + length * (0.7 + ground + climb + max(field.heights[next], 0) * 2) + bridge
                if total < cost[next] {
                    cost[next] = total
                    previous[next] = node
                    queue.push(total, next)
                }
            }
        }
        guard reached >= 0 else { return }
        var nodes: [Int] = []
        var node = reached
        while node >= 0 {
            nodes.append(node)
            onRoad[node] = true
            node = previous[node]
        }
        guard nodes.count > 1 else { return }
        var points = nodes.map { HeightField.position(ofNode: $0) }
        points[points.count - 1] = start
        if reached == target { points[0] = end }
        lines.append(Ring.smoothed(points.reversed(), rounds: 2))
    }

    private static let steps: [(Int, Int, Double)] = [
        (1, 0, 1), (-1, 0, 1), (0, 1, 1), (0, -1, 1),
        (1, 1, 1.414), (-1, 1, 1.414), (1, -1, 1.414), (-1, -1, 1.414),
    ]

    private static func node(near position: Position) -> Int {
        let column = Int(((position.lon - HeightField.west) / HeightField.step).rounded())
        let row = Int(((position.lat - HeightField.south) / HeightField.step).rounded())
        return HeightField.node(
            min(max(column, 0), HeightField.columns - 1),
            min(max(row, 0), HeightField.rows - 1)
        )
    }
}
