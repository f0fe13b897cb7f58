/// Why a password is not taken.
public enum PasswordRefusal: Error, Sendable, Hashable {
    /// It has fewer code points than the rules ask for.
    case tooShort(minimum: Int)
    /// It has more code points than are hashed.
    case tooLong(maximum: Int)
    /// It stands in the list of breached passwords, so many times.
    case breached(times: Int)
    /// It contains the person's name or address, or a word of this site.
    case containsOwnWord(String)
    /// It is a short piece over and over.
    case repeated
    /// It is a row of neighbours, in the alphabet or on the keyboard.
    case run

    /// The key of the sentence that tells the visitor.
    public var messageKey: String {
        switch self {
        case .tooShort: "password.refused.too_short"
        case .tooLong: "password.refused.too_long"
        case .breached: "password.refused.breached"
        case .containsOwnWord: "password.refused.contains_own_word"
        case .repeated: "password.refused.repeated"
        case .run: "password.refused.run"
        }
    }

    /// What the sentence names in braces.
    public var messageArguments: [String: String] {
        switch self {
        case .tooShort(let minimum): ["minimum": String(minimum)]
        case .tooLong(let maximum): ["maximum": String(maximum)]
        case .containsOwnWord(let word): ["word": word]
        case .breached, .repeated, .run: [:]
        }
    }
}
