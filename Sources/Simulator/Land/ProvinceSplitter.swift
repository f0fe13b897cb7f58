/// Divides an island into provinces by drawing crooked lines from shore to shore; neighbours share the very same line.
enum ProvinceSplitter {
    static func split(_ island: [Position], into count: Int, chance: inout Chance) -> [[Position]] {
        var pieces = [island]
        var stubborn = 0
        while pieces.count < count, stubborn < 6 {
            let sizes = pieces.map { Ring.doubleArea($0) }
            guard let largest = sizes.indices.max(by: { sizes[$0] < sizes[$1] }) else { break }
            guard let (a, b) = bestCut(pieces[largest], chance: &chance) else {
                stubborn += 1
                continue
            }
            pieces[largest] = a
            pieces.append(b)
        }
        return pieces
    }

    private static func bestCut(_ ring: [Position], chance: inout Chance) -> ([Position], [Position])? {
        let whole = Ring.doubleArea(ring)
        var best: (score: Double, a: [Position], b: [Position])?
        var found = 0
        for _ in 0..<160 where found < 7 {
            let first = chance.integer(0...(ring.count - 1))
            let second = (first + ring.count * chance.integer(25...75) / 100) % ring.count
            let (i, j) = (min(first, second), max(first, second))
            guard j - i > 8, ring.count - (j - i) > 8 else { continue }
            let chord =
                ((ring[i].lon - ring[j].lon) * (ring[i].lon - ring[j].lon)
                + (ring[i].lat - ring[j].lat) * (ring[i].lat - ring[j].lat)).squareRoot()
            let score = chord / whole.squareRoot()
            if let best, score > best.score + 0.3 { continue }
            let line = crooked(from: ring[i], to: ring[j], chance: &chance)
            guard staysInside(line, ring, i, j) else { continue }
            let inner = Array(line.dropFirst().dropLast())
            let a = Array(ring[i...j]) + Array(inner.reversed())
            let b = Array(ring[j...]) + Array(ring[...i]) + inner
            let share = Ring.doubleArea(a) / whole
            guard share > 0.25, share < 0.75 else { continue }
            found += 1
            let total = score + abs(share - 0.5)
            if best == nil || total < (best?.score ?? 0) { best = (total, a, b) }
        }
        return best.map { ($0.a, $0.b) }
    }

    private static func crooked(from start: Position, to end: Position, chance: inout Chance) -> [Position] {
        var line = [start, end]
        var roughness = 0.16
        for _ in 0..<5 {
            var next = [line[0]]
            for index in 1..<line.count {
                let a = line[index - 1]
                let b = line[index]
                let shift = chance.number(-roughness...roughness)
                next.append(
                    Position(
                        lon: (a.lon + b.lon) / 2 - (b.lat - a.lat) * shift,
                        lat: (a.lat + b.lat) / 2 + (b.lon - a.lon) * shift
                    )
                )
                next.append(b)
            }
            line = next
            roughness *= 0.95
        }
        return line
    }

    private static func staysInside(_ line: [Position], _ ring: [Position], _ i: Int, _ j: Int) -> Bool {
        guard Ring.contains(ring, line[line.count / 2]), Ring.contains(ring, line[1]),
            Ring.contains(ring, line[line.count - 2])
        else { return false }
        for step in 1..<line.count {
            var previous = ring.count - 1
            for index in ring.indices {
                let isEnd =
                    (step == 1 && (index == i || previous == i))
                    || (step == line.count - 1 && (index == j || previous == j))
                if !isEnd, Ring.crosses(line[step - 1], line[step], ring[previous], ring[index]) { return false }
                previous = index
            }
        }
        return true
    }
}
