/// Whole numbers printed as decimals, without floating point or locale.
enum Decimals {
    /// `1234` with 2 places is `12.34`; trailing zeros stay.
    static func fixed(_ value: Int, places: Int) -> String {
        let negative = value < 0
        var digits = String(value.magnitude)
        while digits.utf8.count <= places { digits = "0" + digits }
        let whole = digits.prefix(digits.count - places)
        let rest = digits.suffix(places)
        return (negative ? "-" : "") + whole + (places > 0 ? "." + rest : "")
    }

    /// Like ``fixed(_:places:)`` without trailing zeros.
    static func short(_ value: Int, places: Int) -> String {
        var text = fixed(value, places: places)
        guard places > 0 else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text == "-0" ? "0" : text
    }

    static func padded(_ value: Int, _ width: Int) -> String {
        var digits = String(value.magnitude)
        while digits.utf8.count < width { digits = "0" + digits }
        return value < 0 ? "-" + digits : digits
    }

    /// Degrees with six places (about 0.1 m).
    static func degrees(_ value: Double) -> String {
        short(Int((value * 1_000_000).rounded()), places: 6)
    }
}
