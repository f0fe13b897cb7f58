public import Vocabulary

/// A sentence with places for the values of a finding: `{mass_g|mass} left {lot}`.
///
/// A place is a column's name, and behind a bar how to write it (see ``ValueFormat``). `{{` is a brace.
public struct ExplanationTemplate: Sendable, Hashable {
    /// What is wrong with a template.
    public struct Fault: Error, Sendable, Hashable {
        /// What is wrong and what to write.
        public let message: String
    }

    private enum Part: Sendable, Hashable {
        case words(String)
        case value(column: String, format: ValueFormat)
    }

    private let parts: [Part]
    /// The template as written.
    public let source: String

    /// Reads a template.
    public init(_ source: String) throws(Fault) {
        var parts: [Part] = []
        var words = ""
        var rest = source[...]
        while let character = rest.first {
            rest = rest.dropFirst()
            if character == "{", rest.first == "{" {
                rest = rest.dropFirst()
                words.append("{")
            } else if character == "{" {
                guard let end = rest.firstIndex(of: "}") else { throw Fault(message: "a { has no }") }
                if !words.isEmpty { parts.append(.words(words)) }
                words = ""
                parts.append(try Self.place(rest[..<end]))
                rest = rest[rest.index(after: end)...]
            } else {
                words.append(character)
            }
        }
        if !words.isEmpty { parts.append(.words(words)) }
        self.parts = parts
        self.source = source
    }

    private static func place(_ text: Substring) throws(Fault) -> Part {
        let halves = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let column = halves.first.map(String.init) ?? ""
        let isName =
            !column.isEmpty
            && column.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
        guard isName else { throw Fault(message: "{\(text)} names no column") }
        guard halves.count == 2 else { return .value(column: column, format: .text) }
        guard let format = ValueFormat(String(halves[1])) else {
            throw Fault(message: "{\(text)}: there is no format \(halves[1])")
        }
        return .value(column: column, format: format)
    }

    /// The columns that the sentence takes values from.
    public var columns: Set<String> {
        var names: Set<String> = []
        for case .value(let column, let format) in parts {
            names.insert(column)
            if case .money(let currency) = format { names.insert(currency) }
        }
        return names
    }

    /// The sentence with the values of a finding.
    public func render(
        _ row: RuleRow,
        in language: Language,
        names: ExplanationNames = .codes
    ) -> String {
        let writer = ValueWriter(language: language, names: names)
        return parts.reduce(into: "") { sentence, part in
            switch part {
            case .words(let words): sentence += words
            case .value(let column, let format): sentence += writer.write(row[column], as: format, row: row)
            }
        }
    }
}
