/// A small symmetric matrix, row by row.
public struct SymmetricMatrix: Sendable, Hashable {
    /// How many rows and columns.
    public let size: Int
    /// The values, row by row: `size * size` of them.
    public internal(set) var values: [Double]

    /// A matrix of zeros.
    public init(size: Int) {
        self.size = size
        values = Array(repeating: 0, count: size * size)
    }

    /// The value at a row and a column.
    public subscript(row: Int, column: Int) -> Double {
        get { values[row * size + column] }
        set { values[row * size + column] = newValue }
    }

    /// The values on the diagonal.
    public var diagonal: [Double] { (0..<size).map { self[$0, $0] } }

    /// The matrix times a number.
    func scaled(by factor: Double) -> SymmetricMatrix {
        var result = self
        for index in values.indices { result.values[index] *= factor }
        return result
    }

    /// The sum with another matrix of the same size times a number.
    func adding(_ other: SymmetricMatrix, times factor: Double = 1) -> SymmetricMatrix {
        var result = self
        for index in values.indices { result.values[index] += other.values[index] * factor }
        return result
    }

    /// Adds `vector * vector'` times a number.
    mutating func addOuter(_ vector: [Double], times factor: Double = 1) {
        for row in 0..<size {
            let left = vector[row] * factor
            for column in 0..<size { values[row * size + column] += left * vector[column] }
        }
    }
}
