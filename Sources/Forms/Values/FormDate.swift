import Vocabulary

/// Dates and times as JavaRosa reads and writes them: moments in milliseconds, seen from one distance to UTC.
struct FormCalendar: Sendable, Hashable {
    /// How many minutes the clock of the session is ahead of UTC.
    let offsetMinutes: Int

    static let day = 86_400_000

    /// A moment as the clock on the wall shows it.
    struct Fields: Hashable {
        var year = 1970
        var month = 1
        var day = 1
        var hour = 0
        var minute = 0
        var second = 0
        var millisecond = 0

        var isValid: Bool {
            (1...9999).contains(year) && (1...12).contains(month)
                && (1...max(1, CalendarDate.days(in: month, of: year))).contains(day) && (0...23).contains(hour)
                && (0...59).contains(minute) && (0...59).contains(second) && (0...999).contains(millisecond)
        }
    }

    /// The moments that a form can mean: years 1 to 9999.
    static let moments = (-62_135_596_800_000)...(253_402_300_799_999)

    func fields(_ moment: Int) -> Fields {
        let bounded = min(max(moment, Self.moments.lowerBound), Self.moments.upperBound)
        let local = bounded + offsetMinutes * 60_000
        let number = Self.floor(local, Self.day)
        let time = local - number * Self.day
        let (year, month, day) = CalendarDay.parts(of: number)
        return Fields(
            year: year,
            month: month,
            day: day,
            hour: time / 3_600_000,
            minute: time / 60_000 % 60,
            second: time / 1000 % 60,
            millisecond: time % 1000
        )
    }

    func moment(_ fields: Fields) -> Int {
        let number = CalendarDay.number(year: fields.year, month: fields.month, day: fields.day)
        let time = ((fields.hour * 60 + fields.minute) * 60 + fields.second) * 1000 + fields.millisecond
        return number * Self.day + time - offsetMinutes * 60_000
    }

    /// The beginning of the day of a moment.
    func midnight(_ moment: Int) -> Int {
        Self.floor(moment + offsetMinutes * 60_000, Self.day) * Self.day - offsetMinutes * 60_000
    }

    /// Days since 1970-01-01.
    func dayNumber(_ moment: Int) -> Int { Self.floor(moment + offsetMinutes * 60_000, Self.day) }

    static func floor(_ value: Int, _ divisor: Int) -> Int {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    // MARK: Reading

    /// Reads `2026-03-09` or `2026-03-09T10:20:30.400+02:00`; nil for anything else.
    func dateTime(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        var fields = Fields()
        guard let mark = bytes.firstIndex(of: UInt8(ascii: "T")) else {
            guard Self.read(date: bytes[...], &fields) else { return nil }
            return moment(fields)
        }
        guard Self.read(date: bytes[..<mark], &fields) else { return nil }
        return time(bytes[(mark + 1)...], on: fields)
    }

    /// Reads `2026-03-09`; nil for anything else.
    func date(_ text: String) -> Int? {
        var fields = Fields()
        return Self.read(date: Array(text.utf8)[...], &fields) ? moment(fields) : nil
    }

    /// Reads `10:20`, `10:20:30.400` or `10:20:30.400+02:00` as a time of the day of a moment; nil for anything else.
    func time(_ text: String, onDayOf today: Int) -> Int? {
        var date = fields(today)
        (date.second, date.millisecond) = (0, 0)
        return time(Array(text.utf8)[...], on: date)
    }

    private static func read(date bytes: ArraySlice<UInt8>, _ fields: inout Fields) -> Bool {
        let pieces = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard pieces.count == 3, let year = number(pieces[0]), let month = number(pieces[1]),
            let day = number(pieces[2])
        else { return false }
        (fields.year, fields.month, fields.day) = (year, month, day)
        return fields.isValid
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard (1...9).contains(bytes.count), bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private func time(_ bytes: ArraySlice<UInt8>, on date: Fields) -> Int? {
        var clock = bytes
        var offset: Int?
        if clock.last == UInt8(ascii: "Z") {
            clock = clock.dropLast()
            offset = 0
        } else if let mark = clock.firstIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) {
            let pieces = clock[(mark + 1)...].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard (1...2).contains(pieces.count), let hours = Self.number(pieces[0]),
                let minutes = pieces.count > 1 ? Self.number(pieces[1]) : 0, hours <= 18, minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * (clock[mark] == UInt8(ascii: "-") ? -1 : 1)
            clock = clock[..<mark]
        }
        var fields = date
        guard Self.read(clock: clock, &fields) else { return nil }
        guard let offset else { return moment(fields) }
        return FormCalendar(offsetMinutes: offset).moment(fields)
    }

    private static func read(clock: ArraySlice<UInt8>, _ fields: inout Fields) -> Bool {
        let pieces = clock.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard pieces.count == 2 || pieces.count == 3, let hour = number(pieces[0]), let minute = number(pieces[1])
        else { return false }
        (fields.hour, fields.minute) = (hour, minute)
        if pieces.count == 3 {
            let seconds = NumberText.value(String(decoding: pieces[2], as: UTF8.self))
            guard seconds >= 0, seconds < 60 else { return false }
            fields.second = Int(seconds)
            // Java's own arithmetic, which may lose a millisecond.
            fields.millisecond = Int(1000.0 * seconds - 1000.0 * Double(fields.second))
        }
        return fields.isValid
    }

    // MARK: Writing

    /// The day of a moment: `2026-03-09`.
    func dateText(_ moment: Int) -> String {
        let fields = fields(moment)
        return "\(fields.year)-\(NumberText.padded(fields.month, 2))-\(NumberText.padded(fields.day, 2))"
    }

    /// The time of a moment: `10:20:30.400+02:00`.
    func timeText(_ moment: Int) -> String {
        let fields = fields(moment)
        let clock = [fields.hour, fields.minute, fields.second].map { NumberText.padded($0, 2) }
        let time = clock.joined(separator: ":") + "." + NumberText.padded(fields.millisecond, 3)
        guard offsetMinutes != 0 else { return time + "Z" }
        let size = abs(offsetMinutes)
        return "\(time)\(offsetMinutes > 0 ? "+" : "-")\(NumberText.padded(size / 60, 2)):"
            + NumberText.padded(size % 60, 2)
    }

    /// A moment: `2026-03-09T10:20:30.400+02:00`.
    func dateTimeText(_ moment: Int) -> String { dateText(moment) + "T" + timeText(moment) }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// A moment by a pattern of `format-date()`; nil for an escape that has no meaning here.
    ///
    /// Names of months and days are English: what a session gives may not depend on the language of the machine.
    func text(_ moment: Int, pattern: String) -> String? {
        let fields = fields(moment)
        var result = ""
        var scalars = pattern.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            switch scalars.next() {
            case "%": result += "%"
            case "Y": result += NumberText.padded(fields.year, 4)
            case "y": result += NumberText.padded(fields.year, 4).suffix(2)
            case "m": result += NumberText.padded(fields.month, 2)
            case "n": result += String(fields.month)
            case "b": result += Self.months[fields.month - 1]
            case "d": result += NumberText.padded(fields.day, 2)
            case "e": result += String(fields.day)
            case "H": result += NumberText.padded(fields.hour, 2)
            case "h": result += String(fields.hour)
            case "M": result += NumberText.padded(fields.minute, 2)
            case "S": result += NumberText.padded(fields.second, 2)
            case "3": result += NumberText.padded(fields.millisecond, 3)
            case "a": result += Self.days[((dayNumber(moment) + 3) % 7 + 7) % 7]
            default: return nil
            }
        }
        return result
    }
}
