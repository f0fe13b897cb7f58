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
    public var fraction: Double { Double(parts) / 0x1p120 }

    /// Two shares of the same whole together.
    public static func + (left: Share, right: Share) -> Share { Share(parts: left.parts &+ right.parts) }

    /// Whether one share is smaller than the other.
    public static func < (left: Share, right: Share) -> Bool { left.parts < right.parts }
}

/// Cuts a number of parts by weights, so that the pieces sum to it exactly.
struct Apportionment {
    private let parts: UInt128
    private let total: UInt64
    private var weightSoFar: UInt64 = 0
    private var partsSoFar: UInt128 = 0

    /// - Parameter total: The sum of all weights to come, not 0.
    init(_ parts: UInt128, total: UInt64) {
        self.parts = parts
        self.total = total
    }

    /// The piece of the next weight: what is due up to and with it, less what was given before.
    @inline(__always)
    mutating func next(_ weight: UInt64) -> UInt128 {
        weightSoFar &+= weight
        let due = weightSoFar == total ? parts : Self.product(parts, weightSoFar, over: total)
        let piece = due &- partsSoFar
        partsSoFar = due
        return piece
    }

    /// parts × weight ÷ total, cut down; the weight is at most the total, so the result fits.
    @inline(__always)
    private static func product(_ parts: UInt128, _ weight: UInt64, over total: UInt64) -> UInt128 {
        let low = UInt64(truncatingIfNeeded: parts).multipliedFullWidth(by: weight)
        let high = UInt64(truncatingIfNeeded: parts >> 64).multipliedFullWidth(by: weight)
        let (middle, carry) = low.high.addingReportingOverflow(high.low)
        let top = high.high &+ (carry ? 1 : 0)
        let one = total.dividingFullWidth((top, middle))
        let two = total.dividingFullWidth((one.remainder, low.low))
        return UInt128(one.quotient) << 64 | UInt128(two.quotient)
    }
}
