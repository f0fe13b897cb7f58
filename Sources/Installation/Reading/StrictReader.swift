import Vocabulary
import Yams

/// Reads YAML strictly: what is not expected is a fault with its file, line and path, and reading goes on after it.
struct StrictReader {
    /// A value and where it stands.
    struct Value {
        let node: Node
        let file: String
        let path: String

        var line: Int { node.mark?.line ?? 1 }
    }

    /// A mapping whose keys are known.
    struct Entry {
        let place: Value
        fileprivate let values: [String: Value]

        subscript(key: String) -> Value? { values[key] }
    }

    private(set) var faults: [PackFault] = []

    mutating func fault(_ place: Value, _ message: String) {
        faults.append(PackFault(file: place.file, line: place.line, path: place.path, message: message))
    }

    mutating func fault(file: String, line: Int = 1, _ message: String) {
        faults.append(PackFault(file: file, line: line, message: message))
    }

    /// The root of a text.
    mutating func root(of text: String, file: String) -> Value? {
        if let objection = PlainYAML.objection(to: text) {
            fault(file: file, line: objection.line, objection.message)
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                fault(file: file, "the file is empty")
                return nil
            }
            return Value(node: node, file: file, path: "")
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            fault(file: file, line: context.mark.line, "written twice: \(keys.sorted().joined(separator: ", "))")
        } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _)
        {
            fault(file: file, line: mark.line, "this is not YAML: \(problem)")
        } catch {
            fault(file: file, "this is not YAML")
        }
        return nil
    }

    /// The mapping with these keys and no others.
    mutating func entry(_ place: Value, required: [String], optional: [String] = []) -> Entry? {
        guard case .mapping(let mapping) = place.node else {
            fault(place, "expected \(required.joined(separator: ", ")), found \(Self.kind(place.node))")
            return nil
        }
        var values: [String: Value] = [:]
        for (key, node) in mapping {
            let name = key.scalar?.string ?? ""
            let path = place.path.isEmpty ? name : "\(place.path).\(name)"
            guard required.contains(name) || optional.contains(name) else {
                let known = (required + optional).joined(separator: ", ")
                fault(Value(node: key, file: place.file, path: path), "unknown key; expected one of \(known)")
                continue
            }
            values[name] = Value(node: node, file: place.file, path: path)
        }
        for name in required where values[name] == nil { fault(place, "the key \(name) is missing") }
        return Entry(place: place, values: values)
    }

    /// The values of a list.
    mutating func list(_ place: Value?, atMost most: Int = 500) -> [Value] {
        guard let place else { return [] }
        guard case .sequence(let sequence) = place.node else {
            fault(place, "expected a list, found \(Self.kind(place.node))")
            return []
        }
        guard sequence.count <= most else {
            fault(place, "the list has \(sequence.count) entries; at most \(most)")
            return []
        }
        return sequence.enumerated().map { index, node in
            Value(node: node, file: place.file, path: "\(place.path)[\(index)]")
        }
    }

    /// A text that is not empty.
    mutating func text(_ place: Value?, atMost most: Int = 1_000) -> String? {
        guard let place else { return nil }
        guard case .scalar(let scalar) = place.node, scalar.string.contains(where: { !$0.isWhitespace }) else {
            fault(place, "expected a text, found \(Self.kind(place.node))")
            return nil
        }
        guard scalar.string.utf8.count <= most else {
            fault(place, "the text is longer than \(most) bytes")
            return nil
        }
        guard !scalar.string.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A }) else {
            fault(place, "the text has control characters")
            return nil
        }
        // Folded scalars of YAML end with a line end.
        return String(scalar.string.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// A text in four languages.
    mutating func localised(_ place: Value?) -> LocalisedText? {
        guard let place, let entry = entry(place, required: Language.allCases.map(\.rawValue)) else { return nil }
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = text(entry[language.rawValue]) }
        return LocalisedText(texts)
    }

    /// A whole number in a range.
    mutating func integer(_ place: Value?, in range: ClosedRange<Int>) -> Int? {
        guard let place else { return nil }
        guard let number = place.node.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
            fault(place, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// `true` or `false`.
    mutating func flag(_ place: Value?) -> Bool? {
        guard let place else { return nil }
        switch place.node.scalar?.string {
        case "true": return true
        case "false": return false
        default:
            fault(place, "expected true or false")
            return nil
        }
    }

    /// One of the words of an enumeration.
    mutating func word<Words: CaseIterable & RawRepresentable<String>>(_ place: Value?, _ type: Words.Type) -> Words? {
        guard let place else { return nil }
        guard let word = place.node.scalar.flatMap({ Words(rawValue: $0.string) }) else {
            fault(place, "expected one of \(type.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        return word
    }

    /// An id: lower-case letters, digits, hyphens and underscores.
    mutating func id(_ place: Value?) -> String? {
        guard let place, let text = text(place, atMost: 60) else { return nil }
        guard Self.isPlain(text) else {
            fault(place, "expected lower-case letters, digits, hyphens and underscores")
            return nil
        }
        return text
    }

    /// Whether a text is made of lower-case letters, digits, hyphens and underscores.
    static func isPlain(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
            }
    }

    private static func kind(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "the text “\(scalar.string.prefix(40))”"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}
