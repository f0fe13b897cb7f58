/// The value of a node as its type has it.
///
/// Moments are milliseconds since 1970-01-01T00:00:00Z.
public enum AnswerValue: Sendable, Hashable {
    case text(String)
    case integer(Int)
    case decimal(Double)
    case boolean(Bool)
    /// The beginning of a day.
    case date(Int)
    case dateTime(Int)
    /// A time of some day.
    case time(Int)
    case choice(String)
    case choices([String])
    case point(FormPoint)
    case line([FormPoint])
}

/// A place as forms write it.
public struct FormPoint: Sendable, Hashable {
    /// Degrees north.
    public let latitude: Double
    /// Degrees east.
    public let longitude: Double
    /// Metres above the ellipsoid; 0 where it is not known.
    public let altitude: Double
    /// Metres; 0 where it is not known.
    public let accuracy: Double

    /// Reads up to four numbers separated by spaces; nil for anything else.
    init?(_ text: String) {
        let parts = text.spaceSeparated
        guard (2...4).contains(parts.count) else { return nil }
        var numbers: [Double] = []
        for part in parts {
            guard let number = NumberText.decimal(part), number.isFinite else { return nil }
            numbers.append(number)
        }
        numbers += Array(repeating: 0, count: 4 - numbers.count)
        (latitude, longitude, altitude, accuracy) = (numbers[0], numbers[1], numbers[2], numbers[3])
    }

    /// Whether the place is on the Earth.
    var isOnEarth: Bool { abs(latitude) <= 90 && abs(longitude) <= 180 && accuracy >= 0 }

    /// Four numbers; empty where all are 0, which stands for no place.
    var text: String {
        let numbers = [latitude, longitude, altitude, accuracy]
        guard numbers.contains(where: { $0 != 0 }) else { return "" }
        return numbers.map { NumberText.java($0) }.joined(separator: " ")
    }
}

extension AnswerValue {
    /// Reads an answer as text; nil if it is empty or not of the type.
    init?(_ text: String, type: FormDataType, calendar: FormCalendar, today: Int) {
        let trimmed = NumberText.trimmed(text)
        func some<Value>(_ value: Value?, _ make: (Value) -> AnswerValue) -> AnswerValue? { value.map(make) }
        let value: AnswerValue? =
            switch type {
            case .string, .binary: text.isEmpty ? nil : .text(text)
            case .int: some(NumberText.integer(trimmed)) { .integer($0) }
            case .long: some(Int(trimmed)) { .integer($0) }
            case .decimal: some(NumberText.decimal(trimmed)) { .decimal($0) }
            case .boolean: trimmed.isEmpty ? nil : .boolean(trimmed == "1" || trimmed == "t" || trimmed == "true")
            case .date: some(calendar.date(trimmed)) { .date($0) }
            case .dateTime: some(calendar.dateTime(trimmed)) { .dateTime($0) }
            case .time: some(calendar.time(trimmed, onDayOf: today)) { .time($0) }
            case .select1: trimmed.isEmpty ? nil : .choice(text)
            case .select, .odkRank: text.spaceSeparated.isEmpty ? nil : .choices(text.spaceSeparated)
            case .geopoint: some(FormPoint(trimmed)) { .point($0) }
            case .geotrace, .geoshape: some(Self.points(trimmed)) { .line($0) }
            }
        guard let value else { return nil }
        self = value
    }

    private static func points(_ text: String) -> [FormPoint]? {
        var found: [FormPoint] = []
        var parts = text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        while let last = parts.last, last.isEmpty { parts.removeLast() }
        for part in parts {
            guard let point = FormPoint(NumberText.trimmed(String(decoding: Array(part), as: UTF8.self))) else {
                return nil
            }
            found.append(point)
        }
        return found.isEmpty ? nil : found
    }

    /// The value as an instance has it.
    func text(_ calendar: FormCalendar) -> String {
        switch self {
        case .text(let text), .choice(let text): text
        case .integer(let number): String(number)
        case .decimal(let number): NumberText.java(number)
        case .boolean(let flag): flag ? "1" : "0"
        case .date(let moment): calendar.dateText(moment)
        case .dateTime(let moment): calendar.dateTimeText(moment)
        case .time(let moment): calendar.timeText(moment)
        case .choices(let choices): choices.joined(separator: " ")
        case .point(let point): point.text
        case .line(let points): points.map(\.text).joined(separator: "; ")
        }
    }

    /// The value as expressions see it.
    func formValue(_ calendar: FormCalendar) -> FormValue {
        switch self {
        case .integer(let number): .number(Double(number))
        case .decimal(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .date(let moment), .dateTime(let moment), .time(let moment): .moment(moment)
        case .text, .choice, .choices, .point, .line: .text(text(calendar))
        }
    }
}
