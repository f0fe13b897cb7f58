import Foundation

/// Numbers of records and reports: decimal texts, never binary floats.
public enum ReportNumber {
    /// A number with so many places behind the point, rounded to the nearest; `infinite` and `-infinite` where it is.
    public static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "unknown" : value > 0 ? "infinite" : "-infinite" }
        let text = String(format: "%.\(max(0, min(places, 15)))f", value)
        return text.contains(where: { ("1"..."9").contains($0) }) || !text.hasPrefix("-")
            ? text : String(text.dropFirst())
    }

    /// A ratio with two significant figures: 0.0012, 45, 1800, 1.2e7.
    public static func ratio(_ ratio: LikelihoodRatio) -> String {
        let exponent = ratio.log10.rounded(.down)
        guard exponent.isFinite else { return fixed(ratio.log10, places: 0) }
        var figures = (pow(10, ratio.log10 - exponent) * 10).rounded()
        var power = Int(exponent)
        if figures >= 100 { (figures, power) = (10, power + 1) }
        if (-4...5).contains(power) {
            return fixed(figures * pow(10, Double(power - 1)), places: max(0, 1 - power))
        }
        return "\(Int(figures) / 10).\(Int(figures) % 10)e\(power)"
    }
}
