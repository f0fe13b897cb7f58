public import Formats

/// When a subscription to a query is served: seconds, minutes, hours, days and months that have to match, in UTC
/// (EPCIS 2.0 section 8.2.5.3).
///
/// A field that is left out matches always; one that is finer than the finest that is given stands at its first value,
/// so that an hour and a minute are one moment of each day.
public struct QuerySchedule: Sendable, Hashable {
    /// The fields of a schedule, the finest first.
    public enum Field: String, Sendable, Hashable, CaseIterable {
        case second, minute, hour, dayOfMonth, month, dayOfWeek

        /// The values that it may have; of the days of the week the first is Monday.
        var range: ClosedRange<Int> {
            switch self {
            case .second, .minute: 0...59
            case .hour: 0...23
            case .dayOfMonth: 1...31
            case .month: 1...12
            case .dayOfWeek: 1...7
            }
        }
    }

    /// The values of each field that match, as bits.
    private var matching: [UInt64]
    /// The fields as they were written.
    public let texts: [Field: String]

    /// Reads the fields of a schedule; throws the field that cannot be read or, if they cannot match together, the day
    /// of the month.
    ///
    /// A field is a list of numbers and ranges behind commas: `5`, `[8-17]`, `0,30`. Beyond the standard, `0/15` is every
    /// fifteenth from zero on, as in its own examples, and `*` is left out.
    public init(_ texts: [Field: String]) throws(FieldFault) {
        self.texts = texts
        matching = Field.allCases.map { Self.bits(of: $0.range) }
        for (field, text) in texts where text != "*" {
            guard let bits = Self.read(text, field.range) else { throw FieldFault(field: field) }
            matching[Self.index(field)] = bits
        }
        let given = Field.allCases.filter { texts[$0].map { $0 != "*" } ?? false }
        guard let finest = given.map(Self.finest).min() else { throw FieldFault(field: .second) }
        for field in [Field.second, .minute, .hour] where Self.index(field) < finest {
            matching[Self.index(field)] = 1
        }
        guard next(after: 0) != nil else { throw FieldFault(field: .dayOfMonth) }
    }

    /// The fields of a schedule in a JSON object; nil if it has others, or values that are neither text nor number.
    public static func fields(of value: JSONValue) -> [Field: String]? {
        guard value.kind == .object else { return nil }
        var fields: [Field: String] = [:]
        for (name, member) in value.members {
            guard let field = Field(rawValue: name), member.kind == .string || member.kind == .number,
                let text = member.scalarText
            else { return nil }
            fields[field] = String(decoding: text, as: UTF8.self)
        }
        return fields
    }

    /// A field that is wrong.
    public struct FieldFault: Error, Sendable, Hashable {
        /// Which.
        public let field: Field
    }

    /// The next moment that matches, both in whole seconds since 1970; nil if there is none in forty years.
    public func next(after time: Int) -> Int? {
        var day = Self.floor(time + 1, 86_400)
        var earliest = time + 1 - day * 86_400
        for _ in 0..<14_700 {
            if hasDay(day), let second = secondOfDay(from: earliest) { return day * 86_400 + second }
            day += 1
            earliest = 0
        }
        return nil
    }

    private func hasDay(_ number: Int) -> Bool {
        let (month, day) = Self.date(of: number)
        // The first of January 1970 was a Thursday.
        let weekday = (number + 3) - Self.floor(number + 3, 7) * 7 + 1
        return has(day, .dayOfMonth) && has(month, .month) && has(weekday, .dayOfWeek)
    }

    private func secondOfDay(from earliest: Int) -> Int? {
        for hour in (earliest / 3_600)..<24 where has(hour, .hour) {
            for minute in 0..<60 where has(minute, .minute) {
                let start = hour * 3_600 + minute * 60
                guard start + 59 >= earliest else { continue }
                for second in max(0, earliest - start)..<60 where has(second, .second) { return start + second }
            }
        }
        return nil
    }

    private func has(_ value: Int, _ field: Field) -> Bool {
        matching[Self.index(field)] >> UInt64(value - field.range.lowerBound) & 1 == 1
    }

    private static func index(_ field: Field) -> Int { Field.allCases.firstIndex(of: field) ?? 0 }

    /// What is finer than a field has a lower index: days of the month and of the week are equally fine.
    private static func finest(_ field: Field) -> Int { min(index(field), index(.dayOfMonth)) }

    private static func bits(of range: ClosedRange<Int>) -> UInt64 {
        range.reduce(0) { $0 | 1 << UInt64($1 - range.lowerBound) }
    }

    private static func read(_ text: String, _ range: ClosedRange<Int>) -> UInt64? {
        guard !text.isEmpty, text.utf8.count <= 400 else { return nil }
        var bits: UInt64 = 0
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "/", omittingEmptySubsequences: false)
            guard (1...2).contains(sides.count), let from = self.range(sides[0], range) else { return nil }
            guard sides.count == 2 else {
                bits |= from.reduce(0) { $0 | 1 << UInt64($1 - range.lowerBound) }
                continue
            }
            guard let step = number(sides[1]), step > 0 else { return nil }
            let end = from.count > 1 || sides[0].hasPrefix("[") ? from.upperBound : range.upperBound
            for value in stride(from: from.lowerBound, through: end, by: step) {
                bits |= 1 << UInt64(value - range.lowerBound)
            }
        }
        return bits
    }

    private static func range(_ text: Substring, _ whole: ClosedRange<Int>) -> ClosedRange<Int>? {
        if text == "*" { return whole }
        if let value = number(text) { return whole.contains(value) ? value...value : nil }
        guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
        let ends = text.dropFirst().dropLast().split(separator: "-", omittingEmptySubsequences: false).map(number)
        guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last, whole.contains(first),
            whole.contains(last)
        else { return nil }
        return first...last
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } && text.utf8.count <= 2 ? Int(text) : nil
    }

    private static func floor(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    }

    /// The month and the day of a day's number since 1970 in the Gregorian calendar.
    private static func date(of number: Int) -> (month: Int, day: Int) {
        let shifted = number + 719_468
        let dayOfEra = shifted - floor(shifted, 146_097) * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        return (shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
