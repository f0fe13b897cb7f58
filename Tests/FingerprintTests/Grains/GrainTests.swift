import Fingerprint
import Foundation
import KernelSamples
import Testing

@Suite("Grain populations")
struct GrainTests {
    private static let seeds: [UInt64] = [6, 60, 600]

    /// The distance from its definition: at every value of both sets.
    private func distance(_ a: [Double], _ b: [Double]) -> Double {
        func share(_ set: [Double], _ value: Double) -> Double { Double(set.count { $0 <= value }) / Double(set.count) }
        return (a + b).map { abs(share(a, $0) - share(b, $0)) }.max() ?? 0
    }

    /// Sets with ties, of sizes by chance.
    private func sets(_ dice: inout Dice, _ count: Int) throws -> [GrainSet] {
        try (0..<count).map { _ in
            let size = Int.random(in: 1...30, using: &dice)
            return try GrainSet(dice.normals(size).map { ($0 * 8).rounded() / 8 })
        }
    }

    @Test(arguments: seeds)
    func distancesAreThoseOfTheDefinition(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let sets = try sets(&dice, 40)
        for one in sets {
            for other in sets {
                let found = KolmogorovSmirnov(one, other)
                #expect(abs(found.distance - distance(one.values, other.values)) < 1e-12, "seed \(seed)")
                #expect(found.scaledDistance == KolmogorovSmirnov(other, one).scaledDistance, "seed \(seed)")
                #expect(abs(found.probability - KolmogorovSmirnov(other, one).probability) < 1e-12, "seed \(seed)")
            }
        }
    }

    @Test(arguments: seeds)
    func theGridGivesWhatEachPairGives(_ seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        let (rows, columns) = (try sets(&dice, 23), try sets(&dice, 17))
        let grid = try await GrainGrid(rows, columns, tasks: 3)
        let probabilities = await grid.probabilities(tasks: 3)
        for (i, row) in rows.enumerated() {
            for (j, column) in columns.enumerated() {
                let wanted = KolmogorovSmirnov(row, column)
                #expect(grid[i, j] == wanted, "seed \(seed), \(i), \(j)")
                #expect(abs(probabilities[j * rows.count + i] - wanted.probability) < 1e-12, "seed \(seed), \(i), \(j)")
            }
        }
    }

    /// Every order of the values is as probable as any other: counted.
    @Test func smallDistributionsAreCounted() throws {
        for (n, m) in [(1, 1), (2, 3), (4, 4), (5, 3), (6, 2), (1, 7)] {
            var distances: [Int] = []
            for mask in 0..<(1 << (n + m)) where mask.nonzeroBitCount == n {
                let first = (0..<(n + m)).filter { mask >> $0 & 1 == 1 }.map(Double.init)
                let second = (0..<(n + m)).filter { mask >> $0 & 1 == 0 }.map(Double.init)
                distances.append(KolmogorovSmirnov(try GrainSet(first), try GrainSet(second)).scaledDistance)
            }
            for scaled in 0...(n * m) {
                let wanted = Double(distances.count { $0 >= scaled }) / Double(distances.count)
                // Only distances that occur are asked for.
                guard scaled == 0 || distances.contains(scaled) else { continue }
                #expect(abs(KolmogorovProbability.tail(scaled, n, m) - wanted) < 1e-13, "\(n) \(m) \(scaled)")
            }
        }
    }

    /// Complete separation is two of all orders; and beyond the exact limit there is Kolmogorov's.
    @Test func theEndsOfTheDistribution() {
        for (n, m) in [(60, 50), (100, 100), (7, 300)] {
            let orders = lgamma(Double(n + 1)) + lgamma(Double(m + 1)) - lgamma(Double(n + m + 1))
            #expect(abs(KolmogorovProbability.tail(n * m, n, m) / (2 * exp(orders)) - 1) < 1e-9)
            #expect(KolmogorovProbability.tail(0, n, m) == 1)
        }
        // z = 1.92: SciPy's kstwobign.sf gives 0.0012562.
        let limit = KolmogorovProbability.tail(Int(0.0192 * 20_000 * 20_000), 20_000, 20_000)
        #expect(abs(limit - 0.00125621) < 1e-6, "\(limit)")
    }

    @Test(arguments: seeds)
    func areasFollowTheUnit(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let (a, b) = (dice.normals(20), dice.normals(31))
        let area = AreasRatio.area(try GrainSet(a), try GrainSet(b))
        let other = AreasRatio.area(try GrainSet(b.map { $0 * 5 + 2 }), try GrainSet(a.map { $0 * 5 + 2 }))
        #expect(abs(other - 5 * area) < 1e-9, "seed \(seed)")
        #expect(AreasRatio.area(try GrainSet(a), try GrainSet(a)) == 0)
        let shifted = AreasRatio.area(try GrainSet(a), try GrainSet(a.map { $0 + 3 }))
        #expect(abs(shifted - 3) < 1e-9, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func areasOfTheSourceAreAroundOne(_ seed: UInt64) throws {
        var made = MadeCountry(seed: seed)
        let centre = made.centre()
        let references = made.bags(centre, bags: 6, grains: 40)
        let own = made.bags(centre, bags: 1, grains: 40)[0]
        let other = made.bags(centre.map { $0 + 1 }, bags: 1, grains: 40)[0]
        let near = try AreasRatio(own, references: references, variables: made.variables, permutations: 99, seed: seed)
        let far = try AreasRatio(other, references: references, variables: made.variables, permutations: 99, seed: seed)
        #expect(near.mean < 3 && far.mean > 3, "seed \(seed): \(near.mean), \(far.mean)")
        #expect(far.probability == 0.01, "seed \(seed)")
        let again = try AreasRatio(own, references: references, variables: made.variables, permutations: 99, seed: seed)
        #expect(near == again, "seed \(seed)")
    }

    @Test func hostileSetsAreRefused() async throws {
        #expect(throws: FingerprintError.tooFew(of: "grains of the set", least: 1, found: 0)) { try GrainSet([]) }
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(throws: FingerprintError.missing(analyte: "a value", place: "the set")) {
                try GrainSet([1, value])
            }
        }
        await #expect(throws: FingerprintError.self) { try await GrainGrid([], []) }
        let same = [[[1.0], [1.0]], [[1.0], [1.0]]]
        #expect(throws: FingerprintError.singular(level: .grains, analytes: ["Ta"])) {
            try AreasRatio([[1.0], [2.0]], references: same, variables: ["Ta"], seed: 1)
        }
        #expect(throws: FingerprintError.tooFew(of: "independent samples of the source", least: 2, found: 1)) {
            try AreasRatio([[1.0], [2.0]], references: [same[0]], variables: ["Ta"], seed: 1)
        }
    }
}
