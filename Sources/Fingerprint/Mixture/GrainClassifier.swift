/// Logistic regression with a ridge that tells grains of one group from grains of another.
///
/// Both groups weigh the same, so that what it gives is the logarithm of a ratio of densities without prior odds.
struct GrainClassifier: Sendable {
    private let centre: [Double]
    private let scale: [Double]
    private let intercept: Double
    private let weights: [Double]

    /// How strongly weights are pulled to zero, beside one for each grain.
    static let ridge = 10.0

    /// - Parameter otherWeights: What each other grain counts beside the others of its group.
    init(
        declared: [[Double]],
        others: [[Double]],
        otherWeights: [Double],
        variables: [String]
    ) throws(FingerprintError) {
        let size = variables.count
        let all = declared + others
        let centre = TwoLevelBackground.mean(of: all)
        var scale = Array(repeating: 0.0, count: size)
        for row in all {
            for index in 0..<size { scale[index] += (row[index] - centre[index]) * (row[index] - centre[index]) }
        }
        scale = scale.map { ($0 / Double(all.count)).squareRoot() }
        let constant = variables.indices.filter { !(scale[$0] > 1e-12 * (1 + abs(centre[$0]))) }
        guard constant.isEmpty else { throw .singular(level: .grains, analytes: constant.map { variables[$0] }) }
        let rows = all.map { row in [1] + row.indices.map { (row[$0] - centre[$0]) / scale[$0] } }
        let half = Double(all.count) / 2
        let otherSum = otherWeights.reduce(0, +)
        let counts =
            Array(repeating: half / Double(declared.count), count: declared.count)
            + otherWeights.map { half * $0 / otherSum }
        var found = Array(repeating: 0.0, count: size + 1)
        for _ in 0..<50 {
            var gradient = found.map { -Self.ridge * $0 }
            gradient[0] = 0
            var curvature = SymmetricMatrix(size: size + 1)
            for index in 1...size { curvature[index, index] = Self.ridge }
            for (number, row) in rows.enumerated() {
                var score = 0.0
                for index in row.indices { score += found[index] * row[index] }
                let p = Probability.logistic(score)
                let error = ((number < declared.count ? 0 : 1) - p) * counts[number]
                for index in row.indices { gradient[index] += error * row[index] }
                curvature.addOuter(row, times: p * (1 - p) * counts[number])
            }
            let factor = try TwoLevelBackground.factor(curvature, .grains, ["constant"] + variables)
            let step = factor.solved(gradient)
            let longest = step.map(abs).max() ?? 0
            let shorter = longest > 4 ? 4 / longest : 1
            for index in found.indices { found[index] += step[index] * shorter }
            if longest < 1e-9 { break }
        }
        (self.centre, self.scale) = (centre, scale)
        intercept = found[0]
        weights = Array(found.dropFirst())
    }

    /// How much more a grain looks like the others, as a natural logarithm.
    func score(_ grain: [Double]) -> Double {
        var sum = intercept
        for index in weights.indices { sum += weights[index] * (grain[index] - centre[index]) / scale[index] }
        return sum
    }
}
