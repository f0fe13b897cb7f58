import Vocabulary

/// A message cut into words and numbers; what stands between them does not count.
struct MessageWords {
    struct Word {
        /// As it is looked up: small, without accents; digits of any script as ours.
        let folded: String
        let isNumber: Bool
        /// Where the message goes on after it.
        let end: String.Index
    }

    let text: String
    let words: [Word]

    /// Nobody's keyword comes later; the text after it is taken whole.
    private static let most = 40

    init(_ text: String) {
        self.text = text
        let scalars = text.unicodeScalars
        var words: [Word] = []
        var current = ""
        var isNumber = false
        func close(_ end: String.Index) {
            guard !current.isEmpty else { return }
            words.append(Word(folded: isNumber ? current : WordFolding.fold(current), isNumber: isNumber, end: end))
            current = ""
        }
        var index = scalars.startIndex
        while index < scalars.endIndex, words.count < Self.most {
            let scalar = scalars[index]
            if let digit = DecimalDigit.value(of: scalar) {
                if !isNumber { close(index) }
                isNumber = true
                current += String(digit)
            } else if scalar.properties.isAlphabetic || Self.isMark(scalar) {
                if isNumber { close(index) }
                isNumber = false
                current.unicodeScalars.append(scalar)
            } else {
                close(index)
            }
            index = scalars.index(after: index)
        }
        close(index)
        self.words = words
    }

    /// Everything after a number of words, without the signs and spaces between.
    func rest(after count: Int) -> String {
        guard count > 0, count <= words.count else { return count == 0 ? text : "" }
        let scalars = text.unicodeScalars
        let rest = scalars[words[count - 1].end...].drop { scalar in
            !scalar.properties.isAlphabetic && DecimalDigit.value(of: scalar) == nil
                && !"\"'(«“¿¡".unicodeScalars
                    .contains(scalar)
        }
        var trimmed = rest[...]
        while let last = trimmed.last, last.properties.isWhitespace { trimmed.removeLast() }
        return String(trimmed)
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
