import Formats
import Vocabulary

/// The parts that the files share.
extension StrictJSON {
    /// The sources of a file.
    mutating func sources(_ place: Value?) -> [SourceReference] {
        let sources = list(place, atMost: 60).compactMap { value -> SourceReference? in
            guard let object = object(value, required: ["id", "title", "reference", "checked"]),
                let id = id(object["id"]), let title = text(object["title"]),
                let reference = text(object["reference"]), let checked = flag(object["checked"])
            else { return nil }
            return SourceReference(id: id, title: title, reference: reference, isChecked: checked)
        }
        if let place, sources.isEmpty { fault(place, "at least one source is named") }
        unique(sources.map(\.id), place)
        return sources
    }

    /// A limit: `{"days": 5, "count": "working", "endsOnWorkingDay": true}`.
    mutating func limit(_ place: Value?) -> TimeLimit? {
        guard let object = object(place, required: ["days", "count"], optional: ["endsOnWorkingDay"]),
            let days = integer(object["days"], in: TimeLimit.range),
            let count = word(object["count"], TimeLimit.Count.self)
        else { return nil }
        return TimeLimit(days: days, count, endsOnWorkingDay: flag(object["endsOnWorkingDay"]) ?? false)
    }

    /// A text in four languages.
    mutating func localised(_ place: Value?) -> LocalisedText? {
        guard let object = object(place, required: Language.allCases.map(\.rawValue)) else { return nil }
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = text(object[language.rawValue]) }
        return LocalisedText(texts)
    }

    /// A day, `2026-03-09`.
    mutating func day(_ place: Value?) -> CalendarDay? {
        guard let place else { return nil }
        guard let text = place.json.string, let date = try? CalendarDate(text), date.day != nil,
            let day = CalendarDay(number: date.dayNumber)
        else {
            fault(place, "expected a day such as 2026-03-09")
            return nil
        }
        return day
    }
}
