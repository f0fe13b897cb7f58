/// Times in a pre-hash string: UTC, milliseconds, `Z` (CBV 2.0 section 8.9.2 rules 8 and 9).
enum HashTime {
    /// What became of a value.
    enum Outcome {
        /// It is no time that can be read.
        case none
        case time(hasOffset: Bool, isRounded: Bool)
    }

    /// Appends the time that the bytes spell (`xsd:dateTimeStamp`).
    ///
    /// - Parameter roundsToEven: Whether half a millisecond goes to the even one, of what the first six decimals say;
    ///   else the fourth decimal decides.
    static func append(_ text: ArraySlice<UInt8>, roundsToEven: Bool, to output: inout [UInt8]) -> Outcome {
        var reader = Reader(text: text, index: text.startIndex)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("T") || reader.take("t") || reader.take(" "),
            let hour = reader.number(2), reader.take(":"), let minute = reader.number(2), reader.take(":"),
            let second = reader.number(2), year > 0, 1...12 ~= month, 1...daysIn(month, of: year) ~= day, hour < 24,
            minute < 60, second < 60
        else { return .none }
        var millisecond = 0
        var isRounded = false
        if reader.take(".") || reader.take(",") {
            guard let fraction = reader.fraction(toEven: roundsToEven) else { return .none }
            (millisecond, isRounded) = fraction
        }
        guard let offset = reader.offset() else { return .none }
        var days = daysBefore(year, month, day)
        var milliseconds = ((hour * 60 + minute - (offset.minutes ?? 0)) * 60 + second) * 1000 + millisecond
        let dayLength = 86_400_000
        while milliseconds < 0 {
            milliseconds += dayLength
            days -= 1
        }
        while milliseconds >= dayLength {
            milliseconds -= dayLength
            days += 1
        }
        let date = civil(days)
        guard 1...9999 ~= date.year else { return .none }
        append(date.year, 4, to: &output)
        output.append(UInt8(ascii: "-"))
        append(date.month, 2, to: &output)
        output.append(UInt8(ascii: "-"))
        append(date.day, 2, to: &output)
        output.append(UInt8(ascii: "T"))
        append(milliseconds / 3_600_000, 2, to: &output)
        output.append(UInt8(ascii: ":"))
        append(milliseconds / 60_000 % 60, 2, to: &output)
        output.append(UInt8(ascii: ":"))
        append(milliseconds / 1000 % 60, 2, to: &output)
        output.append(UInt8(ascii: "."))
        append(milliseconds % 1000, 3, to: &output)
        output.append(UInt8(ascii: "Z"))
        return .time(hasOffset: offset.minutes != nil, isRounded: isRounded)
    }

    private struct Reader {
        let text: ArraySlice<UInt8>
        var index: Int

        mutating func take(_ byte: Unicode.Scalar) -> Bool {
            guard index < text.endIndex, text[index] == UInt8(ascii: byte) else { return false }
            index &+= 1
            return true
        }

        mutating func number(_ count: Int) -> Int? {
            guard index &+ count <= text.endIndex else { return nil }
            var result = 0
            for _ in 0..<count {
                let digit = text[index] &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                result = result &* 10 &+ Int(digit)
                index &+= 1
            }
            return result
        }

        /// Thousandths of a second from the decimals that follow, up to 1000.
        mutating func fraction(toEven: Bool) -> (Int, isRounded: Bool)? {
            let start = index
            var micros = 0
            var isRounded = false
            var fourth: UInt8 = 0
            while index < text.endIndex, text[index] &- UInt8(ascii: "0") < 10 {
                let digit = text[index] &- UInt8(ascii: "0")
                if index &- start < 6 { micros = micros &* 10 &+ Int(digit) }
                if index &- start == 3 { fourth = digit }
                if index &- start >= 3, digit != 0 { isRounded = true }
                index &+= 1
            }
            let count = index &- start
            guard count > 0 else { return nil }
            for _ in min(count, 6)..<6 { micros &*= 10 }
            let (thousandths, rest) = (micros / 1000, micros % 1000)
            let goesUp = toEven ? rest > 500 || rest == 500 && thousandths & 1 == 1 : fourth >= 5
            return (goesUp ? thousandths + 1 : thousandths, isRounded)
        }

        /// The offset from UTC in minutes; nil within if none is said; nil if what follows is none.
        mutating func offset() -> (minutes: Int?, Void)? {
            if index == text.endIndex { return (nil, ()) }
            if take("Z") || take("z") { return index == text.endIndex ? (0, ()) : nil }
            let isWest = index < text.endIndex && text[index] == UInt8(ascii: "-")
            guard take("+") || take("-"), let hours = number(2) else { return nil }
            _ = take(":")
            guard let minutes = number(2), index == text.endIndex, hours < 24, minutes < 60 else { return nil }
            let total = hours * 60 + minutes
            return (isWest ? -total : total, ())
        }
    }

    private static func append(_ number: Int, _ width: Int, to output: inout [UInt8]) {
        var divisor = width == 4 ? 1000 : width == 3 ? 100 : 10
        while divisor > 0 {
            output.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    private static func daysIn(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 0000-03-01 of the proleptic Gregorian calendar.
    private static func daysBefore(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let monthOfYear = (month + 9) % 12
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (monthOfYear * 153 + 2) / 5 + day - 1
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
