import Yams

/// Reads one YAML file of the content folder and notes everything that is not as the schema wants it.
///
/// A reading function returns nil, or a shorter list, where it noted a fault, and reading goes on after it.
struct SchemaReader {
    /// A mapping whose keys have been checked, with the line it begins on.
    struct Entry {
        let line: Int
        fileprivate let values: [String: Node]

        /// Whether the key is there.
        func has(_ key: String) -> Bool { values[key] != nil }

        /// The line of the key's value, or of the entry.
        func line(of key: String) -> Int { values[key]?.mark?.line ?? line }
    }

    private(set) var list: FaultList
    private var root: Node?

    init(file: String, text: String) {
        list = FaultList(file: file)
        do {
            root = try compose(yaml: text)
            if root == nil {
                list.add(1, expected: "a YAML document", found: "nothing", remedy: "Restore the file.")
            }
        } catch {
            let (line, problem) = Self.place(of: error)
            list.add(
                line,
                expected: "well-formed YAML",
                found: problem,
                remedy: "Check indentation, quotes and colons."
            )
        }
    }

    /// Notes a fault.
    mutating func fault(_ line: Int, expected: String, found: String, remedy: String) {
        list.add(line, expected: expected, found: found, remedy: remedy)
    }

    /// The file itself, which is a mapping with these keys and no others.
    mutating func top(_ keys: [String]) -> Entry? {
        guard let root else { return nil }
        return entry(root, required: keys, optional: [])
    }

    /// The mappings of the list under the key.
    mutating func entries(_ parent: Entry, _ key: String, required: [String], optional: [String] = []) -> [Entry] {
        items(parent, key).compactMap { entry($0, required: required, optional: optional) }
    }

    /// The mapping under the key.
    mutating func entry(_ parent: Entry, _ key: String, required: [String]) -> Entry? {
        parent.values[key].flatMap { entry($0, required: required, optional: []) }
    }

    /// The text under the key.
    mutating func text(_ parent: Entry, _ key: String) -> String? {
        parent.values[key].flatMap { text($0, key) }
    }

    /// The texts of the list under the key, each with its line.
    mutating func texts(_ parent: Entry, _ key: String) -> [(text: String, line: Int)] {
        items(parent, key).compactMap { node in
            text(node, key).map { ($0, node.mark?.line ?? parent.line) }
        }
    }

    /// The pairs of texts of the mapping under the key, in the order of the file.
    mutating func pairs(_ parent: Entry, _ key: String) -> [(key: String, value: String, line: Int)] {
        guard let node = parent.values[key] else { return [] }
        guard case .mapping(let mapping) = node else {
            fault(
                parent.line(of: key),
                expected: "a mapping under “\(key)”",
                found: kind(node),
                remedy: "Write key: value."
            )
            return []
        }
        return mapping.compactMap { name, value in
            guard let name = text(name, key), let word = text(value, key) else { return nil }
            return (name, word, value.mark?.line ?? parent.line)
        }
    }

    /// The text in four languages under the key.
    mutating func localised(_ parent: Entry, _ key: String) -> LocalisedText? {
        guard let node = parent.values[key] else { return nil }
        return entry(node, required: Language.allCases.map(\.rawValue), optional: []).flatMap { localised($0) }
    }

    /// The text in four languages that the entry itself is.
    mutating func localised(_ entry: Entry) -> LocalisedText? {
        guard let en = text(entry, "en"), let fr = text(entry, "fr"), let pt = text(entry, "pt"),
            let es = text(entry, "es")
        else { return nil }
        return LocalisedText(en: en, fr: fr, pt: pt, es: es)
    }

    /// The whole number under the key, within the range.
    mutating func integer(_ parent: Entry, _ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let word = text(parent, key) else { return nil }
        guard let number = Int(word), range.contains(number) else {
            let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            fault(parent.line(of: key), expected: expected, found: "“\(word)”", remedy: "Correct the number.")
            return nil
        }
        return number
    }

