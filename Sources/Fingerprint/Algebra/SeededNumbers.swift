import Foundation

/// Numbers by chance that are the same for the same seed everywhere: SplitMix64 (Steele, Lea, Flood 2014).
///
/// A report names the seed, so that whoever repeats the calculation gets the same digits.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 below a bound; without `Int.random`, whose method is the library's to change.
    mutating func index(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(max(bound, 1))).high)
    }

    /// A standard normal number (Box and Muller 1958).
    mutating func normal() -> Double {
        let radius = (-2 * log((Double(next() >> 11) + 0.5) * 0x1p-53)).squareRoot()
        return radius * cos(2 * .pi * Double(next() >> 11) * 0x1p-53)
    }

    /// The numbers from 0 below a count in an order by chance.
    mutating func order(of count: Int) -> [Int] {
        var result = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) { result.swapAt(last, index(below: last + 1)) }
        return result
    }
}
