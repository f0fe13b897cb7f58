import Formats
import Vocabulary

/// Reads a file of content: what is not expected is a fault with its line and path, and reading goes on after it.
///
/// `Remedy` reads its procedures in the same way; kernels of one storey do not use each other.
struct ContentReader {
    /// A value and where it stands.
    struct Place {
        let json: JSONValue
        let path: String
    }

    let file: String
    private(set) var faults: [ContentFault] = []
    private let source: [UInt8]
    let root: Place?
    /// The ids of the sources of the header.
    private var sourceIDs: Set<String> = []

    /// Files are written by hand: a megabyte is more than any of them needs.
    static let mostBytes = 1 << 20
    private static let mostFaults = 100

    init(_ bytes: [UInt8], file: String) {
        self.file = file
        source = bytes
        do throws(JSONFault) {
            guard bytes.count <= Self.mostBytes else {
                root = nil
                fault(at: 0, "", "longer than \(Self.mostBytes) bytes")
                return
            }
            root = Place(json: try JSONTape(bytes, numbers: .safeIntegers).root, path: "")
        } catch {
            root = nil
            fault(at: error.offset, "", "this is not JSON as it may stand here: \(error.reason.rawValue)")
        }
    }

    mutating func fault(_ place: Place, _ message: String) {
        fault(at: place.json.range.lowerBound, place.path, message)
    }

    private mutating func fault(at offset: Int, _ path: String, _ message: String) {
        guard faults.count < Self.mostFaults else { return }
        let line = 1 + source[..<min(offset, source.count)].count { $0 == 0x0A }
        faults.append(ContentFault(file: file, line: line, path: path, message: message))
    }

    /// The value, or the faults in the order of the file.
    func finish<Value>(_ value: Value?) throws(ContentFaults) -> Value {
        guard faults.isEmpty, let value else {
            let none = ContentFault(file: file, line: 1, path: "", message: "cannot be read")
            let sorted = faults.enumerated().sorted { ($0.1.line, $0.0) < ($1.1.line, $1.0) }.map(\.1)
            throw ContentFaults(faults: sorted.isEmpty ? [none] : sorted)
        }
        return value
    }

    /// The members of an object with these keys and no others.
    mutating func object(_ place: Place?, _ required: [String], optional: [String] = []) -> [String: Place] {
        guard let place else { return [:] }
        var members: [String: Place] = [:]
        for (key, value) in self.members(place) {
            if required.contains(key) || optional.contains(key) {
                members[key] = value
            } else {
                fault(value, "unknown key; expected one of \((required + optional).joined(separator: ", "))")
            }
        }
        if place.json.kind == .object {
            for key in required where members[key] == nil { fault(place, "the key \(key) is missing") }
        }
        return members
    }

    /// The members of an object whose keys are not known beforehand.
    mutating func members(_ place: Place?) -> [(String, Place)] {
        guard let place else { return [] }
        guard place.json.kind == .object else {
            fault(place, "expected an object")
            return []
        }
        let start = place.path.isEmpty ? "" : "\(place.path)."
        return place.json.members.map { ($0.key, Place(json: $0.value, path: start + $0.key)) }
    }

    /// The values of a list.
    mutating func list(_ place: Place?) -> [Place] {
        guard let place else { return [] }
        guard place.json.kind == .array else {
            fault(place, "expected a list")
            return []
        }
        return place.json.elements.enumerated().map { Place(json: $1, path: "\(place.path)[\($0)]") }
    }

    /// A text that is not empty and has no control characters.
    mutating func text(_ place: Place?) -> String? {
        guard let place else { return nil }
        guard let text = place.json.string, text.contains(where: { !$0.isWhitespace }), text.utf8.count <= 2_000,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            fault(place, "expected a text that is not empty, of at most 2000 bytes, without control characters")
            return nil
        }
        return text
    }

    /// A text in four languages.
    mutating func localised(_ place: Place?) -> LocalisedText? {
        let members = object(place, Language.allCases.map(\.rawValue))
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = text(members[language.rawValue]) }
        return LocalisedText(texts)
    }

    /// A whole number in a range.
    mutating func integer(_ place: Place?, in range: ClosedRange<Int>) -> Int? {
        guard let place else { return nil }
        guard let digits = place.json.numberText, let number = Int(String(decoding: digits, as: UTF8.self)),
            range.contains(number)
        else {
            fault(place, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// `true` or `false`.
    mutating func flag(_ place: Place?) -> Bool? {
        guard let place else { return nil }
        guard let flag = place.json.bool else {
            fault(place, "expected true or false")
            return nil
        }
        return flag
    }

    /// One of the words of an enumeration.
    mutating func word<Words: CaseIterable & RawRepresentable<String>>(_ place: Place?, _ type: Words.Type) -> Words? {
        guard let place else { return nil }
        guard let word = place.json.string.flatMap(Words.init(rawValue:)) else {
            fault(place, "expected one of \(type.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        return word
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
