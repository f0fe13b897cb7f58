/// The field of 256 elements, in which secrets are shared: GF(2)[x] modulo x⁸ + x⁴ + x³ + x + 1.
///
/// Neither tables nor branches: how long it takes and which memory it touches does not depend on the elements.
enum ByteField {
    /// The product of two elements.
    static func times(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var (a, product): (UInt8, UInt8) = (left, 0)
        for bit in 0..<8 {
            product ^= a & (0 &- (right >> UInt8(bit) & 1))
            a = a << 1 ^ 0x1B & (0 &- (a >> 7))
        }
        return product
    }

    /// The inverse of an element: its 254th power; 0 for 0.
    static func inverse(_ element: UInt8) -> UInt8 {
        var (square, result): (UInt8, UInt8) = (element, 1)
        // 254 is 0b1111_1110.
        for _ in 0..<7 {
            square = times(square, square)
            result = times(result, square)
        }
        return result
    }

    /// The value at a point of the polynomial with these coefficients, the constant first.
    static func value(of coefficients: [UInt8], at point: UInt8) -> UInt8 {
        coefficients.reversed().reduce(0) { times($0, point) ^ $1 }
    }

    /// The value at 0 of the polynomial through points that are distinct and not 0.
    static func constant(through points: [(x: UInt8, y: UInt8)]) -> UInt8 {
        points.enumerated().reduce(0) { sum, item in
            let (index, point) = item
            var weight: UInt8 = 1
            for (other, at) in points.enumerated() where other != index {
                weight = times(weight, times(at.x, inverse(at.x ^ point.x)))
            }
            return sum ^ times(point.y, weight)
        }
    }
}
