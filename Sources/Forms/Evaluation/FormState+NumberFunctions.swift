import Foundation

extension FormState {
    /// The functions of numbers.
    func numberFunction(
        _ function: FormFunction,
        _ arguments: [Expression],
        _ context: Context
    ) throws(EvaluationFault)
        -> Double
    {
        var numbers: [Double] = []
        for (index, argument) in arguments.enumerated() {
            let value = try value(argument, context)
            // Moments count in fractions of days here, and as whole days where they are rounded.
            if case .moment(let moment) = value, function != .round || index > 0 {
                numbers.append(Double(moment + calendar.offsetMinutes * 60_000) / Double(FormCalendar.day))
            } else {
                numbers.append(value.number(calendar))
            }
        }
        let first = numbers.first ?? 0
        return switch function {
        case .round: Self.rounded(first, places: numbers.count > 1 ? NumberText.saturated(numbers[1]) : 0)
        case .abs: Swift.abs(first)
        case .pow: Foundation.pow(first, numbers[1])
        case .sqrt: first.squareRoot()
        case .exp: Foundation.exp(first)
        case .exp10: Foundation.pow(10, first)
        case .log: Foundation.log(first)
        case .log10: Foundation.log10(first)
        case .pi: Double.pi
        case .sin: Foundation.sin(first)
        case .cos: Foundation.cos(first)
        case .tan: Foundation.tan(first)
        case .asin: Foundation.asin(first)
        case .acos: Foundation.acos(first)
        case .atan: Foundation.atan(first)
        default: Foundation.atan2(first, numbers[1])
        }
    }

    /// A number rounded as spreadsheets do, on its decimal digits: halves go up, or towards zero below it.
    static func rounded(_ number: Double, places: Int) -> Double {
        guard number.isFinite else { return number }
        guard abs(places) <= 30 else { return .nan }
        guard places >= 0 else {
            let scale = Foundation.pow(10, Double(-places))
            return (number / scale + 0.5).rounded(.towardZero) * scale
        }
        return DecimalText(number).rounded(places: places)
    }
}

/// The digits of a number as Java writes them, to be rounded without the error of binary fractions.
private struct DecimalText {
    let isNegative: Bool
    /// The digits from the first that counts.
    var digits: [UInt8]
    /// The power of ten of the first digit.
    var exponent: Int

    init(_ number: Double) {
        isNegative = number < 0
        var text = Array(NumberText.java(abs(number)).utf8)
        exponent = 0
        if let mark = text.firstIndex(of: UInt8(ascii: "E")) {
            exponent = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)) ?? 0
            text = Array(text[..<mark])
        }
        let point = text.firstIndex(of: UInt8(ascii: ".")) ?? text.count
        exponent += point - 1
        digits = text.filter { $0 != UInt8(ascii: ".") }.map { $0 - 0x30 }
    }

    func rounded(places: Int) -> Double {
        let kept = exponent + 1 + places
        guard kept < digits.count else { return value(of: digits, exponent) }
        guard kept >= 0 else { return isNegative ? -0.0 : 0 }
        var result = Array(digits.prefix(kept))
        var exponent = exponent
        let rest = digits[kept...]
        let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
        let goesUp = isHalf ? !isNegative : (rest.first ?? 0) >= 5
        if goesUp {
            var place = result.count - 1
            while place >= 0, result[place] == 9 {
                result[place] = 0
                place -= 1
            }
            if place >= 0 {
                result[place] += 1
            } else {
                result.insert(1, at: 0)
                exponent += 1
            }
        }
        return value(of: result, exponent)
    }

    private func value(of digits: [UInt8], _ exponent: Int) -> Double {
        guard !digits.isEmpty else { return isNegative ? -0.0 : 0 }
        let text = String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
        return (Double("\(text)e\(exponent - digits.count + 1)") ?? .nan) * (isNegative ? -1 : 1)
    }
}
