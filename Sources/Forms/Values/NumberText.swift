/// Numbers as JavaRosa reads and writes them.
enum NumberText {
    /// The value of a text as `number()` takes it; not a number if it is none.
    ///
    /// A comma counts as a point; neither exponents nor signs other than minus are known.
    static func value(_ text: String) -> Double {
        let bytes = trimmed(text).utf8.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
        let isPlain = bytes.allSatisfy {
            ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
        guard isPlain, bytes.contains(where: { $0 >= 0x30 && $0 <= 0x39 }), bytes.count <= 400 else { return .nan }
        return parsed(bytes) ?? .nan
    }

    /// The value of an answer to a question for a decimal: digits, a point, an exponent; nil for anything else.
    static func decimal(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        let isPlain = bytes.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || [0x2E, 0x2D, 0x2B, 0x65, 0x45].contains($0) }
        guard isPlain, bytes.contains(where: { $0 >= 0x30 && $0 <= 0x39 }), bytes.count <= 400 else { return nil }
        return parsed(bytes)
    }

    private static func parsed(_ bytes: [UInt8]) -> Double? {
        guard let value = Double(String(decoding: bytes, as: UTF8.self)) else { return nil }
        return value
    }

    /// The value of an answer to a question for a whole number of 32 bits; nil for anything else.
    static func integer(_ text: String) -> Int? {
        var bytes = Array(text.utf8)
        guard let first = bytes.first else { return nil }
        if first == UInt8(ascii: "+") { bytes.removeFirst() }
        let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
        guard !digits.isEmpty, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int32(String(decoding: bytes, as: UTF8.self)).map { Int($0) }
    }

    /// A number as `string()` gives it: whole ones of 32 bits without a point, others as ``java(_:)``.
    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if abs(value) < 1e-12 { return "0" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        let whole = Double(saturated(value))
        return abs(value - whole) < 1e-12 ? String(saturated(value)) : java(value)
    }

    /// The nearest whole number of 32 bits towards zero, as a cast of Java gives it.
    static func saturated(_ value: Double) -> Int {
        if value.isNaN { return 0 }
        return Int(max(Double(Int32.min), min(Double(Int32.max), value)))
    }

    /// A number as Java writes it: always with a point, from 10,000,000 on and below 0.001 with an exponent.
    static func java(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        let sign = value.sign == .minus ? "-" : ""
        let size = abs(value)
        if size == 0 { return sign + "0.0" }
        var (digits, exponent) = shortest(size)
        if size >= 1e-3, size < 1e7 {
            if exponent < 0 {
                return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
            }
            while digits.utf8.count < exponent + 2 { digits += "0" }
            let cut = digits.index(digits.startIndex, offsetBy: exponent + 1)
            return sign + digits[..<cut] + "." + digits[cut...]
        }
        let rest = digits.dropFirst()
        return "\(sign)\(digits.prefix(1)).\(rest.isEmpty ? "0" : String(rest))E\(exponent)"
    }

    /// The shortest digits that mean the number, without zeros at the ends, and the power of ten of the first.
    private static func shortest(_ value: Double) -> (digits: String, exponent: Int) {
        var text = Array(value.description.utf8)
        var exponent = 0
        if let mark = text.firstIndex(of: UInt8(ascii: "e")) {
            exponent = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)) ?? 0
            text = Array(text[..<mark])
        }
        let point = text.firstIndex(of: UInt8(ascii: ".")) ?? text.count
        var digits = text.filter { $0 != UInt8(ascii: ".") }
        exponent += point - 1
        while digits.count > 1, digits.first == UInt8(ascii: "0") {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (String(decoding: digits, as: UTF8.self), exponent)
    }

    /// A text without what Java's `trim` takes off its ends: all up to the space.
    static func trimmed(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    /// A number of at least so many digits.
    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension String {
    /// Whether two texts have the same bytes: Swift holds "é" and "e" with an accent to be equal, forms do not.
    func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    /// The pieces between spaces, without empty ones.
    var spaceSeparated: [String] {
        utf8.split(separator: 0x20).map { String(decoding: Array($0), as: UTF8.self) }
    }
}
