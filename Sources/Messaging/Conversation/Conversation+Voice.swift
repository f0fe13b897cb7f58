/// What keys mean on a call: a keypad has no letters, so each step has its own few.
extension Conversation {
    /// The keys of a call as a message says it, in the language of the conversation; nil if they mean nothing here.
    ///
    /// Outside of a report 1 reports, 2 asks for an answer, 9 ends all messages and 0 helps; at a yes or no, 1 is yes and 2 is
    /// no; a list takes its numbers. Words of a place or of what happened have to be spoken.
    public func words(forKeys keys: String, book: KeywordBook) -> String? {
        let keys = keys.filter { $0.isASCII && $0.isNumber }
        guard !keys.isEmpty else { return nil }
        // A receipt is typed as it is.
        if keys.utf8.count > 4 { return keys }
        let command: Command?
        switch step {
        case .idle: command = ["1": .report, "2": .answer, "9": .stop, "0": .help][keys]
        case .warned, .confirm, .tell, .read: command = ["1": .yes, "2": .no, "0": .help][keys]
        case .topic, .place: return keys
        case .text: return nil
        }
        guard let command else { return keys }
        let words = book.allKeywords.filter { $0.command == command }
        return (words.first { $0.languages == [language] } ?? words.first { $0.languages.contains(language) })?.word
    }

    /// What is said on a call after the replies, so that somebody who hears them knows what to press or when to speak.
    public var spokenPrompt: Reply? {
        switch step {
        case .idle: reply(.voiceMenu)
        case .warned, .confirm, .tell, .read: reply(.voiceYesNo)
        case .place, .text: reply(.voiceSpeak)
        case .topic: nil
        }
    }

    /// Whether the next answer on a call is spoken, and not pressed.
    public var awaitsSpeech: Bool { step == .place || step == .text }

    /// The question at hand, for a call in which it was not heard.
    public var presentQuestion: Reply? { step == .idle ? nil : question() }
}
