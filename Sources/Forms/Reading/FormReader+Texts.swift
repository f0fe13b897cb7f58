import Formats

extension FormReader {
    /// Reads the translations, the default one to the front.
    mutating func readTexts(_ element: XMLNode) {
        var defaultPlace: Int?
        for each in element.children {
            guard each.localName == "translation", let language = each.attribute("lang"), !language.isEmpty else {
                refuse(.missingPart, "itext/translation/@lang", line: each.line)
                continue
            }
            guard !translations.contains(where: { $0.language == language }) else {
                refuse(.badStructure, "translation(\(language))", line: each.line)
                continue
            }
            if let mark = each.attribute("default") {
                if mark == "true()" || mark == "" { defaultPlace = defaultPlace ?? translations.count }
            }
            var translation = FormTranslation(language: language)
            for text in each.children { readText(text, into: &translation) }
            translations.append(translation)
        }
        if translations.isEmpty { refuse(.missingPart, "itext/translation", line: element.line) }
        if let defaultPlace { translations.swapAt(0, defaultPlace) }
    }

    private mutating func readText(_ element: XMLNode, into translation: inout FormTranslation) {
        let place = "translation(\(translation.language))/text"
        guard element.localName == "text", let id = element.attribute("id"), !id.isEmpty else {
            refuse(.badStructure, place, line: element.line)
            return
        }
        for value in element.children {
            guard value.localName == "value" else {
                refuse(.unknownElement, value.name, line: value.line)
                continue
            }
            let written = value.attribute("form") ?? ""
            guard let form = FormTextForm(rawValue: written) else {
                warn(.ignored, "\(id);\(written)", line: value.line)
                continue
            }
            guard translation.texts[id]?[form] == nil else {
                refuse(.badStructure, "\(place) \(id)", line: value.line, found: written)
                continue
            }
            translation.texts[id, default: [:]][form] = sentence(value, place: id)
        }
    }

    /// What an element says: its text, the text of elements in it, the expressions of its outputs.
    mutating func sentence(_ element: XMLNode, place: String) -> FormSentence {
        var pieces: [FormSentence.Piece] = []
        gather(element, place: place, into: &pieces)
        // Trimmed as a whole.
        if case .text(let text)? = pieces.first {
            let bytes = Array(text.utf8.drop { $0 <= 0x20 })
            pieces[0] = .text(String(decoding: bytes, as: UTF8.self))
        }
        if case .text(let text)? = pieces.last {
            let bytes = Array(text.utf8.reversed().drop { $0 <= 0x20 }.reversed())
            pieces[pieces.count - 1] = .text(String(decoding: bytes, as: UTF8.self))
        }
        return FormSentence(pieces: pieces.filter { $0 != .text("") })
    }

    private mutating func gather(_ element: XMLNode, place: String, into pieces: inout [FormSentence.Piece]) {
        for content in element.content {
            switch content {
            case .text(let text):
                if case .text(let before)? = pieces.last {
                    pieces[pieces.count - 1] = .text(before + text)
                } else {
                    pieces.append(.text(text))
                }
            case .element(let child) where child.localName == "output":
                guard let source = child.attribute("ref") ?? child.attribute("value") else {
                    refuse(.missingPart, "\(place) output/@value", line: child.line)
                    continue
                }
                if let formula = formula(source, place, line: child.line) { pieces.append(.output(formula)) }
            case .element(let child): gather(child, place: place, into: &pieces)
            }
        }
    }

    /// The text of a label or hint: what its `ref` names, or what stands in it.
    mutating func text(_ element: XMLNode, place: String) -> FormText? {
        guard let reference = element.attribute("ref") else {
            let sentence = sentence(element, place: place)
            return sentence.isEmpty ? nil : .inline(sentence)
        }
        guard let id = Self.textID(reference) else {
            refuse(.outsideXPathSubset, place, line: element.line, found: reference)
            return nil
        }
        checkText(id, place: place, line: element.line)
        return .translated(id)
    }

    /// A message in an attribute: `jr:itext('id')` or the words themselves.
    mutating func message(_ text: String?, place: String, line: Int) -> FormText? {
        guard let text, !text.isEmpty else { return nil }
        guard let id = Self.textID(text) else { return .inline(FormSentence(pieces: [.text(text)])) }
        checkText(id, place: place, line: line)
        return .translated(id)
    }

    private mutating func checkText(_ id: String, place: String, line: Int) {
        for (number, translation) in translations.enumerated() where translation.texts[id] == nil {
            if number == 0 {
                refuse(.missingText, place, line: line, found: "\(id), \(translation.language)")
            } else {
                warn(.missingTranslation, "\(id) (\(translation.language))", line: line)
            }
        }
        if translations.isEmpty { refuse(.missingText, place, line: line, found: id) }
    }

    /// The id in `jr:itext('id')`; nil for anything else.
    static func textID(_ text: String) -> String? {
        guard let expression = try? Expression(text), case .call(.itext, let arguments) = expression,
            case .text(let id)? = arguments.first
        else { return nil }
        return id
    }
}
