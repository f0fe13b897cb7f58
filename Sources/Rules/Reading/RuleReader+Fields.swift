import Vocabulary
import Yams

extension Node {
    /// The line of the file on which the node starts.
    var line: Int { mark?.line ?? 1 }
}

/// The pieces that fields are made of.
extension RuleReader {
    mutating func mapping(
        _ node: Node,
        _ what: String,
        required: [String],
        optional: [String] = []
    ) -> (nodes: [String: Node], lines: [String: Int]) {
        guard let mapping = node.mapping else {
            fault(node.line, "\(what) must be a list of “name: value” lines")
            return ([:], [:])
        }
        var nodes: [String: Node] = [:]
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string, required.contains(name) || optional.contains(name) else {
                fault(key.line, "\(what) has no field \(key.scalar?.string ?? "of that kind")")
                continue
            }
            nodes[name] = value
            lines[name] = key.line
        }
        for name in required where nodes[name] == nil { fault(node.line, "\(what) lacks the field \(name)") }
        return (nodes, lines)
    }

    mutating func list(_ node: Node?, _ what: String, atLeast least: Int) -> [Node] {
        guard let node else { return [] }
        guard let sequence = node.sequence else {
            fault(node.line, "\(what) must be a list")
            return []
        }
        if sequence.count < least { fault(node.line, "\(what) needs at least \(least)") }
        return Array(sequence)
    }

    mutating func string(_ node: Node?, _ what: String) -> String? {
        guard let node else { return nil }
        guard let text = node.scalar?.string.trimmedOfSpace, !text.isEmpty else {
            fault(node.line, "\(what) must be a text")
            return nil
        }
        return text
    }

    mutating func integer(_ node: Node?, _ what: String, in range: ClosedRange<Int>) -> Int? {
        guard let node else { return nil }
        guard let text = node.scalar?.string, let value = Int(text), range.contains(value) else {
            fault(node.line, "\(what) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    mutating func number(_ node: Node?, _ what: String) -> Double? {
        guard let node else { return nil }
        guard let text = node.scalar?.string, let value = Double(text), value.isFinite else {
            fault(node.line, "\(what) must be a number")
            return nil
        }
        return value
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: Node?,
        _ what: String,
        of type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        guard let node else { return nil }
        guard let choice = node.scalar.flatMap({ Choice(rawValue: $0.string) }) else {
            let words = type.allCases.map(\.rawValue).joined(separator: ", ")
            fault(node.line, "\(what) must be one of \(words)")
            return nil
        }
        return choice
    }

    mutating func texts(_ node: Node?, _ what: String) -> LocalisedText? {
        guard let node else { return nil }
        let nodes = mapping(node, what, required: Language.allCases.map(\.rawValue)).nodes
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = string(nodes[language.rawValue], what) }
        return LocalisedText(texts)
    }

    /// Lists of the same length, one a language, turned into one list of texts.
    mutating func lists(_ node: Node?, _ what: String, atLeast least: Int) -> [LocalisedText] {
        guard let node else { return [] }
        let nodes = mapping(node, what, required: Language.allCases.map(\.rawValue)).nodes
        var columns: [Language: [String]] = [:]
        for language in Language.allCases {
            guard let column = nodes[language.rawValue] else { continue }
            columns[language] = list(column, what, atLeast: least).compactMap { string($0, what) }
        }
        guard let first = columns[.en], columns.values.allSatisfy({ $0.count == first.count }) else {
            fault(node.line, "\(what) must have as many items in each language")
            return []
        }
        return first.indices.compactMap { index in LocalisedText(columns.mapValues { $0[index] }) }
    }

    /// A value of the type that it looks like; quoted, it is text.
    mutating func plainValue(_ node: Node) -> RuleValue? {
        guard let scalar = node.scalar else {
            fault(node.line, "a value must be a number or a text")
            return nil
        }
        guard scalar.style == .plain else { return .text(scalar.string) }
        if let integer = Int64(scalar.string) { return .integer(integer) }
        if let real = Double(scalar.string), real.isFinite { return .real(real) }
        return .text(scalar.string)
    }
}

extension String {
    /// The text without space at its ends.
    var trimmedOfSpace: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
