/// Why somebody is not let in, as far as they are told.
enum SignInRefusal: Error, Sendable, Equatable {
    /// What was typed does not open the account; whether there is one is not said.
    case wrong
    /// Too many attempts: wait so many seconds.
    case wait(seconds: Int)
    /// The first step was too long ago, or made in another browser.
    case stale
    /// A sentence of the catalogue says it.
    case because(key: String)

    /// The sentence for the visitor.
    func sentence(in words: Words) -> String {
        switch self {
        case .wrong: words("sign_in.wrong")
        case .wait(let seconds): words.plural("sign_in.wait", max(1, (seconds + 59) / 60))
        case .stale: words("sign_in.stale")
        case .because(let key): words(key)
        }
    }
}
