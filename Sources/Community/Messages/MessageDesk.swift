import Crypto
import Formats
import Foundation
public import Messaging
public import Sealing
import Secrets
public import Store
public import Vocabulary

/// The desk at which text messages and calls come in: each counts once, and what follows from it (a report, replies, a wish
/// to be told) is kept in one step before the gateway is told that it was taken.
public struct MessageDesk: Sendable {
    /// What a message led to.
    public struct Outcome: Sendable {
        /// Whether it had come before; then nothing was done.
        public let isRepeated: Bool
        /// What is said on a call at once; empty for text messages, whose replies wait in the queue.
        public let spoken: [String]
        /// The language of what is said.
        public let language: Language
        /// Whether the next answer on a call is spoken, and not pressed.
        public let awaitsSpeech: Bool
    }

    let store: FactStore
    let reporters: ReporterDesk
    let keys: MessageKeys
    let book: KeywordBook
    let lists: [ReceiptWordList]
    let texts: MessageTexts
    let rules: MessageRules
    let now: @Sendable () -> UTCInstant

    /// Opens the desk.
    public init(
        _ store: FactStore,
        reporters: ReporterDesk,
        keys: MessageKeys,
        book: KeywordBook,
        lists: [ReceiptWordList],
        texts: MessageTexts,
        rules: MessageRules,
        now: @escaping @Sendable () -> UTCInstant
    ) {
        (self.store, self.reporters, self.keys, self.book) = (store, reporters, keys, book)
        (self.lists, self.texts, self.rules, self.now) = (lists, texts, rules, now)
    }

    var today: CalendarDay { CalendarDay(clamping: now().dayNumber) }

    /// Takes a message in.
    ///
    /// - Throws: ``CommunityFault/outOfMemory`` where too much is asked for at once: the gateway has to send it again.
    public func receive(
        _ delivery: GatewayReader.Delivery,
        through gateway: MessageGateway
    ) async throws -> Outcome {
        let reference = keys.reference(delivery.message.id, of: gateway.name)
        let content = delivery.message.contentDigest(key: keys.sender)
        // Whoever writes twice at once is read twice; each message is thought of on what the one before left.
        for _ in 0..<8 {
            let kept = try await store.messageConversation(of: delivery.message.sender.bytes)
            let conversation = restored(kept, delivery, gateway)
            if try await store.hasMessage(gateway: gateway.name, reference: reference, content: content) {
                return repeated(delivery, conversation)
            }
            var work = MessageWork(conversation: conversation, delivery: delivery)
            try await think(&work)
            let turn = turn(of: work, kept, gateway, reference, content)
            switch try await store.keep(turn) {
            case .kept: return outcome(of: work)
            case .repeated: return repeated(delivery, conversation)
            case .overtaken: continue
            }
        }
        throw CommunityFault.outOfMemory
    }

    private func think(_ work: inout MessageWork) async throws {
        let turn = work.begin(book: book, at: now())
        for effect in turn.effects { try await follow(effect, &work) }
    }

    private func restored(
        _ kept: KeptConversation?,
        _ delivery: GatewayReader.Delivery,
        _ gateway: MessageGateway
    ) -> Conversation {
        let sender = delivery.message.sender
        let language = (kept?.language ?? gateway.language)
        let known = Language(rawValue: language) ?? .en
        if let sealed = kept?.sealed, let bytes = keys.open(conversation: sealed, with: delivery.number),
            let conversation = Conversation(saved: bytes, with: sender, rules: rules.conversation)
        {
            return conversation
        }
        if kept?.isStopped == true { return .stopped(with: sender, language: known, rules: rules.conversation) }
        return Conversation(with: sender, language: known, rules: rules.conversation)
    }

    private func repeated(_ delivery: GatewayReader.Delivery, _ conversation: Conversation) -> Outcome {
        let isCall = delivery.message.channel == .voice
        let question = isCall ? [conversation.presentQuestion, conversation.spokenPrompt].compactMap { $0 } : []
        return Outcome(
            isRepeated: true,
            spoken: question.compactMap(texts.words),
            language: conversation.language,
            awaitsSpeech: conversation.awaitsSpeech
        )
    }

    private func outcome(of work: MessageWork) -> Outcome {
        var spoken: [Reply] = []
        if work.isCall {
            spoken = work.replies
            if let prompt = work.conversation.spokenPrompt, !work.conversation.isStopped { spoken.append(prompt) }
        }
        return Outcome(
            isRepeated: false,
            spoken: spoken.compactMap(texts.words),
            language: work.conversation.language,
            awaitsSpeech: work.conversation.awaitsSpeech
        )
    }

