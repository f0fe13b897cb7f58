/// Rivers that run downhill to the sea.
///
/// Depressions are filled from the shore inwards (priority-flood: Barnes, Lehman and Mulla 2014), rain is added up along
/// the way, and the strongest streams are drawn.
struct Rivers {
    /// Lines from source to mouth, the longest first.
    private(set) var lines: [[Position]] = []
    /// Nodes that carry a drawn river.
    private(set) var wet: [Bool]

    init(field: HeightField, count: Int, chance: inout Chance) {
        let heights = field.heights
        wet = [Bool](repeating: false, count: heights.count)
        var downstream = [Int](repeating: -1, count: heights.count)
        var order: [Int] = []
        var seen = [Bool](repeating: false, count: heights.count)
        var queue = LeastCostQueue()
        for node in heights.indices where heights[node] <= 0 {
            seen[node] = true
            if HeightField.neighbours(of: node).contains(where: { heights[$0] > 0 }) { queue.push(heights[node], node) }
        }
        // A little roughness keeps rivers on smooth slopes from running along grid lines.
        let rough = Noise(chance: &chance)
        while let (level, node) = queue.pop() {
            if heights[node] > 0 { order.append(node) }
            for neighbour in HeightField.surroundings(of: node) where !seen[neighbour] {
                seen[neighbour] = true
                downstream[neighbour] = node
                let place = HeightField.position(ofNode: neighbour)
                let own = heights[neighbour] + 0.05 * rough.fractal(place.lon * 47, place.lat * 47, octaves: 2)
                queue.push(max(level, own), neighbour)
            }
        }
        var rain = [Int](repeating: 1, count: heights.count)
        var longest = [Int](repeating: -1, count: heights.count)
        var length = [Int](repeating: 0, count: heights.count)
        for node in order.reversed() where downstream[node] >= 0 {
            let below = downstream[node]
            rain[below] += rain[node]
            if length[node] + 1 > length[below] {
                length[below] = length[node] + 1
                longest[below] = node
            }
        }
        let candidates = order.filter { heights[$0] > 0 && rain[$0] > 60 }
        // Heads: nodes where a stream begins that is long enough to draw; strongest mouths first.
        let ranked = candidates.sorted { length[$0] == length[$1] ? $0 < $1 : length[$0] > length[$1] }
        for start in ranked where lines.count < count && !wet[start] && length[start] > 22 {
            let below = downstream[start]
            guard below >= 0, heights[below] <= 0 || wet[below] else { continue }
            var line = [below, start]
            var node = start
            while longest[node] >= 0, rain[longest[node]] > 14 {
                node = longest[node]
                line.append(node)
            }
            for node in line { wet[node] = true }
            var points: [Position] = []
            for node in line.reversed() {
                let place = HeightField.position(ofNode: node)
                points.append(
                    Position(
                        lon: place.lon + 0.0035 * rough.single(Double(node) * 0.71, 3.3),
                        lat: place.lat + 0.0035 * rough.single(Double(node) * 0.71, 8.8)
                    )
                )
            }
            lines.append(Ring.smoothed(points, rounds: 2))
        }
    }
}
