/// A stream of pseudo-random numbers that is the same on every machine for the same seed and name.
///
/// xoshiro256** (Blackman and Vigna 2018), filled by SplitMix64. Each part of the country draws from a stream of its
/// own, so that a change in one part leaves the others as they were.
struct Chance {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    init(seed: UInt64, stream: String) {
        // FNV-1a over the name keeps streams apart.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in stream.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        var state = seed ^ hash
        s0 = Self.splitMix(&state)
        s1 = Self.splitMix(&state)
        s2 = Self.splitMix(&state)
        s3 = Self.splitMix(&state)
    }

    private static func splitMix(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func next() -> UInt64 {
        let product = s1 &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = (s3 << 45) | (s3 >> 19)
        return result
    }

    /// A whole number in the range, its ends included.
    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound) + 1
        // The bias of the remainder is below 2⁻⁴⁰ for every width used here.
        return range.lowerBound + Int(next() % width)
    }

    /// A number in 0..<1 with 53 random bits.
    mutating func fraction() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    mutating func number(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * fraction()
    }

    /// Roughly normal with mean 0 and standard deviation 1, never beyond ±3.5 (sum of four uniforms).
    mutating func bell() -> Double {
        (fraction() + fraction() + fraction() + fraction() - 2) * 1.732
    }

    mutating func happens(percent: Int) -> Bool {
        integer(0...99) < percent
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[integer(0...(elements.count - 1))]
    }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var result = elements
        var index = result.count - 1
        while index > 0 {
            result.swapAt(index, integer(0...index))
            index -= 1
        }
        return result
    }

    /// The value times a factor near 1000 thousandths.
    mutating func about(_ value: Int, spreadPermille: Int) -> Int {
        value * (1000 + integer(-spreadPermille...spreadPermille)) / 1000
    }

    /// A version 4 UUID (RFC 9562), as `urn:uuid:…`.
    mutating func uuid() -> String {
        let digits = Array("0123456789abcdef".utf8)
        var bytes: [UInt8] = []
        let high = next()
        let low = next()
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: high >> UInt64(shift)))
        }
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: low >> UInt64(shift)))
        }
        bytes[6] = (bytes[6] & 0x0f) | 0x40
        bytes[8] = (bytes[8] & 0x3f) | 0x80
        var text = Array("urn:uuid:".utf8)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
