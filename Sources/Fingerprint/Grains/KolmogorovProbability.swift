import Foundation

/// The distribution of the two-sample Kolmogorov–Smirnov distance under one continuous distribution.
///
/// Every order of n and m values is then equally probable: the probability is the share of lattice paths from (0, 0) to
/// (n, m) that touch `|i/n − j/m| ≥ d` (Hodges 1958).
public enum KolmogorovProbability {
    /// The most grains of a set for which the distribution is worked out exactly.
    public static let exactLimit = 10_000

    /// The probability of a distance of at least `scaled / (n m)`.
    ///
    /// - Complexity: O(n m); O(n) for n = m.
    public static func tail(_ scaled: Int, _ n: Int, _ m: Int) -> Double {
        guard scaled > 0 else { return 1 }
        guard max(n, m) <= exactLimit else {
            return limit(Double(scaled) / (Double(n) * Double(m)), Double(n) * Double(m) / Double(n + m))
        }
        if n == m { return square(n, scaled / n) }
        return paths(SIMD8(repeating: Int32(clamping: scaled)), max(n, m), min(n, m))[0]
    }

    /// ``tail(_:_:_:)`` for many distances of sets of the same sizes, eight at a time.
    static func tails(_ scaled: [Int], _ n: Int, _ m: Int) -> [Double] {
        guard n != m, max(n, m) <= exactLimit else { return scaled.map { tail($0, n, m) } }
        var result: [Double] = []
        result.reserveCapacity(scaled.count)
        for start in stride(from: 0, to: scaled.count, by: 8) {
            let end = min(start + 8, scaled.count)
            var lanes = SIMD8<Int32>(repeating: 1)
            for index in start..<end { lanes[index - start] = Int32(clamping: max(scaled[index], 1)) }
            let found = paths(lanes, max(n, m), min(n, m))
            for index in start..<end { result.append(scaled[index] > 0 ? min(found[index - start], 1) : 1) }
        }
        return result
    }

    /// For n = m, by reflection: `2 Σₖ (−1)ᵏ⁻¹ C(2n, n − kh) / C(2n, n)`, nested so that no large terms cancel.
    private static func square(_ n: Int, _ h: Int) -> Double {
        guard h > 0 else { return 1 }
        var sum = 0.0
        for k in stride(from: n / h, through: 0, by: -1) {
            var share = 1.0
            for step in 0..<h {
                share *= Double(n - k * h - step) / Double(n + k * h + step + 1)
            }
            sum = share * (1 - sum)
        }
        return min(1, max(0, 2 * sum))
    }

    /// The share of paths to (i, j) that have touched the bound, row by row.
    ///
    /// The last step to (i, j) came from (i−1, j) in i of i + j orders. All terms are positive, so that small probabilities keep their digits.
    private static func paths(_ bound: SIMD8<Int32>, _ n: Int, _ m: Int) -> SIMD8<Double> {
        let one = SIMD8<Double>(repeating: 1)
        var row = Array(repeating: SIMD8<Double>(repeating: 0), count: m + 1)
        for i in 0...n {
            var left = SIMD8<Double>(repeating: 0)
            for j in 0...m {
                let apart = SIMD8<Int32>(repeating: Int32(truncatingIfNeeded: abs(i * m - j * n)))
                var share: SIMD8<Double>
                if i + j == 0 {
                    share = SIMD8(repeating: 0)
                } else {
                    let up = Double(i) / Double(i + j)
                    share = row[j] * up + left * (1 - up)
                }
                share.replace(with: one, where: widened(apart .>= bound))
                row[j] = share
                left = share
            }
        }
        return row[m]
    }

    /// The same mask for lanes of twice the width.
    private static func widened(_ mask: SIMDMask<SIMD8<Int32>>) -> SIMDMask<SIMD8<Int64>> {
        let narrow = SIMD8<Int32>(repeating: 0).replacing(with: -1, where: mask)
        return SIMD8<Int64>(truncatingIfNeeded: narrow) .!= SIMD8<Int64>(repeating: 0)
    }

    /// Kolmogorov's limit, `2 Σₖ (−1)ᵏ⁻¹ e^(−2k²z²)` with `z = d √(nm/(n+m))`.
    private static func limit(_ distance: Double, _ size: Double) -> Double {
        let square = distance * distance * size
        // Below it the series converges slowly, and the probability is 1 to fourteen digits.
        guard square > 0.04 else { return 1 }
        var (sum, sign) = (0.0, 1.0)
        for k in 1...100 {
            let term = exp(-2 * Double(k * k) * square)
            sum += sign * term
            sign = -sign
            if term < 1e-18 { break }
        }
        return min(1, max(0, 2 * sum))
    }
}
