import Formats
import Vocabulary

/// A fact that is written as JSON and read again: its word, and a value for each thing that it says.
public protocol CodedFact: Sendable, Hashable {
    /// The word for it.
    var word: String { get }
    /// What it says, besides the word.
    var fields: [FactField] { get }

    /// Reads the fact of a word; nil if there is no such word.
    init?(word: String, reading fields: inout FactFields)
}

/// One named value of a fact.
public struct FactField: Sendable, Hashable {
    let name: String
    let value: JSONNode

    init(_ name: String, _ value: JSONNode) {
        self.name = name
        self.value = value
    }

    init(_ name: String, _ text: String) { self.init(name, .string(text)) }
    init(_ name: String, _ number: Int) { self.init(name, .integer(number)) }
    init(_ name: String, _ flag: Bool) { self.init(name, .bool(flag)) }

    /// A set, in the order of its texts.
    init(_ name: String, _ texts: some Sequence<String>) {
        self.init(name, .array(texts.sorted().map { .string($0) }))
    }
}

/// The values of a fact that is being read; what is missing, of another kind or left over is a fault.
public struct FactFields {
    var reader: StrictJSON
    private let place: StrictJSON.Value
    private var values: [String: StrictJSON.Value]

    /// The longest text that somebody may say at once, bytes.
    public static let longestText = 8_000

    init(_ place: StrictJSON.Value, _ reader: StrictJSON) {
        self.reader = reader
        self.place = place
        var reader = reader
        values = Dictionary(reader.members(place).map { ($0.key, $0.value) }) { first, _ in first }
        self.reader = reader
    }

    /// The value of a name that has to be there.
    mutating func take(_ name: String) -> StrictJSON.Value? {
        guard let value = values.removeValue(forKey: name) else {
            reader.fault(place, "the key \(name) is missing")
            return nil
        }
        return value
    }

    /// The value of a name, if it is there.
    mutating func takeIfThere(_ name: String) -> StrictJSON.Value? { values.removeValue(forKey: name) }

    /// Faults what nobody has asked for.
    mutating func close() {
        for (_, value) in values.sorted(by: { $0.key < $1.key }) { reader.fault(value, "unknown key") }
        values = [:]
    }

    /// What somebody said: lines, no other control characters.
    mutating func said(_ name: String) -> String { take(name).flatMap { said($0) } ?? "" }

    mutating func said(_ value: StrictJSON.Value) -> String? {
        guard let text = value.json.string, text.utf8.count <= Self.longestText,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" })
        else {
            reader.fault(value, "expected a text of at most \(Self.longestText) bytes without control characters")
            return nil
        }
        return text
    }

    mutating func saidIfThere(_ name: String) -> String? { takeIfThere(name).flatMap { said($0) } }

    mutating func flag(_ name: String) -> Bool { reader.flag(take(name)) ?? false }

    mutating func flagIfThere(_ name: String) -> Bool? { takeIfThere(name).flatMap { reader.flag($0) } }

    mutating func number(_ name: String, in range: ClosedRange<Int> = -1_000_000_000...1_000_000_000) -> Int {
        reader.integer(take(name), in: range) ?? range.lowerBound
    }

    mutating func day(_ name: String) -> CalendarDay { reader.day(take(name)) ?? CalendarDay(clamping: 0) }

    mutating func dayIfThere(_ name: String) -> CalendarDay? { takeIfThere(name).flatMap { reader.day($0) } }

    /// A list of texts in the order in which they stand.
    mutating func lines(_ name: String) -> [String] {
        reader.list(take(name)).map { said($0) ?? "" }
    }

    /// An exact number, written as a text so that no reader makes a binary float of it: `"0.012"`.
    mutating func decimal(_ value: StrictJSON.Value) -> DecimalNumber? {
        guard let text = value.json.string, let number = try? DecimalNumber(text), number.description == text else {
            reader.fault(value, "expected a number in a text, in its shortest form, such as \"0.012\"")
            return nil
        }
        return number
    }

    /// A word of an enumeration; the one given in the place of a word that is none, which is a fault.
    mutating func word<Words: CaseIterable & RawRepresentable<String>>(_ name: String, else other: Words) -> Words {
        reader.word(take(name), Words.self) ?? other
    }

    /// A set of texts.
    mutating func texts(_ name: String) -> Set<String> {
        var texts: Set<String> = []
        for value in reader.list(take(name)) {
            guard let text = said(value) else { continue }
            if !texts.insert(text).inserted { reader.fault(value, "stands twice") }
        }
        return texts
    }

    /// The parts of an object within the fact.
    mutating func inside<Result>(_ name: String, _ read: (inout FactFields) -> Result) -> Result? {
        take(name).map { inside($0, read) }
    }

    mutating func inside<Result>(_ value: StrictJSON.Value, _ read: (inout FactFields) -> Result) -> Result {
        var fields = FactFields(value, reader)
        let result = read(&fields)
        fields.close()
        reader = fields.reader
        return result
    }
}
