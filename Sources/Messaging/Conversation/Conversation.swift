public import Secrets
public import Vocabulary

/// What has been said with one sender: a machine that takes messages and gives replies and effects, and does nothing.
///
/// A report goes: the warning that the carrier sees it all, what it is about by number, where, what happened, yes.
/// Until the yes nothing is filed, and the draft is thrown away when it is left lying: what nobody confirmed is not kept.
public struct Conversation: Sendable, Hashable {
    /// How far a report is.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// There is none.
        case idle
        /// The warning was sent.
        case warned
        /// What it is about was asked.
        case topic
        /// Where was asked.
        case place
        /// What happened was asked.
        case text
        /// Whether to file it was asked.
        case confirm
        /// A report is filed, and whether to tell of an answer was asked.
        case tell
        /// There is an answer, and whether to send it was asked.
        case read

        /// Whether something that is not filed yet would be lost.
        var isDraft: Bool { self != .idle && self != .tell && self != .read }
    }

    /// Who it is with.
    public let sender: SenderDigest
    /// How far a report is.
    public internal(set) var step = Step.idle
    /// The language of the last keyword that had one.
    public internal(set) var language: Language
    /// Whether the sender said STOP; then only START is answered.
    public internal(set) var isStopped = false

    var draft = ReportDraft()
    /// What the question at hand is about: the look-up name of a report, or a receipt as it was typed.
    var subject: [UInt8] = []
    var tries = 0
    var last: UTCInstant?
    var hour: [UTCInstant] = []
    var wasToldToSlow = false
    var filings: [UTCInstant] = []
    let rules: ConversationRules

    /// Nothing has been said; the language is that of replies until a keyword tells.
    public init(with sender: SenderDigest, language: Language, rules: ConversationRules = ConversationRules()) {
        (self.sender, self.language, self.rules) = (sender, language, rules)
    }

    /// Takes a message that is ``Arrivals/Arrival/new`` and of this sender; nil if it is another's.
    ///
    /// - Parameter recording: Where the gateway keeps what was said on a call, where it is not in the message as words.
    public mutating func receive(
        _ message: InboundMessage,
        recording: String? = nil,
        book: KeywordBook,
        at now: UTCInstant
    ) -> Turn? {
        guard message.sender == sender else { return nil }
        let hadExpired = expire(at: now)
        last = now
        let reading = book.read(message.text)
        if step == .idle || reading.isAlone { language = reading.language(preferring: language) }
        var turn = Turn()
        // STOP and START come before every limit.
        if reading.intent == .stop, step == .idle || reading.isAlone {
            stop(&turn)
            return turn
        }
        if reading.intent == .start, isStopped {
            isStopped = false
            turn.effects.append(.optIn)
            turn.replies.append(say(.started))
            return turn
        }
        guard !isStopped else { return turn }
        guard isWithinHour(now) else {
            if !wasToldToSlow { turn.replies.append(say(.slow)) }
            wasToldToSlow = true
            return turn
        }
        wasToldToSlow = false
        if let recording, message.text.isEmpty, step == .place || step == .text {
            take(recording, &turn)
        } else if step == .idle {
            begin(message, reading, hadExpired, now, &turn)
        } else {
            go(on: message, reading, now, &turn)
        }
        return turn
    }

    /// Throws an unfinished report away if it was left lying; true if there was one.
    ///
    /// Nothing is sent: a message that nobody waits for is seen by whoever holds the phone.
    public mutating func expire(at now: UTCInstant) -> Bool {
        guard step != .idle, let last, now.milliseconds - last.milliseconds > rules.idleSeconds * 1_000 else {
            return false
        }
        let hadDraft = step.isDraft
        reset()
        return hadDraft
    }

    /// The reply once a report is filed, with its receipt in digits.
    public func filed(receipt: String) -> Reply { say(.filed, ["receipt": .text(receipt)]) }

    /// The same receipt in words, in a message of its own.
    public func filed(words: String) -> Reply { say(.filedWords, ["receipt": .text(words)]) }

    /// Asks whether to tell of an answer to a report that is filed; YES is ``Effect/watch(lookUp:)``.
    ///
    /// - Parameter lookUp: What the report is found by; it says nothing of the receipt.
    public mutating func ask(toTellOf lookUp: [UInt8]) -> Reply {
        reset()
        (step, subject) = (.tell, lookUp)
        return question()
    }

    /// Offers an answer that is there; YES is ``Effect/sendAnswer(receipt:)``.
    ///
    /// - Parameters:
    ///   - letters: How long it is.
    ///   - receipt: The receipt as it was typed.
    public mutating func offer(letters: Int, receipt: SecretBytes) -> Reply {
        reset()
        (step, subject) = (.read, receipt.exposed)
        return say(.answerWaiting, ["count": .text(String(letters))])
    }

    /// A reply that is none of a step.
    public func reply(_ key: ReplyKey, _ values: [String: Reply.Value] = [:]) -> Reply { say(key, values) }

    // MARK: Steps

    func say(_ key: ReplyKey, _ values: [String: Reply.Value] = [:]) -> Reply { Reply(key, language, values) }

    mutating func reset() {
        step = .idle
        draft = ReportDraft()
        subject = []
        tries = 0
    }

    /// Whether one more report may be filed now; those of the last 24 hours count.
    mutating func mayFile(_ now: UTCInstant) -> Bool {
        filings.removeAll { now.milliseconds - $0.milliseconds >= 86_400_000 }
        return filings.count < rules.reportsADay
    }

    mutating func noteFiling(_ now: UTCInstant) { filings.append(now) }

    private mutating func stop(_ turn: inout Turn) {
        reset()
        // A second STOP is not answered: the notice was the last word.
        if !isStopped { turn.replies.append(say(.stopped)) }
        isStopped = true
        turn.effects.append(.optOut)
    }

    private mutating func isWithinHour(_ now: UTCInstant) -> Bool {
        hour.removeAll { now.milliseconds - $0.milliseconds >= 3_600_000 }
        guard hour.count < rules.messagesAnHour else { return false }
        hour.append(now)
        return true
    }
}
