/// A decimal number as its digits without zeros at the ends, and where the point stands.
struct DecimalDigits: Equatable {
    var isNegative = false
    var digits: [UInt8] = []
    /// How many digits stand before the point.
    var point = 0

    init(_ text: ArraySlice<UInt8>) {
        var hasPoint = false
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): hasPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                let exponent = Int(String(decoding: text[index...], as: UTF8.self)) ?? 0
                point = point.addingReportingOverflow(exponent).partialValue
                index = text.endIndex
            default:
                if byte == UInt8(ascii: "0"), digits.isEmpty {
                    if hasPoint { point -= 1 }
                } else {
                    digits.append(byte)
                    if !hasPoint { point += 1 }
                }
            }
        }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        if digits.isEmpty { (point, isNegative) = (0, false) }
    }
}