    private func turn(
        of work: MessageWork,
        _ kept: KeptConversation?,
        _ gateway: MessageGateway,
        _ reference: [UInt8],
        _ content: [UInt8]
    ) -> MessageTurn {
        let number = work.delivery.number
        let hour = 3_600_000
        var turn = MessageTurn(
            gateway: gateway.name,
            reference: reference,
            content: content,
            conversation: KeptConversation(
                sender: work.delivery.message.sender.bytes,
                version: kept?.version ?? 0,
                language: work.conversation.language.rawValue,
                isStopped: work.conversation.isStopped,
                sealed: keys.seal(conversation: work.conversation.saved, with: number),
                // Limits look back for a day; the minute is nobody's business.
                expiresAt: (now().milliseconds / hour + 25) * hour
            )
        )
        turn.report = work.report
        turn.stops = work.stops
        turn.starts = work.starts
        turn.outgoing = work.queued.compactMap { outgoing($0, to: work.delivery, gateway) }
        if let lookup = work.watch {
            let sealed = keys.seal(number.digits.exposed, .number, for: gateway.name)
            turn.watch = MessageTurn.Watch(lookup: lookup, sealedNumber: sealed, channel: Channel.sms.rawValue)
        }
        return turn
    }

    private func outgoing(
        _ reply: Reply,
        to delivery: GatewayReader.Delivery,
        _ gateway: MessageGateway
    ) -> OutgoingMessage? {
        guard let words = texts.words(reply) else { return nil }
        return outgoing(
            words,
            reply.language,
            sealedNumber: keys.seal(delivery.number.digits.exposed, .number, for: gateway.name),
            recipient: delivery.message.sender.bytes,
            gateway: gateway.name,
            purpose: .reply,
            isNotice: reply.key == .stopped
        )
    }

    func outgoing(
        _ words: String,
        _ language: Language,
        sealedNumber: [UInt8],
        recipient: [UInt8],
        gateway: String,
        purpose: OutboundMessage.Purpose,
        isNotice: Bool = false
    ) -> OutgoingMessage {
        let name = Hexadecimal.text(SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) })
        let time = now().milliseconds
        let days = purpose == .reply ? MessageRules.replyDays : MessageRules.noticeDays
        return OutgoingMessage(
            name: name,
            gateway: gateway,
            recipient: recipient,
            sealedNumber: sealedNumber,
            sealedText: keys.seal(Array(words.utf8), .text, for: name),
            language: language.rawValue,
            channel: Channel.sms.rawValue,
            purpose: purpose.rawValue,
            isNotice: isNotice,
            parts: (try? SMSText(words).parts.count) ?? 1,
            writtenAt: time,
            expiresAt: time + days * 86_400_000
        )
    }
}

/// A message while it is thought about.
struct MessageWork: Sendable {
    var conversation: Conversation
    let delivery: GatewayReader.Delivery
    /// What is said, in order.
    var replies: [Reply] = []
    var report: SealedReportDraft?
    /// The look-up name of the report of whose answer the sender wants to be told.
    var watch: [UInt8]?
    var stops = false
    var starts = false

    init(conversation: Conversation, delivery: GatewayReader.Delivery) {
        (self.conversation, self.delivery) = (conversation, delivery)
    }

    var isCall: Bool { delivery.message.channel == .voice }

    /// What waits in the queue: of a call only what has to be kept by hand, in case the line breaks.
    var queued: [Reply] {
        isCall ? replies.filter { [.filed, .filedWords, .stopped].contains($0.key) } : replies
    }

    mutating func begin(book: KeywordBook, at now: UTCInstant) -> Turn {
        let message = said(book)
        // Whoever calls and has pressed nothing yet is told what there is to press.
        if isCall, message.text.isEmpty, delivery.recording == nil {
            if let question = conversation.presentQuestion { replies.append(question) }
            return Turn()
        }
        let turn = conversation.receive(message, recording: delivery.recording, book: book, at: now) ?? Turn()
        replies += turn.replies
        return turn
    }

    /// The message with the keys of a call in words.
    private func said(_ book: KeywordBook) -> InboundMessage {
        let message = delivery.message
        guard let keys = delivery.keys, let words = conversation.words(forKeys: keys, book: book) else {
            return message
        }
        return InboundMessage(
            id: message.id,
            channel: message.channel,
            sender: message.sender,
            text: words,
            moment: message.moment
        )
    }
}
