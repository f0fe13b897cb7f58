import Formats
import Vocabulary

/// The parts that the files of offences share.
extension StrictJSON {
    /// What the items of a file may refer to.
    struct Known {
        var owners: Set<String> = []
        var sources: Set<String> = []
        var agencies: Set<String> = []
        var technologies: Set<String> = []
        var financial: Set<String> = []
        var protection: Set<String> = []
        var offences: Set<String> = []
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

    /// A moment, `2026-03-09T12:00:00Z`.
    mutating func moment(_ place: Value?) -> UTCInstant? {
        guard let place else { return nil }
        guard let text = place.json.string, let moment = try? UTCInstant(text) else {
            fault(place, "expected a moment such as 2026-03-09T12:00:00Z")
            return nil
        }
        return moment
    }

    /// The sources of a file.
    mutating func legalSources(_ place: Value?) -> [LegalSource] {
        let sources = list(place).compactMap { value -> LegalSource? in
            guard let object = object(value, required: ["id", "title", "reference", "checked"]),
                let id = id(object["id"]), let title = text(object["title"]),
                let reference = text(object["reference"]), let checked = flag(object["checked"])
            else { return nil }
            return LegalSource(id: id, title: title, reference: reference, isChecked: checked)
        }
        if let place, sources.isEmpty { fault(place, "at least one source is named") }
        unique(sources.map(\.id), place)
        return sources
    }

    /// Ids that have to be among those known; each once.
    mutating func references(_ place: Value?, among known: Set<String>, _ what: String) -> [String] {
        var found: [String] = []
        for value in list(place) {
            guard let name = text(value, atMost: 60) else { continue }
            if !known.contains(name) { fault(value, "\(name) is not \(what) of this content") }
            if found.contains(name) { fault(value, "\(name) stands twice") }
            found.append(name)
        }
        return found
    }

    /// The sources that an item names: one at least.
    mutating func itemSources(_ place: Value?, _ known: Known) -> [String] {
        let names = references(place, among: known.sources, "a source")
        if let place, names.isEmpty { fault(place, "an item names a source") }
        return names
    }

    /// The owner and the review of an item.
    mutating func stewardship(_ object: Object, _ known: Known) -> Stewardship? {
        let owner = id(object["owner"])
        if let owner, let place = object["owner"], !known.owners.contains(owner) {
            fault(place, "\(owner) is not an owner of this content")
        }
        guard let owner, let review = day(object["review"]) else { return nil }
        return Stewardship(owner: owner, review: review)
    }

    /// The source and article that an item rests on.
    mutating func basis(_ place: Value?, _ known: Known) -> LegalBasis? {
        guard let object = object(place, required: ["source"], optional: ["article"]),
            let source = id(object["source"])
        else { return nil }
        if let place = object["source"], !known.sources.contains(source) {
            fault(place, "\(source) is not a source of this content")
        }
        return LegalBasis(source: source, article: object["article"].flatMap { text($0, atMost: 200) })
    }

    /// An id that continues another: `O01.2a` after `O01.2`.
    mutating func code(_ place: Value?, after start: String, _ tail: CodeTail) -> String? {
        guard let place, let code = text(place, atMost: 20) else { return nil }
        guard code.hasPrefix(start), tail.matches(code.dropFirst(start.count)) else {
            fault(place, "expected \(start)\(tail.example)")
            return nil
        }
        return code
    }
}

/// How an id goes on.
enum CodeTail {
    /// Two digits: offences.
    case twoDigits
    /// A point and a number: elements.
    case number
    /// One letter: proofs.
    case letter
    /// A point, this letter and a number: guidance.
    case lettered(Character)

    var example: String {
        switch self {
        case .twoDigits: "01"
        case .number: ".1"
        case .letter: "a"
        case .lettered(let letter): ".\(letter)1"
        }
    }

    func matches(_ tail: Substring) -> Bool {
        switch self {
        case .twoDigits: tail.utf8.count == 2 && Self.isNumber(tail)
        case .number: tail.first == "." && Self.isNumber(tail.dropFirst())
        case .letter: tail.utf8.count == 1 && tail.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        case .lettered(let letter): tail.hasPrefix(".\(letter)") && Self.isNumber(tail.dropFirst(2))
        }
    }

    private static func isNumber(_ text: Substring) -> Bool {
        (1...2).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
