/// A language of the pages.
public enum Language: String, Sendable, CaseIterable, Hashable, Codable {
    case en
    case fr
    case pt
    case es
}

/// One text in every language.
public struct LocalisedText: Sendable, Hashable {
    /// The text by language.
    public var texts: [Language: String]
    /// Wraps texts.
    public init(_ texts: [Language: String]) { self.texts = texts }
    /// The text in a language, or in English.
    public subscript(language: Language) -> String { texts[language] ?? texts[.en] ?? "" }
}

/// A handling marking (TLP 2.0).
public enum HandlingMarking: Int, Sendable, CaseIterable {
    case clear = 0
    case green = 1
    case amber = 2
    case amberStrict = 3
    case red = 4
}
