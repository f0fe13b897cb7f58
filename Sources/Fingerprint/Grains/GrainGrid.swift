/// Many sets compared with many sets: distances and probabilities of all pairs.
///
/// The values of all first sets are merged into one ascending list of distinct values, once. For each second set the
/// number of its values up to each of these is written beside the list in one pass, which answers for the whole column of
/// pairs: the largest distance shows just behind or just before a value of the first set.
public struct GrainGrid: Sendable {
    /// The rows.
    public let firstCount: Int
    /// The columns.
    public let secondCount: Int
    /// The distance of each pair times the product of their counts, row by row of the **second** sets.
    private var scaled: [Int32]
    private let firstSizes: [Int]
    private let secondSizes: [Int]

    /// Compares every first set with every second set, over the processors that there are.
    ///
    /// - Throws: ``FingerprintError`` for no set, and for sets so large that their product is beyond 31 bits.
    /// - Complexity: O(s log s + b (s + n)) for s values in the first sets and b second sets.
    public init(_ firsts: [GrainSet], _ seconds: [GrainSet], tasks: Int = 2) async throws(FingerprintError) {
        let layout = try Layout(firsts, seconds)
        (firstCount, secondCount) = (firsts.count, seconds.count)
        (firstSizes, secondSizes) = (firsts.map(\.count), seconds.map(\.count))
        let chunks = Self.chunks(of: seconds.count, into: tasks)
        scaled = await withTaskGroup(of: (Int, [Int32]).self) { group in
            for (number, chunk) in chunks.enumerated() {
                group.addTask { (number, layout.columns(seconds[chunk])) }
            }
            var parts = Array(repeating: [Int32](), count: chunks.count)
            for await (number, part) in group { parts[number] = part }
            return parts.flatMap { $0 }
        }
    }

    /// One pair.
    public subscript(first: Int, second: Int) -> KolmogorovSmirnov {
        KolmogorovSmirnov(
            counts: (firstSizes[first], secondSizes[second]),
            scaledDistance: Int(scaled[second * firstCount + first])
        )
    }

    /// The probabilities of all pairs, row by row of the second sets; each size and distance is worked out once.
    public func probabilities(tasks: Int = 2) async -> [Double] {
        let bySize = sizes()
        let chunks = Self.chunks(of: bySize.count, into: tasks)
        return await withTaskGroup(of: [(Int, Double)].self) { group in
            for chunk in chunks {
                group.addTask { self.tails(bySize[chunk]) }
            }
            var result = Array(repeating: 1.0, count: scaled.count)
            for await part in group { for (place, value) in part { result[place] = value } }
            return result
        }
    }

    /// The pairs of equal sizes, the larger size first: the distribution does not know which set is which.
    private func sizes() -> [(n: Int, m: Int, places: [Int])] {
        var places: [Int: [Int]] = [:]
        for second in 0..<secondCount {
            for first in 0..<firstCount {
                let (n, m) = (firstSizes[first], secondSizes[second])
                places[max(n, m) << 32 | min(n, m), default: []].append(second * firstCount + first)
            }
        }
        // Large ones first and spread over the tasks by turns.
        return places.sorted { $0.key > $1.key }.map { ($0.key >> 32, $0.key & 0xFFFF_FFFF, $0.value) }
    }

    private func tails(_ sizes: ArraySlice<(n: Int, m: Int, places: [Int])>) -> [(Int, Double)] {
        var result: [(Int, Double)] = []
        for (n, m, places) in sizes {
            var known: [Int32: Int] = [:]
            var distances: [Int] = []
            for place in places where known.updateValue(0, forKey: scaled[place]) == nil {
                distances.append(Int(scaled[place]))
            }
            let found = KolmogorovProbability.tails(distances, n, m)
            for (index, distance) in distances.enumerated() { known[Int32(distance)] = index }
            for place in places { result.append((place, found[known[scaled[place], default: 0]])) }
        }
        return result
    }

    static func chunks(of count: Int, into parts: Int) -> [Range<Int>] {
        let parts = max(1, min(parts, count))
        return (0..<parts).map { (count * $0 / parts)..<(count * ($0 + 1) / parts) }
    }
}

extension GrainGrid {
    /// The first sets as places in one list of distinct values.
    private struct Layout: Sendable {
        /// The distinct values of all first sets, ascending.
        let grid: [Double]
        /// For each value of each first set, its place in the list.
        let places: [Int32]
        /// Where each first set begins in ``places``; one more than sets.
        let starts: [Int]

        init(_ firsts: [GrainSet], _ seconds: [GrainSet]) throws(FingerprintError) {
            guard let n = firsts.map(\.count).max() else { throw .tooFew(of: "sets", least: 1, found: 0) }
            guard let m = seconds.map(\.count).max() else { throw .tooFew(of: "sets", least: 1, found: 0) }
            guard n <= Int(Int32.max) / m else {
                throw .parameter(name: "product of two counts of grains", range: "1...2147483647")
            }
            var grid = firsts.flatMap(\.values)
            grid.sort()
            var distinct = 0
            for index in grid.indices where index == 0 || grid[index] != grid[distinct - 1] {
                grid[distinct] = grid[index]
                distinct += 1
            }
            grid.removeLast(grid.count - distinct)
            var places: [Int32] = []
            var starts = [0]
            for set in firsts {
                for value in set.values { places.append(Int32(truncatingIfNeeded: Self.place(of: value, in: grid))) }
                starts.append(places.count)
            }
            (self.grid, self.places, self.starts) = (grid, places, starts)
        }

        private static func place(of value: Double, in grid: [Double]) -> Int {
            var (low, high) = (0, grid.count)
            while low < high {
                let middle = (low + high) / 2
                if grid[middle] < value { low = middle + 1 } else { high = middle }
            }
            return low
        }

        /// The scaled distances of all first sets to each of these second sets.
        func columns(_ seconds: ArraySlice<GrainSet>) -> [Int32] {
            var result: [Int32] = []
            result.reserveCapacity(seconds.count * (starts.count - 1))
            // Entry k: how many values of the second set are below value k; entry k + 1 would be up to value k only
            // without gaps, so both are written.
            var below = Array(repeating: Int32(0), count: grid.count)
            var upTo = below
            for set in seconds {
                fill(set.values, &below, &upTo)
                append(set.count, below, upTo, to: &result)
            }
            return result
        }

        private func fill(_ values: [Double], _ below: inout [Int32], _ upTo: inout [Int32]) {
            var (less, most) = (0, 0)
            for index in grid.indices {
                let value = grid[index]
                while less < values.count, values[less] < value { less &+= 1 }
                most = max(most, less)
                while most < values.count, values[most] == value { most &+= 1 }
                below[index] = Int32(truncatingIfNeeded: less)
                upTo[index] = Int32(truncatingIfNeeded: most)
            }
        }

        private func append(_ m: Int, _ below: [Int32], _ upTo: [Int32], to result: inout [Int32]) {
            let m = Int32(truncatingIfNeeded: m)
            for set in 0..<(starts.count - 1) {
                let n = Int32(truncatingIfNeeded: starts[set + 1] - starts[set])
                var largest: Int32 = 0
                var before: Int32 = 0
                for index in starts[set]..<starts[set + 1] {
                    let place = Int(places[index])
                    // Just behind the value, the first set is ahead; just before it, the second one.
                    largest = max(largest, (before &+ m) &- upTo[place] &* n, below[place] &* n &- before)
                    before &+= m
                }
                result.append(largest)
            }
        }
    }
}
