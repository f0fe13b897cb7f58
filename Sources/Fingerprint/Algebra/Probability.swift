import Foundation

/// Distribution functions and sums that stay within the range of a Double.
enum Probability {
    /// The logarithm of a sum of exponentials.
    static func logSum(_ logarithms: [Double]) -> Double {
        guard let most = logarithms.max(), most.isFinite else { return logarithms.max() ?? -.infinity }
        var sum = 0.0
        for each in logarithms { sum += exp(each - most) }
        return most + log(sum)
    }

    /// `ln(1 + eˣ)`.
    static func softplus(_ x: Double) -> Double {
        x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))
    }

    /// `1 / (1 + e⁻ˣ)`.
    static func logistic(_ x: Double) -> Double {
        if x >= 0 { return 1 / (1 + exp(-x)) }
        let e = exp(x)
        return e / (1 + e)
    }

    /// The probability that chi-square with so many degrees of freedom is at least `x`.
    static func chiSquareTail(_ x: Double, degrees: Int) -> Double {
        guard x > 0 else { return 1 }
        return upperGamma(Double(degrees) / 2, x / 2)
    }

    /// The probability that F with these degrees of freedom is at least `x`.
    static func fTail(_ x: Double, _ numerator: Int, _ denominator: Int) -> Double {
        guard x > 0 else { return 1 }
        let (d1, d2) = (Double(numerator), Double(denominator))
        return incompleteBeta(d2 / 2, d1 / 2, d2 / (d2 + d1 * x))
    }

    /// The probability of at least `count` successes of `trials`, each with probability `chance`.
    static func binomialTail(_ count: Int, of trials: Int, chance: Double) -> Double {
        guard count > 0 else { return 1 }
        guard count <= trials else { return 0 }
        return incompleteBeta(Double(count), Double(trials - count + 1), chance)
    }

    /// `Q(a, x)`, the regularised upper incomplete gamma function (series below a + 1, continued fraction above).
    private static func upperGamma(_ a: Double, _ x: Double) -> Double {
        let front = exp(a * log(x) - x - lgamma(a))
        if x < a + 1 {
            var (term, sum, n) = (1 / a, 1 / a, a)
            for _ in 0..<10_000 {
                n += 1
                term *= x / n
                sum += term
                if term < sum * 1e-16 { break }
            }
            return max(0, 1 - front * sum)
        }
        var b = x + 1 - a
        var c = 1e300
        var d = 1 / b
        var h = d
        for i in 1..<10_000 {
            let an = -Double(i) * (Double(i) - a)
            b += 2
            d = 1 / nonZero(an * d + b)
            c = nonZero(b + an / c)
            h *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return min(1, front * h)
    }

    /// `I_x(a, b)`, the regularised incomplete beta function, by its continued fraction.
    private static func incompleteBeta(_ a: Double, _ b: Double, _ x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(b, a, 1 - x) }
        let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
        var c = 1.0
        var d = 1 / nonZero(1 - (a + b) * x / (a + 1))
        var h = d
        for m in 1..<10_000 {
            let i = Double(m)
            let even = i * (b - i) * x / ((a + 2 * i - 1) * (a + 2 * i))
            d = 1 / nonZero(1 + even * d)
            c = nonZero(1 + even / c)
            h *= d * c
            let odd = -(a + i) * (a + b + i) * x / ((a + 2 * i) * (a + 2 * i + 1))
            d = 1 / nonZero(1 + odd * d)
            c = nonZero(1 + odd / c)
            h *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return min(1, max(0, front * h))
    }

    private static func nonZero(_ x: Double) -> Double { abs(x) < 1e-300 ? 1e-300 : x }
}
