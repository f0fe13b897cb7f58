public import Formats
import Vocabulary

/// A calendar as a file gives it, with what it rests on.
public struct CalendarFile: Sendable, Hashable {
    /// Where it was taken from.
    public let sources: [SourceReference]
    /// The calendar.
    public let calendar: WorkingCalendar

    /// Reads a file of `Content/calendars/`.
    ///
    /// - Throws: ``FileFaults`` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(FileFaults) {
        var reader = StrictJSON(file: file)
        let root = reader.root(of: bytes)
        let object = reader.object(
            root,
            required: ["kind", "id", "sources", "clock", "restDays", "holidays"],
            optional: ["worked"]
        )
        if let object { reader.header(object, kind: "calendar") }
        sources = reader.sources(object?["sources"])
        let id = reader.id(object?["id"])
        let clock = reader.clock(object?["clock"])
        let rest = Set(reader.list(object?["restDays"], atMost: 7).compactMap { reader.weekday($0) })
        let holidays = reader.list(object?["holidays"], atMost: 200).compactMap { reader.holiday($0) }
        let worked = Set(reader.list(object?["worked"]).compactMap { reader.day($0) })
        try reader.check()
        guard let root, let id, let clock else { throw FileFaults(faults: reader.faults) }
        do throws(WorkingCalendar.Fault) {
            calendar = try WorkingCalendar(id: id, clock: clock, restDays: rest, holidays: holidays, worked: worked)
        } catch {
            reader.fault(root, "no calendar: \(error.rawValue)")
            throw FileFaults(faults: reader.faults)
        }
    }
}

extension StrictJSON {
    fileprivate mutating func weekday(_ place: Value?) -> Weekday? {
        guard let place else { return nil }
        guard let day = place.json.string.flatMap(Weekday.init(name:)) else {
            fault(place, "expected one of \(Weekday.allCases.map { "\($0)" }.joined(separator: ", "))")
            return nil
        }
        return day
    }

    fileprivate mutating func clock(_ place: Value?) -> LocalClock? {
        guard let object = object(place, required: ["minutes"], optional: ["changes"]),
            let minutes = integer(object["minutes"], in: -840...840)
        else { return nil }
        let changes = list(object["changes"]).compactMap { value -> LocalClock.Change? in
            guard let change = self.object(value, required: ["from", "minutes"]),
                let minutes = integer(change["minutes"], in: -840...840), let from = change["from"]
            else { return nil }
            guard let moment = from.json.string.flatMap({ try? UTCInstant($0) }) else {
                fault(from, "expected a moment such as 2026-03-29T01:00:00Z")
                return nil
            }
            return LocalClock.Change(from: moment, minutes: minutes)
        }
        return LocalClock(minutes: minutes, changes: changes)
    }

    fileprivate mutating func holiday(_ value: Value) -> Holiday? {
        let kinds = ["fixed", "easter", "weekday", "once"]
        guard
            let object = object(value, required: ["id", "label"], optional: kinds + ["from", "to", "substitute"]),
            let id = id(object["id"]), let label = localised(object["label"])
        else { return nil }
        guard kinds.count(where: { object[$0] != nil }) == 1 else {
            fault(value, "expected one of \(kinds.joined(separator: ", "))")
            return nil
        }
        let rule =
            fixed(object["fixed"]) ?? easter(object["easter"]) ?? nth(object["weekday"])
            ?? day(object["once"]).map(Holiday.Rule.once)
        let from = integer(object["from"], in: 1...9999) ?? 1
        let to = integer(object["to"], in: 1...9999) ?? 9999
        guard let rule else { return nil }
        guard from <= to else {
            fault(value, "its years end before they begin")
            return nil
        }
        let substitute = object["substitute"].flatMap { word($0, Holiday.Substitute.self) } ?? .none
        return Holiday(id: id, label: label, rule: rule, years: from...to, substitute: substitute)
    }

    private mutating func fixed(_ place: Value?) -> Holiday.Rule? {
        guard let place, let object = object(place, required: ["month", "day"]),
            let month = integer(object["month"], in: 1...12)
        else { return nil }
        // Of a leap year: 29 February is a day that may be kept.
        guard let day = integer(object["day"], in: 1...CalendarDate.days(in: month, of: 2024)) else { return nil }
        return .fixed(month: month, day: day)
    }

    private mutating func easter(_ place: Value?) -> Holiday.Rule? {
        guard let place, let object = object(place, required: ["days"], optional: ["church"]),
            let days = integer(object["days"], in: -70...70)
        else { return nil }
        return .easter(days: days, object["church"].flatMap { word($0, Easter.self) } ?? .western)
    }

    private mutating func nth(_ place: Value?) -> Holiday.Rule? {
        guard let place, let object = object(place, required: ["weekday", "nth", "month"]),
            let weekday = weekday(object["weekday"]), let month = integer(object["month"], in: 1...12),
            let nth = integer(object["nth"], in: -1...4)
        else { return nil }
        guard nth != 0 else {
            fault(place, "expected 1 to 4, or -1 for the last one")
            return nil
        }
        return .weekday(weekday, nth: nth, month: month)
    }
}
