import Foundation

/// The lower triangle `L` with `L L' = S`, for densities and distances without an inverse.
struct CholeskyFactor: Sendable {
    /// That a matrix is not positive definite: the column where it shows.
    struct NotPositiveDefinite: Error {
        let column: Int
    }

    /// What is left of a variance, relative to it, below which a variable counts as made of those before it.
    static let tolerance = 1e-11

    let size: Int
    private let lower: [Double]

    /// Half the logarithm of the determinant: the sum of the logarithms of the diagonal of `L`.
    let halfLogDeterminant: Double

    /// - Complexity: O(size³).
    init(_ matrix: SymmetricMatrix) throws(NotPositiveDefinite) {
        let size = matrix.size
        var lower = matrix.values
        var half = 0.0
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row, column]
                for index in 0..<column { sum -= lower[row * size + index] * lower[column * size + index] }
                if row == column {
                    // Also false for NaN.
                    guard sum > matrix[row, row] * Self.tolerance, sum.isFinite else {
                        throw NotPositiveDefinite(column: row)
                    }
                    lower[row * size + row] = sum.squareRoot()
                    half += log(lower[row * size + row])
                } else {
                    lower[row * size + column] = sum / lower[column * size + column]
                }
            }
        }
        (self.size, self.lower, halfLogDeterminant) = (size, lower, half)
    }

    /// `L⁻¹ v`: uncorrelated coordinates of unit variance.
    func whitened(_ vector: [Double]) -> [Double] {
        var result = vector
        for row in 0..<size {
            var sum = result[row]
            for column in 0..<row { sum -= lower[row * size + column] * result[column] }
            result[row] = sum / lower[row * size + row]
        }
        return result
    }

    /// `v' S⁻¹ v`.
    func squaredDistance(_ vector: [Double]) -> Double {
        whitened(vector).reduce(0) { $0 + $1 * $1 }
    }

    /// The logarithm of the zero-mean normal density at a vector, without the constant `-size/2 ln 2π`.
    func logDensity(_ vector: [Double]) -> Double {
        -0.5 * squaredDistance(vector) - halfLogDeterminant
    }

    /// `S⁻¹ v`.
    func solved(_ vector: [Double]) -> [Double] {
        var result = whitened(vector)
        for row in stride(from: size - 1, through: 0, by: -1) {
            var sum = result[row]
            for below in (row + 1)..<max(size, row + 1) { sum -= lower[below * size + row] * result[below] }
            result[row] = sum / lower[row * size + row]
        }
        return result
    }
}
