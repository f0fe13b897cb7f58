public import Messaging
import Sealing
import Secrets
public import Store
import Vocabulary

/// What a conversation asks to be done.
extension MessageDesk {
    func follow(_ effect: Effect, _ work: inout MessageWork) async throws {
        switch effect {
        case .file(let report): try await file(report, &work)
        case .lookUp(let receipt): try await lookUp(receipt, &work)
        case .sendAnswer(let receipt): try await sendAnswer(receipt, &work)
        case .watch(let lookUp): work.watch = lookUp
        case .price(let query): try await price(query, &work)
        case .optOut: work.stops = true
        case .optIn: work.starts = true
        }
    }

    // MARK: Reports

    private func file(_ report: FiledReport, _ work: inout MessageWork) async throws {
        var generator = SystemRandomNumberGenerator()
        let language = work.conversation.language
        let receipt = Sealing.Receipt.make(using: &generator)
        let made = ReporterDesk.Report(
            id: ReportID.make(using: &generator),
            receipt: receipt,
            content: content(of: report, language),
            language: language
        )
        let sealed: (draft: SealedReportDraft, lookUp: [UInt8])
        do { sealed = try await reporters.draft(of: made) } catch CommunityFault.nobodyReceives {
            work.replies.append(work.conversation.reply(.nobody))
            return
        }
        work.report = sealed.draft
        work.replies.append(work.conversation.filed(receipt: receipt.digits.joined(separator: " ")))
        if let list = lists.first(where: { $0.language == language }) {
            work.replies.append(work.conversation.filed(words: receipt.words(in: list).joined(separator: " ")))
        }
        work.replies.append(work.conversation.ask(toTellOf: sealed.lookUp))
    }

    /// The report as its recipients read it: the words as they came, then what was chosen and by what it came.
    private func content(of report: FiledReport, _ language: Language) -> ReportContent {
        func say(_ key: String, _ values: [String: String] = [:]) -> String {
            values.reduce(texts.text(language, key) ?? "") { $0.replacing("{\($1.key)}", with: $1.value) }
        }
        var lines = [report.text]
        lines += report.recordings.map { say("sms.filed.recording", ["address": $0]) }
        lines.append(say("sms.filed.choice", ["choice": say(report.topic.key.rawValue)]))
        lines.append(say(report.channel == .voice ? "sms.filed.voice" : "sms.filed.sms"))
        return ReportContent(
            category: Self.category(report.topic).rawValue,
            text: lines.filter { !$0.isEmpty }.joined(separator: "\n"),
            place: ReportContent.Place(words: report.place, lat: nil, lon: nil)
        )
    }

    /// The nearest category of the form; what was chosen stands in the words of the report.
    private static func category(_ topic: ReportTopic) -> ReportCategory {
        switch topic {
        case .violence: .violence
        case .armed: .armed
        case .labour: .forcedLabour
        case .bribery: .bribery
        case .land: .land
        case .water: .water
        case .accident: .accident
        case .other: .other
        }
    }

    // MARK: Answers

    private func lookUp(_ typed: SecretBytes, _ work: inout MessageWork) async throws {
        guard let found = try await answers(typed, work.conversation.language) else {
            work.replies.append(work.conversation.reply(.answerUnknown))
            return
        }
        guard let newest = found.answers.last?.text else {
            work.replies.append(work.conversation.reply(.answerNone))
            return
        }
        work.replies.append(work.conversation.offer(letters: newest.count, receipt: typed))
    }

    private func sendAnswer(_ typed: SecretBytes, _ work: inout MessageWork) async throws {
        guard let found = try await answers(typed, work.conversation.language), !found.answers.isEmpty else {
            work.replies.append(work.conversation.reply(.answerUnknown))
            return
        }
        let sent = found.answers.suffix(MessageRules.answers)
        var isCut = sent.count < found.answers.count
        for answer in sent {
            let text = answer.text ?? ""
            let cut = text.prefix(MessageRules.answerLetters)
            if cut.count < text.count { isCut = true }
            let day = answer.day?.text ?? ""
            work.replies.append(
                work.conversation.reply(.answerText, ["day": .text(day), "text": .text(String(cut))])
            )
        }
        if isCut { work.replies.append(work.conversation.reply(.answerRest)) }
        if !found.report.state.isEnd { work.replies.append(work.conversation.ask(toTellOf: found.lookUp)) }
    }

    private struct Found {
        let report: SealedReport
        let lookUp: [UInt8]
        let answers: [ThreadEntry]
    }

    /// What a receipt opens; nil if it is none, or leads nowhere any more.
    private func answers(_ typed: SecretBytes, _ language: Language) async throws -> Found? {
        let text = String(decoding: typed.exposed, as: UTF8.self)
        guard let receipt = try? ReceiptReader(lists).read(text, in: language).receipt else { return nil }
        let thread: ReporterThread
        do { thread = try await reporters.thread(receipt) } catch CommunityFault.noSuchReport { return nil }
        let lookUp = try reporters.keys(of: receipt).lookUp.bytes
        let answers = thread.messages.filter { $0.isAnswer && $0.text != nil }
        return Found(report: thread.report, lookUp: lookUp, answers: answers)
    }

    // MARK: Prices

    private func price(_ query: PriceQuery, _ work: inout MessageWork) async throws {
        let language = work.conversation.language
        let since = CalendarDay(clamping: today.number - rules.priceDays)
        let kept = try await store.dailyPrices(of: query.mineral, since: since, upTo: today)
        let board = PriceBoard(kept.compactMap(PriceLine.init))
        let name = query.mineral.map { texts.mineral($0, language) } ?? ""
        work.replies += board.answer(query, language: language, today: today, mineralName: name)
    }

    // MARK: News

    /// Has those told who asked to be told, of answers that are there now.
    ///
    /// - Returns: How many messages wait for their gateways now.
    public func tellOfAnswers() async throws -> Int {
        var count = 0
        for watch in try await store.dueMessageWatches() {
            let message = notice(for: watch)
            try await store.fulfil(watch, with: message)
            if message != nil { count += 1 }
        }
        return count
    }

    /// The message that there is an answer; nil if the number cannot be opened any more.
    private func notice(for watch: MessageWatch) -> OutgoingMessage? {
        guard let language = Language(rawValue: watch.language),
            keys.open(watch.sealedNumber, .number, for: watch.gateway) != nil,
            let words = texts.words(Reply(.answerNotice, language))
        else { return nil }
        return outgoing(
            words,
            language,
            sealedNumber: watch.sealedNumber,
            recipient: watch.recipient,
            gateway: watch.gateway,
            purpose: .news
        )
    }
}

extension PriceLine {
    /// A price as it is told; nil for one whose unit or currency is none that can be told.
    public init?(_ price: DailyPrice) {
        guard let unit = Unit(rawValue: price.unit), let currency = Currency(price.currency) else { return nil }
        self.init(
            mineral: price.mineral,
            grade: price.grade,
            place: price.place,
            minor: price.minor,
            currency: currency,
            unit: unit,
            day: price.day,
            source: price.source
        )
    }
}
