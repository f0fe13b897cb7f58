import Secrets
import Vocabulary

extension Conversation {
    /// A message outside of a report.
    mutating func begin(
        _ message: InboundMessage,
        _ reading: KeywordReading,
        _ hadExpired: Bool,
        _ now: UTCInstant,
        _ turn: inout Turn
    ) {
        switch reading.intent {
        case .report(let text):
            guard mayFile(now) else { return turn.replies.append(say(.tooManyReports)) }
            guard text.count <= rules.longestText else { return turn.replies.append(tooLong()) }
            draft = ReportDraft(text: text.isEmpty ? nil : text)
            step = .warned
            turn.replies.append(say(text.isEmpty ? .warning : .warningLate))
        case .answer(let receipt):
            if let receipt {
                turn.effects.append(.lookUp(receipt: receipt))
            } else {
                turn.replies.append(say(.answerHow))
            }
        case .price(let query):
            if query.mineral == nil {
                turn.replies.append(say(.priceHow))
            } else {
                turn.effects.append(.price(query))
            }
        case .help, .start: turn.replies.append(say(.help))
        case .language: turn.replies.append(say(.languageSet))
        case .unclear(let nearest):
            // Who was answering a question has to know that the report is gone.
            if hadExpired { return turn.replies.append(say(.expired)) }
            guard let first = nearest.first else { return turn.replies.append(say(.unclear)) }
            turn.replies.append(say(.unclearNear, ["word": .text(first.word)]))
        case .yes, .no, .number: turn.replies.append(say(hadExpired ? .expired : .unclear))
        case .stop: break
        }
    }

    /// A message within a report.
    mutating func go(on message: InboundMessage, _ reading: KeywordReading, _ now: UTCInstant, _ turn: inout Turn) {
        if reading.intent == .help, reading.isAlone {
            turn.replies += [say(.help), question()]
            return
        }
        if reading.intent == .language, reading.isAlone {
            turn.replies += [say(.languageSet), question()]
            return
        }
        if !step.isDraft { return settle(message, reading, now, &turn) }
        // NO alone throws everything away at every question.
        if reading.intent == .no, reading.isAlone {
            reset()
            return turn.replies.append(say(.dropped))
        }
        switch step {
        case .idle, .tell, .read: break
        case .warned:
            guard reading.intent == .yes else { return askAgain(&turn) }
            advance(to: .topic, &turn)
        case .topic:
            guard case .number(let number) = reading.intent, ReportTopic.allCases.indices.contains(number - 1) else {
                return askAgain(&turn)
            }
            draft.topic = ReportTopic.allCases[number - 1]
            advance(to: .place, &turn)
        case .place: place(message.text, reading, &turn)
        case .text:
            let text = message.text.trimmed
            guard !text.isEmpty else { return askAgain(&turn) }
            guard text.count <= rules.longestText else { return turn.replies.append(tooLong()) }
            draft.text = text
            advance(to: .confirm, &turn)
        case .confirm:
            guard reading.intent == .yes else { return askAgain(&turn) }
            file(message.channel, now, &turn)
        }
    }

    /// After YES or NO to what was offered; whatever else is said begins something new.
    private mutating func settle(
        _ message: InboundMessage,
        _ reading: KeywordReading,
        _ now: UTCInstant,
        _ turn: inout Turn
    ) {
        let (asked, about) = (step, subject)
        reset()
        switch (reading.intent, asked) {
        case (.yes, .tell):
            turn.effects.append(.watch(lookUp: about))
            turn.replies.append(say(.tellOn))
        case (.yes, _): turn.effects.append(.sendAnswer(receipt: SecretBytes(about)))
        case (.no, .tell): turn.replies.append(say(.tellOff))
        case (.no, _): turn.replies.append(say(.answerKept))
        default: begin(message, reading, false, now, &turn)
        }
    }

    /// What was said on a call and is no words yet: where it can be heard is a part of the report.
    mutating func take(_ recording: String, _ turn: inout Turn) {
        guard draft.recordings.count < 4, recording.utf8.count <= 500 else { return turn.replies.append(tooLong()) }
        draft.recordings.append(recording)
        if step == .place {
            advance(to: draft.text == nil ? .text : .confirm, &turn)
        } else {
            draft.text = draft.text ?? ""
            advance(to: .confirm, &turn)
        }
    }

    private mutating func place(_ text: String, _ reading: KeywordReading, _ turn: inout Turn) {
        let text = text.trimmed
        // 0 means that they do not know or will not say.
        if reading.intent == .number(0) {
            draft.place = nil
        } else {
            guard !text.isEmpty, text.count <= rules.longestPlace else { return askAgain(&turn) }
            draft.place = text
        }
        advance(to: draft.text == nil ? .text : .confirm, &turn)
    }

    private mutating func file(_ channel: Channel, _ now: UTCInstant, _ turn: inout Turn) {
        guard let topic = draft.topic, let text = draft.text else { return reset() }
        guard mayFile(now) else {
            reset()
            return turn.replies.append(say(.tooManyReports))
        }
        noteFiling(now)
        let report = FiledReport(
            topic: topic,
            place: draft.place,
            text: text,
            recordings: draft.recordings,
            channel: channel,
            dayNumber: now.dayNumber
        )
        reset()
        turn.effects.append(.file(report))
    }

    private mutating func advance(to next: Step, _ turn: inout Turn) {
        step = next
        tries = 0
        turn.replies.append(question())
    }

    /// Asks again, a few times; then the draft is thrown away, and the sender told.
    private mutating func askAgain(_ turn: inout Turn) {
        tries += 1
        guard tries < rules.tries else {
            reset()
            return turn.replies.append(say(.dropped))
        }
        let choices = Reply.Value.choices(ReportTopic.allCases.map(\.key))
        turn.replies.append(step == .topic ? say(.categoryAgain, ["choices": choices]) : question())
    }

    private func tooLong() -> Reply { say(.tooLong, ["most": .text(String(rules.longestText))]) }

    /// The question of the step.
    func question() -> Reply {
        switch step {
        case .idle: say(.help)
        case .warned: say(draft.text == nil ? .warning : .warningLate)
        case .topic: say(.category, ["choices": .choices(ReportTopic.allCases.map(\.key))])
        case .place: say(.place)
        case .text: say(.text)
        case .tell: say(.tell)
        case .read: say(.answerAgain)
        case .confirm:
            say(
                .confirm,
                [
                    "category": .message((draft.topic ?? .other).key),
                    "place": .text(draft.place ?? "-"),
                ]
            )
        }
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmed: String {
        let kept = drop(while: \.isWhitespace)
        guard let end = kept.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(kept[...end])
    }
}
