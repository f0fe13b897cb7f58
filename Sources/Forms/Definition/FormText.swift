/// A text with values in its middle.
public struct FormSentence: Sendable, Hashable {
    /// A piece of it.
    public enum Piece: Sendable, Hashable {
        case text(String)
        /// The value of an expression.
        case output(Formula)
    }

    /// The pieces in order.
    public let pieces: [Piece]

    /// Whether nothing is said.
    public var isEmpty: Bool { pieces.isEmpty }
}

/// A text of a form: written in place, or by its number among the translations.
public enum FormText: Sendable, Hashable {
    case inline(FormSentence)
    /// The id of a text in ``FormTranslation/texts``.
    case translated(String)
}

/// The forms that a translated text may have (ODK XForms specification, “Languages”).
public enum FormTextForm: String, Sendable, Hashable, CaseIterable {
    case plain = ""
    case long
    case short
    case guidance
    case image
    case bigImage = "big-image"
    case audio
    case video
}

/// The texts of a form in one language.
public struct FormTranslation: Sendable, Hashable {
    /// The language as the form names it: `English (en)`.
    public let language: String
    /// The tag in brackets, if there is one: `en`.
    public var tag: String? {
        guard language.hasSuffix(")"), let opening = language.utf8.lastIndex(of: UInt8(ascii: "(")) else { return nil }
        let tag = language[language.utf8.index(after: opening)...].dropLast()
        return tag.isEmpty ? nil : String(tag)
    }
    /// By their ids, the forms of each text.
    public internal(set) var texts: [String: [FormTextForm: FormSentence]] = [:]
}
