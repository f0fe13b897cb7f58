/// A share of a whole as an exact number of parts of 2¹²⁰.
///
/// Shares of a lot are apportioned, not rounded: whatever the number of steps, those of all its origins and the unknown
/// one sum to the whole exactly. Each flow between two lots is cut down to whole parts, so a share differs from the
/// rational number that a calculation with unlimited fractions gives by less than the number of flows in parts:
/// a trace of a million flows is right to thirty decimal places.
public struct Share: Sendable, Hashable, Comparable {
    /// The parts.
    public let parts: UInt128

    /// All of it.
    public static let whole = Share(parts: 1 << 120)
    /// Nothing.
    public static let none = Share(parts: 0)

    /// A share of so many parts.
    public init(parts: UInt128) {
        self.parts = parts
    }

    /// Parts per million, rounded to the nearest.
    public var ppm: Int { Int(((parts >> 24) &* 1_000_000 &+ (1 << 95)) >> 96) }

    /// The share from 0 to 1, to the nearest double.
    ///
    /// The upper 64 bits decide, and whether anything is below them; the library takes UInt128 apart a word at a time.
    public var fraction: Double {
        let shift = max(0, 64 - parts.leadingZeroBitCount)
        let top = UInt64(truncatingIfNeeded: parts >> UInt128(shift))
        let isMore = parts & ((1 << UInt128(shift)) &- 1) != 0
        return Double(isMore ? top | 1 : top) * Double(sign: .plus, exponent: shift - 120, significand: 1)
    }

    /// Two shares of the same whole together.
    public static func + (left: Share, right: Share) -> Share { Share(parts: left.parts &+ right.parts) }

    /// Whether one share is smaller than the other.
    public static func < (left: Share, right: Share) -> Bool { left.parts < right.parts }
}

/// Cuts a number of parts by weights, so that the pieces sum to it exactly.
struct Apportionment {
    private let parts: UInt128
    private let total: UInt64
    /// The parts for one unit of weight, cut down, and the parts that are left over.
    private let unit: UInt128
    private let rest: UInt64
    private var weightSoFar: UInt64 = 0
    private var partsSoFar: UInt128 = 0

    /// - Parameter total: The sum of all weights to come, not 0.
    init(_ parts: UInt128, total: UInt64) {
        self.parts = parts
        self.total = total
        (unit, rest) = Self.divide(parts, by: total)
    }

    /// The piece of the next weight: what is due up to and with it, less what was given before.
    @inline(__always)
    mutating func next(_ weight: UInt64) -> UInt128 {
        weightSoFar &+= weight
        let due = weightSoFar == total ? parts : self.due(weightSoFar)
        let piece = due &- partsSoFar
        partsSoFar = due
        return piece
    }

    /// parts × weight ÷ total, cut down; the weight is at most the total, so the result fits.
    ///
    /// As parts = unit × total + rest, that is unit × weight + rest × weight ÷ total: one short division in place of a
    /// long one.
    @inline(__always)
    private func due(_ weight: UInt64) -> UInt128 {
        let ofRest: UInt64
        if total <= UInt64(UInt32.max) {
            ofRest = rest &* weight / total
        } else {
            ofRest = UInt64(truncatingIfNeeded: UInt128(rest) &* UInt128(weight) / UInt128(total))
        }
        return unit &* UInt128(weight) &+ UInt128(ofRest)
    }

    /// Division by half the digits; what is left over follows from the quotient.
    @inline(__always)
    private static func divide(_ parts: UInt128, by total: UInt64) -> (UInt128, UInt64) {
        let low = UInt64(truncatingIfNeeded: parts)
        let (top, carried) = UInt64(truncatingIfNeeded: parts >> 64).quotientAndRemainder(dividingBy: total)
        let bottom = UInt64(truncatingIfNeeded: (UInt128(carried) << 64 | UInt128(low)) / UInt128(total))
        return (UInt128(top) << 64 | UInt128(bottom), low &- bottom &* total)
    }
}