    /// The word under the key, one of the cases of an enumeration.
    mutating func word<Words: CaseIterable & RawRepresentable<String>>(
        _ parent: Entry,
        _ key: String,
        _ type: Words.Type
    ) -> Words? {
        text(parent, key).flatMap { choice($0, parent.line(of: key), type) }
    }

    /// The case of an enumeration that the word names.
    mutating func choice<Words: CaseIterable & RawRepresentable<String>>(
        _ word: String,
        _ line: Int,
        _ type: Words.Type
    ) -> Words? {
        if let value = Words(rawValue: word) { return value }
        let words = Words.allCases.map(\.rawValue).joined(separator: ", ")
        fault(line, expected: "one of \(words)", found: "“\(word)”", remedy: "Choose one of these words.")
        return nil
    }

    /// Notes every id that an earlier entry has already.
    mutating func checkUnique(_ ids: [(text: String, line: Int)], what: String) {
        var lines: [String: Int] = [:]
        for (text, line) in ids {
            if let first = lines[text] {
                fault(
                    line,
                    expected: "\(what) that no other entry has",
                    found: "“\(text)”, which line \(first) has already",
                    remedy: "Give one of the two another one, or remove it."
                )
            } else {
                lines[text] = line
            }
        }
    }

    /// Notes a reference to something that is not there.
    mutating func checkKnown(_ id: String, _ line: Int, among known: Set<String>, what: String, where place: String) {
        guard !known.contains(id) else { return }
        fault(
            line,
            expected: "the id of \(what) in \(place)",
            found: "“\(id)”",
            remedy: "Correct the id, or add the entry to \(place)."
        )
    }

    private mutating func items(_ parent: Entry, _ key: String) -> [Node] {
        guard let node = parent.values[key] else { return [] }
        guard case .sequence(let sequence) = node else {
            fault(
                parent.line(of: key),
                expected: "a list under “\(key)”",
                found: kind(node),
                remedy: "Write one “- ” an item."
            )
            return []
        }
        return Array(sequence)
    }

    private mutating func text(_ node: Node, _ key: String) -> String? {
        guard case .scalar(let scalar) = node, scalar.string.contains(where: { !$0.isWhitespace }) else {
            fault(
                node.mark?.line ?? 1,
                expected: "a text under “\(key)”",
                found: kind(node),
                remedy: "Write the text after the colon."
            )
            return nil
        }
        return scalar.string
    }

    private mutating func entry(_ node: Node, required: [String], optional: [String]) -> Entry? {
        let line = node.mark?.line ?? 1
        guard case .mapping(let mapping) = node else {
            let keys = required.joined(separator: ", ")
            fault(line, expected: "an entry with \(keys)", found: kind(node), remedy: "Write key: value lines.")
            return nil
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.string ?? ""
            guard required.contains(name) || optional.contains(name) else {
                fault(
                    key.mark?.line ?? line,
                    expected: "one of the keys \((required + optional).joined(separator: ", "))",
                    found: "“\(name)”",
                    remedy: "Remove the key or correct its spelling."
                )
                continue
            }
            values[name] = value
        }
        for name in required where values[name] == nil {
            let language = Language(rawValue: name)
            fault(
                line,
                expected: language.map { "a translation under “\($0.rawValue)” (\($0.ownName))" }
                    ?? "the key “\(name)”",
                found: "none",
                remedy: language == nil ? "Add the key." : "Add the translation."
            )
        }
        return Entry(line: line, values: values)
    }

    private func kind(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "the text “\(scalar.string.prefix(60))”"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    private static func place(of error: any Error) -> (line: Int, problem: String) {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            (mark.line, problem)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            (context.mark.line, "the key “\(keys.sorted().joined(separator: "”, “"))” twice in one entry")
        case YamlError.reader(let problem, _, _, _):
            (1, problem)
        default:
            (1, "an unreadable file")
        }
    }
}
