package import Vocabulary

/// The names of minerals in one language, as the lexicon has them.
package struct MineralWords: Sendable {
    private let lexicon: Lexicon
    private let language: Language

    /// Makes names out of a lexicon.
    package init(_ lexicon: Lexicon, in language: Language) {
        self.lexicon = lexicon
        self.language = language
    }

    /// The names of codes that stand with blanks between, as facts have them; a code that nobody knows stays as it is.
    package func callAsFunction(_ codes: String) -> String {
        codes.split(separator: " ").map { code in
            lexicon.mineral(MineralID(String(code)))?.name[language] ?? String(code)
        }.joined(separator: ", ")
    }
}

extension Lexicon {
    /// The code of a mineral by any name that it goes by; what is none stays as it is.
    package func mineralCode(_ name: String) -> String { mineral(named: name)?.id.rawValue ?? name }
}
