import Foundation

extension Geometry {
    /// The shape with fewer vertices, for a map at a small scale; never for a measurement or a test of containment.
    ///
    /// Visvalingam and Whyatt (1993): the vertex whose triangle with its neighbours is smallest goes first, until
    /// every triangle left is larger than half a square with the tolerance as its side. O(n log n) for any input,
    /// which Douglas–Peucker is not. Rings stay closed and keep at least four positions, lines keep their ends.
    public func simplified(toleranceMetres: Double) -> Geometry {
        guard toleranceMetres > 0 else { return self }
        return switch self {
        case .point, .multiPoint: self
        case .lineString(let line): .lineString(Thinning.thin(line, toleranceMetres, keeping: 2))
        case .multiLineString(let lines):
            .multiLineString(lines.map { Thinning.thin($0, toleranceMetres, keeping: 2) })
        case .polygon(let rings): .polygon(rings.map { Thinning.thin($0, toleranceMetres, keeping: 4) })
        case .multiPolygon(let polygons):
            .multiPolygon(polygons.map { $0.map { Thinning.thin($0, toleranceMetres, keeping: 4) } })
        case .collection(let members):
            .collection(members.map { $0.simplified(toleranceMetres: toleranceMetres) })
        }
    }
}

private enum Thinning {
    private struct Corner {
        var area: Double
        var vertex: Int
    }

    static func thin(_ line: [Position], _ toleranceMetres: Double, keeping minimum: Int) -> [Position] {
        guard line.count > minimum else { return line }
        // Areas in square degrees of latitude, longitudes shrunk at the middle of the line.
        var box = BoundingBox.empty
        for position in line { box.include(position) }
        let scale = cos(box.centre.lat * .pi / 180)
        let tolerance = toleranceMetres / Sphere.metresPerDegree
        let threshold = tolerance * tolerance / 2

        var before = line.indices.map { $0 - 1 }
        var after = line.indices.map { $0 + 1 }
        var areas = [Double](repeating: .infinity, count: line.count)
        func area(_ vertex: Int) -> Double {
            let (a, b, c) = (line[before[vertex]], line[vertex], line[after[vertex]])
            return ((b.lon - a.lon) * (c.lat - a.lat) - (c.lon - a.lon) * (b.lat - a.lat)).magnitude * scale / 2
        }
        var heap = Heap()
        for vertex in 1..<line.count - 1 {
            areas[vertex] = area(vertex)
            heap.insert(areas[vertex], vertex)
        }
        var left = line.count
        var isGone = [Bool](repeating: false, count: line.count)
        while left > minimum, let (smallest, vertex) = heap.removeSmallest(), smallest < threshold {
            // An entry that a neighbour's removal has replaced is skipped.
            guard !isGone[vertex], areas[vertex] == smallest else { continue }
            isGone[vertex] = true
            left -= 1
            let (previous, next) = (before[vertex], after[vertex])
            after[previous] = next
            before[next] = previous
            for neighbour in [previous, next] where neighbour > 0 && neighbour < line.count - 1 {
                areas[neighbour] = max(area(neighbour), smallest)
                heap.insert(areas[neighbour], neighbour)
            }
        }
        return line.indices.filter { !isGone[$0] }.map { line[$0] }
    }

    /// A binary heap, smallest area first, smaller vertex first among equals.
    private struct Heap {
        private var corners: [Corner] = []

        mutating func insert(_ area: Double, _ vertex: Int) {
            corners.append(Corner(area: area, vertex: vertex))
            var child = corners.count - 1
            while child > 0 {
                let parent = (child - 1) / 2
                guard isBefore(child, parent) else { break }
                corners.swapAt(child, parent)
                child = parent
            }
        }

        mutating func removeSmallest() -> (Double, Int)? {
            guard let first = corners.first else { return nil }
            corners.swapAt(0, corners.count - 1)
            corners.removeLast()
            var parent = 0
            while true {
                var least = parent
                for child in [2 * parent + 1, 2 * parent + 2] where child < corners.count {
                    if isBefore(child, least) { least = child }
                }
                if least == parent { break }
                corners.swapAt(parent, least)
                parent = least
            }
            return (first.area, first.vertex)
        }

        private func isBefore(_ a: Int, _ b: Int) -> Bool {
            (corners[a].area, corners[a].vertex) < (corners[b].area, corners[b].vertex)
        }
    }
}
