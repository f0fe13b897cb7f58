/// A language in which Touchstone speaks.
public enum Language: String, Sendable, Hashable, CaseIterable, Codable {
    /// English.
    case en
    /// French.
    case fr
    /// Portuguese.
    case pt
    /// Spanish.
    case es

    /// The language's own name for itself.
    public var ownName: String {
        switch self {
        case .en: "English"
        case .fr: "Français"
        case .pt: "Português"
        case .es: "Español"
        }
    }
}

/// One text in each of the four languages.
public struct LocalisedText: Sendable, Hashable, Codable {
    /// The text in English.
    public let en: String
    /// The text in French.
    public let fr: String
    /// The text in Portuguese.
    public let pt: String
    /// The text in Spanish.
    public let es: String

    /// A text in all four languages.
    public init(en: String, fr: String, pt: String, es: String) {
        self.en = en
        self.fr = fr
        self.pt = pt
        self.es = es
    }

    /// A text from one by language; nil if a language is missing.
    public init?(_ texts: [Language: String]) {
        guard let en = texts[.en], let fr = texts[.fr], let pt = texts[.pt], let es = texts[.es] else { return nil }
        self.init(en: en, fr: fr, pt: pt, es: es)
    }

    /// The text in that language.
    public subscript(language: Language) -> String {
        switch language {
        case .en: en
        case .fr: fr
        case .pt: pt
        case .es: es
        }
    }

    /// The four texts, in the order of ``Language``.
    public var all: [String] { [en, fr, pt, es] }
}
