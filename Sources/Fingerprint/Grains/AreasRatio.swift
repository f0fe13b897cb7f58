/// The areas between cumulative distributions of a questioned sample and the reference of its declared source, in units
/// of the areas that independent samples of that source show among themselves.
///
/// The approach is that which BGR names so (Gäbler, Schink, Gawronski, Minerals 10:926, 2020), whose thresholds and exact
/// formula are not public in what could be read: definition and null distribution here are this room's own. Around 1 the
/// sample lies as near to the reference as samples of the source lie to each other.
public struct AreasRatio: Sendable, Hashable {
    /// The ratio for each variable.
    public let ratios: [Double]
    /// Their mean.
    public let mean: Double
    /// The probability of a mean this large if the grains of the sample and of the reference were interchangeable.
    ///
    /// By permutation of whole grains, so that variables stay together. Independent samples of one source differ by more
    /// than chance among grains, so that this is small too often: weigh it beside ``mean``.
    public let probability: Double
    /// How many permutations.
    public let permutations: Int
    /// Where chance began.
    public let seed: UInt64

    /// Compares.
    ///
    /// - Parameters:
    ///   - questioned: The grains of the questioned sample, each a row of coordinates.
    ///   - references: The samples that were taken independently at the declared source.
    ///   - permutations: How often grains change places.
    /// - Throws: ``FingerprintError`` for fewer than two reference samples (nothing to compare the area with), for fewer than
    ///   two grains of any, for rows of another length, for NaN, and where the references do not differ in a variable.
    public init(
        _ questioned: [[Double]],
        references: [[[Double]]],
        variables: [String],
        permutations: Int = 999,
        seed: UInt64
    ) throws(FingerprintError) {
        guard references.count >= 2 else {
            throw .tooFew(of: "independent samples of the source", least: 2, found: references.count)
        }
        guard permutations >= 19 else { throw .parameter(name: "permutations", range: "19...") }
        for sample in references + [questioned] {
            guard sample.count >= 2 else { throw .tooFew(of: "grains of a sample", least: 2, found: sample.count) }
            for row in sample where row.count != variables.count {
                throw .wrongCount(of: "values of a grain", expected: variables.count, found: row.count)
            }
        }
        let pool = references.flatMap { $0 }
        let units = try Self.units(references, variables)
        ratios = try variables.indices.map { index throws(FingerprintError) in
            try Self.area(questioned, pool, index, variables[index]) / units[index]
        }
        mean = ratios.reduce(0, +) / Double(ratios.count)
        var chance = SeededNumbers(seed: seed)
        var above = 1
        let all = questioned + pool
        for _ in 0..<permutations {
            let order = chance.order(of: all.count)
            let one = order.prefix(questioned.count).map { all[$0] }
            let other = order.dropFirst(questioned.count).map { all[$0] }
            var sum = 0.0
            for index in variables.indices { sum += try Self.area(one, other, index, variables[index]) / units[index] }
            if sum / Double(variables.count) >= mean { above += 1 }
        }
        probability = Double(above) / Double(permutations + 1)
        (self.permutations, self.seed) = (permutations, seed)
    }

    /// The mean area between each reference sample and the others together.
    private static func units(_ references: [[[Double]]], _ variables: [String]) throws(FingerprintError) -> [Double] {
        var result: [Double] = []
        var same: [String] = []
        for (index, variable) in variables.enumerated() {
            var sum = 0.0
            for (number, sample) in references.enumerated() {
                let others = references.enumerated().filter { $0.offset != number }.flatMap(\.element)
                sum += try area(sample, others, index, variable)
            }
            result.append(sum / Double(references.count))
            if !(sum > 0) { same.append(variable) }
        }
        guard same.isEmpty else { throw .singular(level: .grains, analytes: same) }
        return result
    }

    private static func area(
        _ one: [[Double]],
        _ other: [[Double]],
        _ index: Int,
        _ variable: String
    ) throws(FingerprintError) -> Double {
        area(
            try GrainSet(one.map { $0[index] }, of: variable),
            try GrainSet(other.map { $0[index] }, of: variable)
        )
    }

    /// The area between two cumulative distributions, in the unit of the values.
    ///
    /// - Complexity: O(n + m).
    public static func area(_ first: GrainSet, _ second: GrainSet) -> Double {
        let (a, b) = (first.values, second.values)
        var (i, j) = (0, 0)
        var sum = 0.0
        var last = min(a[0], b[0])
        while i < a.count || j < b.count {
            let value = i < a.count ? (j < b.count ? min(a[i], b[j]) : a[i]) : b[j]
            sum += abs(Double(i) / Double(a.count) - Double(j) / Double(b.count)) * (value - last)
            while i < a.count, a[i] == value { i += 1 }
            while j < b.count, b[j] == value { j += 1 }
            last = value
        }
        return sum
    }
}
