import Formats
import Vocabulary

/// Reads a file of content: ``StrictJSON`` with the parts that the files of this room share.
struct ContentReader {
    /// A value and where it stands.
    typealias Place = StrictJSON.Value

    let root: Place?
    private var json: StrictJSON
    private let file: String
    /// The ids of the sources of the header.
    private var sourceIDs: Set<String> = []

    /// The longest text, in bytes, and the longest list.
    private static let (longestText, longestList) = (2_000, 10_000)

    init(_ bytes: [UInt8], file: String) {
        (json, self.file) = (StrictJSON(file: file), file)
        root = json.root(of: bytes)
    }

    mutating func fault(_ place: Place, _ message: String) { json.fault(place, message) }

    /// The value, or the faults in the order of the file.
    func finish<Value>(_ value: Value?) throws(ContentFaults) -> Value {
        try json.check()
        guard let value else {
            throw ContentFaults(faults: [ContentFault(file: file, line: 1, path: "", message: "cannot be read")])
        }
        return value
    }

    /// The members of an object with these keys and no others.
    mutating func object(_ place: Place?, _ required: [String], optional: [String] = []) -> [String: Place] {
        guard let object = json.object(place, required: required, optional: optional) else { return [:] }
        let there = (required + optional).compactMap { key in object[key].map { (key, $0) } }
        return Dictionary(there) { first, _ in first }
    }

    /// The members of an object whose keys are not known beforehand.
    mutating func members(_ place: Place?) -> [(String, Place)] { json.members(place).map { ($0.key, $0.value) } }

    /// The values of a list.
    mutating func list(_ place: Place?) -> [Place] { json.list(place, atMost: Self.longestList) }

    /// A text that is not empty and has no control characters.
    mutating func text(_ place: Place?) -> String? { json.text(place, atMost: Self.longestText) }

    /// A whole number in a range.
    mutating func integer(_ place: Place?, in range: ClosedRange<Int>) -> Int? { json.integer(place, in: range) }

    /// `true` or `false`.
    mutating func flag(_ place: Place?) -> Bool? { json.flag(place) }

    /// One of the words of an enumeration.
    mutating func word<Words: CaseIterable & RawRepresentable<String>>(_ place: Place?, _ type: Words.Type) -> Words? {
        json.word(place, type)
    }

    /// A text in four languages.
    mutating func localised(_ place: Place?) -> LocalisedText? {
        let members = object(place, Language.allCases.map(\.rawValue))
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = text(members[language.rawValue]) }
        return LocalisedText(texts)
    }

    /// A list of words of an enumeration, each once.
    mutating func words<Words: CaseIterable & RawRepresentable<String> & Hashable>(
        _ place: Place?,
        _ type: Words.Type
    ) -> [Words] {
        var words: [Words] = []
        for value in list(place) {
            guard let word = word(value, type) else { continue }
            if words.contains(word) { fault(value, "stands twice") }
            words.append(word)
        }
        return words
    }

    /// A day, `2026-03-09`.
    mutating func day(_ place: Place?) -> CalendarDay? {
        guard let place else { return nil }
        guard let text = place.json.string, text.utf8.count == 10, let day = CalendarDay(text) else {
            fault(place, "expected a day such as 2026-03-09")
            return nil
        }
        return day
    }

    /// A term: `{"days": 21, "count": "calendar"}`.
    mutating func term(_ place: Place?) -> Term? {
        let members = object(place, ["days", "count"])
        guard let days = integer(members["days"], in: Term.range), let count = word(members["count"], Term.Count.self)
        else { return nil }
        return Term(days: days, count)
    }

    /// The header that every file has: kind, version, owner, review, sources.
    mutating func header(_ members: [String: Place], kind: String) -> ContentHeader? {
        if let place = members["kind"], place.json.string != kind { fault(place, "expected the kind \(kind)") }
        var sources: [ContentHeader.Source] = []
        for place in list(members["sources"]) {
            let source = object(place, ["id", "title", "reference", "checked"])
            guard let id = text(source["id"]), let title = text(source["title"]),
                let reference = text(source["reference"]), let checked = flag(source["checked"])
            else { continue }
            if !sourceIDs.insert(id).inserted { fault(place, "the id \(id) stands twice") }
            sources.append(.init(id: id, title: title, reference: reference, isChecked: checked))
        }
        if let place = members["sources"], sources.isEmpty { fault(place, "at least one source is named") }
        guard let version = integer(members["version"], in: 1...9_999), let owner = text(members["owner"]),
            let review = day(members["review"])
        else { return nil }
        return ContentHeader(version: version, owner: owner, review: review, sources: sources)
    }

    /// The keys of the header.
    static let headerKeys = ["kind", "version", "owner", "review", "sources"]

    /// Checks that the sources that an entry names stand in the header.
    mutating func checkSources(_ place: Place?) {
        guard let place else { return }
        let named = list(place)
        if named.isEmpty { fault(place, "at least one source is named") }
        for value in named {
            guard let id = text(value), !sourceIDs.contains(id) else { continue }
            fault(value, "no source of this file has the id \(id)")
        }
    }

    /// Faults what stands twice, and words of an enumeration that no entry is for.
    mutating func complete<Words: CaseIterable & RawRepresentable<String> & Hashable>(
        _ found: [Words],
        _ type: Words.Type,
        _ place: Place?
    ) {
        guard let place else { return }
        let missing = type.allCases.filter { !found.contains($0) }
        if !missing.isEmpty { fault(place, "no entry for \(missing.map(\.rawValue).joined(separator: ", "))") }
        if Set(found).count < found.count { fault(place, "an entry stands twice") }
    }
}
