/// How items of the relevant population vary, within each item and between items (Aitken and Lucy 2004).
///
/// An item is a source; its replicates are samples that were **taken independently** from it. Many spots on one grain, or
/// many grains of one bag, are one replicate: taken as more they make every ratio too strong.
public struct TwoLevelBackground: Sendable {
    /// The variables, for errors.
    public let variables: [String]
    /// The means of the items.
    public let means: [[Double]]
    /// The mean of the means.
    public let mean: [Double]
    /// `U`, the covariance within items.
    public let within: SymmetricMatrix
    /// `C`, the covariance between items, the variation within taken out.
    public let between: SymmetricMatrix

    /// How many items.
    public var count: Int { means.count }

    /// Estimates a background.
    ///
    /// `U = Σᵢⱼ (xᵢⱼ − x̄ᵢ)(xᵢⱼ − x̄ᵢ)ᵀ / (N − m)` and `C = Σᵢ (x̄ᵢ − x̄)(x̄ᵢ − x̄)ᵀ / (m − 1) − U · mean(1/nᵢ)`, which for
    /// items of n replicates each is the published `− U/n`.
    ///
    /// - Parameters:
    ///   - variables: The names of the coordinates.
    ///   - items: The replicates of each item, each a row of coordinates.
    /// - Throws: ``FingerprintError`` for fewer than two items, for no item with two replicates, for values that are not
    ///   finite, for rows of another length, and where `U` is singular: with the variables.
    public init(_ variables: [String], items: [[[Double]]]) throws(FingerprintError) {
        let size = variables.count
        guard size > 0 else { throw .tooFew(of: "variables", least: 1, found: 0) }
        guard items.count >= 2 else { throw .tooFew(of: "items", least: 2, found: items.count) }
        var total = 0
        for (number, item) in items.enumerated() {
            guard !item.isEmpty else { throw .tooFew(of: "replicates of item \(number + 1)", least: 1, found: 0) }
            for row in item {
                guard row.count == size else {
                    throw .wrongCount(of: "values in item \(number + 1)", expected: size, found: row.count)
                }
                for (index, value) in row.enumerated() where !value.isFinite {
                    throw .notPositive(analyte: variables[index], place: "item \(number + 1)")
                }
            }
            total += item.count
        }
        let spare = total - items.count
        guard spare >= size else {
            throw .tooFew(of: "replicates beyond the first of each item", least: size, found: spare)
        }
        means = items.map { Self.mean(of: $0) }
        mean = Self.mean(of: means)
        var within = SymmetricMatrix(size: size)
        for (item, mean) in zip(items, means) {
            for row in item { within.addOuter(zip(row, mean).map { $0 - $1 }) }
        }
        within = within.scaled(by: 1 / Double(spare))
        var between = SymmetricMatrix(size: size)
        for each in means { between.addOuter(zip(each, mean).map { $0 - $1 }) }
        var inverse = 0.0
        for item in items { inverse += 1 / Double(item.count) }
        self.between = between.scaled(by: 1 / Double(items.count - 1))
            .adding(within, times: -inverse / Double(items.count))
        self.within = within
        self.variables = variables
        _ = try Self.factor(within, .within, variables)
    }

    /// The mean of rows.
    static func mean(of rows: [[Double]]) -> [Double] {
        guard var sum = rows.first else { return [] }
        for row in rows.dropFirst() { for index in sum.indices { sum[index] += row[index] } }
        return sum.map { $0 / Double(rows.count) }
    }

    /// The factor of a covariance, or which variables make it singular.
    static func factor(
        _ matrix: SymmetricMatrix,
        _ level: FingerprintError.Level,
        _ variables: [String]
    ) throws(FingerprintError) -> CholeskyFactor {
        do throws(CholeskyFactor.NotPositiveDefinite) { return try CholeskyFactor(matrix) } catch {
            // All constant ones at once; otherwise the one that those before it make up.
            let largest = matrix.diagonal.max() ?? 0
            let constant = variables.indices.filter { !(matrix[$0, $0] > largest * CholeskyFactor.tolerance * 1e-9) }
            let named = constant.isEmpty ? [error.column] : constant
            throw .singular(level: level, analytes: named.map { variables[$0] })
        }
    }
}
