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

    /// Faults ids that stand twice.
    mutating func unique(_ ids: [String], _ place: Value?) {
        guard let place else { return }
        var seen: Set<String> = []
        for id in ids where !seen.insert(id).inserted { fault(place, "the id \(id) stands twice") }
    }

    /// The header that every file has, checked for its kind.
    mutating func header(_ object: Object, kind: String) {
        if let place = object["kind"], place.json.string != kind { fault(place, "expected the kind \(kind)") }
    }

    /// A limit: `{"days": 5, "count": "working", "endsOnWorkingDay": true}`.
    mutating func limit(_ place: Value?) -> TimeLimit? {
        guard let object = object(place, required: ["days", "count"], optional: ["endsOnWorkingDay"]),
            let days = integer(object["days"], in: TimeLimit.range),
            let count = word(object["count"], TimeLimit.Count.self)
        else { return nil }
        return TimeLimit(days: days, count, endsOnWorkingDay: flag(object["endsOnWorkingDay"]) ?? false)
    }

    /// A list of ids.
    mutating func ids(_ place: Value?) -> [String] {
        var ids: [String] = []
        for value in list(place) {
            if let id = id(value) { ids.append(id) }
        }
        unique(ids, place)
        return ids
    }

    /// A list of words of an enumeration, each once.
    mutating func words<Words: CaseIterable & RawRepresentable<String> & Hashable>(
        _ place: Value?,
        _ type: Words.Type
    ) -> Set<Words> {
        var words: Set<Words> = []
        for value in list(place) {
            guard let word = word(value, type) else { continue }
            if !words.insert(word).inserted { fault(value, "stands twice") }
        }
        return words
    }
}
