/// The shore as rings, by marching squares with linear interpolation; land lies to the left of each ring.
enum Contours {
    /// Counter-clockwise rings of land, the largest first, and clockwise rings of lakes.
    static func shore(of field: HeightField) -> (land: [[Position]], lakes: [[Position]]) {
        let columns = HeightField.columns
        let rows = HeightField.rows
        // An edge is numbered by its lower-left node: 2n to the right of it, 2n + 1 above it.
        var following = [Int](repeating: -1, count: columns * rows * 2)
        for row in 0..<(rows - 1) {
            for column in 0..<(columns - 1) {
                link(column, row, field.heights, &following)
            }
        }
        var land: [[Position]] = []
        var lakes: [[Position]] = []
        for start in following.indices where following[start] >= 0 {
            var ring: [Position] = []
            var edge = start
            while following[edge] >= 0 {
                ring.append(crossing(edge, field.heights))
                let next = following[edge]
                following[edge] = -1
                edge = next
            }
            guard ring.count >= 8 else { continue }
            if Ring.doubleArea(ring) > 0 { land.append(ring) } else { lakes.append(ring) }
        }
        let sizes = land.map { Ring.doubleArea($0) }
        let order = land.indices.sorted { sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1] }
        return (order.map { land[$0] }, lakes)
    }

    private static func link(_ column: Int, _ row: Int, _ heights: [Double], _ following: inout [Int]) {
        let node = HeightField.node(column, row)
        let above = node + HeightField.columns
        let bottom = node * 2
        let left = node * 2 + 1
        let top = above * 2
        let right = (node + 1) * 2 + 1
        let bits =
            (heights[node] > 0 ? 1 : 0) | (heights[node + 1] > 0 ? 2 : 0) | (heights[above + 1] > 0 ? 4 : 0)
            | (heights[above] > 0 ? 8 : 0)
        let isJoined = heights[node] + heights[node + 1] + heights[above] + heights[above + 1] > 0
        switch bits {
        case 1: following[bottom] = left
        case 2: following[right] = bottom
        case 3: following[right] = left
        case 4: following[top] = right
        case 5:
            following[bottom] = isJoined ? right : left
            following[top] = isJoined ? left : right
        case 6: following[top] = bottom
        case 7: following[top] = left
        case 8: following[left] = top
        case 9: following[bottom] = top
        case 10:
            following[left] = isJoined ? bottom : top
            following[right] = isJoined ? top : bottom
        case 11: following[right] = top
        case 12: following[left] = right
        case 13: following[bottom] = right
        case 14: following[left] = bottom
        default: break
        }
    }

    private static func crossing(_ edge: Int, _ heights: [Double]) -> Position {
        let node = edge / 2
        let other = edge % 2 == 0 ? node + 1 : node + HeightField.columns
        // Kept off the nodes, so that no two points of a ring fall together.
        let share = min(max(heights[node] / (heights[node] - heights[other]), 0.02), 0.98)
        let a = HeightField.position(ofNode: node)
        let b = HeightField.position(ofNode: other)
        return Position(lon: a.lon + (b.lon - a.lon) * share, lat: a.lat + (b.lat - a.lat) * share)
    }
}
