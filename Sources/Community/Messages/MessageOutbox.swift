import Foundation
public import Messaging
public import Secrets
public import Store
public import Vocabulary

/// What waits to be sent, as gateways get it: given out on a lease, and done with once they say so.
public struct MessageOutbox: Sendable {
    /// A message that a gateway has to send, or to say that it cannot.
    public struct Leased: Sendable {
        /// Its name: the same each time it is given out.
        public let id: String
        /// The number, digits with calling code.
        public let number: SecretBytes
        /// What it says.
        public let text: String
        /// The language of it.
        public let language: Language
        /// By what it goes.
        public let channel: Messaging.Channel
        /// Which try it is.
        public let attempt: Int
    }

    /// What a gateway says of a message that it was given.
    public enum Word: Sendable, Hashable {
        /// It took it, and perhaps calls it something.
        case accepted(reference: String?)
        /// It did not; perhaps it will later.
        case failed
        /// It never will.
        case refused
    }

    let store: FactStore
    let keys: MessageKeys
    let rules: OutboundRules
    let now: @Sendable () -> UTCInstant

    /// Opens the queue.
    public init(
        _ store: FactStore,
        keys: MessageKeys,
        rules: OutboundRules,
        now: @escaping @Sendable () -> UTCInstant
    ) {
        (self.store, self.keys, self.rules, self.now) = (store, keys, rules, now)
    }

    /// For how many seconds a lease lasts.
    public var leaseSeconds: Int { rules.answerWait }

    /// Gives out what is due; nothing of it is given out again before its lease ends.
    ///
    /// - Parameter recipient: Only messages to this one, if given.
    public func lease(_ gateway: String, to recipient: SenderDigest? = nil) async throws -> [Leased] {
        let (time, rules) = (now(), rules)
        let sent = try await store.changeOutbox(
            of: gateway,
            to: recipient?.bytes,
            since: time.milliseconds - 3_600_000
        ) { outbox in Self.due(outbox, rules, time) }
        var leased: [Leased] = []
        var lost: [(id: String, word: Word)] = []
        for (row, attempt) in sent {
            if let message = opened(row, attempt) {
                leased.append(message)
            } else {
                lost.append((row.message.name, .refused))
            }
        }
        // Sealed under a key that is gone: nobody can send it.
        if !lost.isEmpty { try await settle(lost, of: gateway) }
        return leased
    }

    /// Takes what a gateway says of messages that it was given; what is not known is left alone.
    ///
    /// - Returns: How many were open.
    @discardableResult
    public func settle(_ words: [(id: String, word: Word)], of gateway: String) async throws -> Int {
        let (time, rules, keys) = (now(), rules, keys)
        return try await store.changeOutbox(of: gateway, since: time.milliseconds - 3_600_000) { outbox in
            Self.settled(outbox, words, rules, time) { keys.reference($0, of: gateway) }
        }
    }

    /// Takes what a carrier reports; false if the message is not known.
    public func note(_ report: DeliveryReport, of gateway: String) async throws -> Bool {
        guard let outcome = report.outcome else { return true }
        return try await store.noteDelivery(
            outcome == .delivered,
            of: report.reference,
            reference: keys.reference(report.reference, of: gateway),
            gateway: gateway
        )
    }

    private func opened(_ row: OutboxRow, _ attempt: Int) -> Leased? {
        let message = row.message
        guard let number = keys.open(message.sealedNumber, .number, for: message.gateway),
            let text = keys.open(message.sealedText, .text, for: message.name)
        else { return nil }
        return Leased(
            id: message.name,
            number: SecretBytes(number),
            text: String(decoding: text, as: UTF8.self),
            language: Language(rawValue: message.language) ?? .en,
            channel: Channel(rawValue: message.channel) ?? .sms,
            attempt: attempt
        )
    }

    // MARK: Decisions

    private static func due(
        _ outbox: FactStore.Outbox,
        _ rules: OutboundRules,
        _ time: UTCInstant
    ) -> (OutboxChange, [(OutboxRow, Int)]) {
        var queue = queue(of: outbox, rules)
        let rows = Dictionary(outbox.rows.map { ($0.message.name, $0) }, uniquingKeysWith: { first, _ in first })
        var sent: [(OutboxRow, Int)] = []
        var change = OutboxChange()
        for decision in queue.due(at: time) {
            switch decision {
            case .send(let message, let attempt):
                guard let row = rows[message.id] else { continue }
                sent.append((row, attempt))
                change.tries.append((message.recipient.bytes, time.milliseconds))
            case .end(_, let reason): change.troubles.append(reason.rawValue)
            }
        }
        change.updates = updates(of: outbox.rows, queue)
        return (change, sent)
    }

    private static func settled(
        _ outbox: FactStore.Outbox,
        _ words: [(id: String, word: Word)],
        _ rules: OutboundRules,
        _ time: UTCInstant,
        _ digest: (String) -> [UInt8]
    ) -> (OutboxChange, Int) {
        var queue = queue(of: outbox, rules)
        var change = OutboxChange()
        var references: [String: [UInt8]] = [:]
        var count = 0
        for (id, word) in words where queue.status(of: id) != nil {
            count += 1
            let event: OutboundQueue.Event
            switch word {
            case .accepted(let reference):
                if let reference { references[id] = digest(reference) }
                event = .accepted(id: id)
            case .failed:
                change.troubles.append("failed")
                event = .failed(id: id)
            case .refused:
                change.troubles.append("refused")
                event = .refused(id: id)
            }
            // It is known, so the queue has no objection.
            _ = try? queue.handle(event, at: time)
        }
        change.updates = updates(of: outbox.rows, queue).map { update in
            var update = update
            update.reference = references[update.name]
            return update
        }
        return (change, count)
    }

    /// The queue that the kernel decides about; what messages say is not needed for it.
    private static func queue(of outbox: FactStore.Outbox, _ rules: OutboundRules) -> OutboundQueue {
        let rows = outbox.rows.compactMap { row -> OutboundQueue.Row? in
            guard let recipient = SenderDigest(row.message.recipient),
                let written = UTCInstant(milliseconds: row.message.writtenAt)
            else { return nil }
            return OutboundQueue.Row(
                message: OutboundMessage(
                    id: row.message.name,
                    recipient: recipient,
                    text: "",
                    purpose: OutboundMessage.Purpose(rawValue: row.message.purpose) ?? .news,
                    written: written,
                    expires: row.message.expiresAt.flatMap { UTCInstant(milliseconds: $0) }
                ),
                order: Int(row.order),
                isNotice: row.message.isNotice,
                status: row.isSending ? .sending(try: row.tries) : .waiting(tries: row.tries),
                next: row.nextAt,
                tries: row.tries
            )
        }
        return OutboundQueue(
            rules: rules,
            rows: rows,
            stopped: Set(outbox.stopped.compactMap { SenderDigest($0) }),
            tries: outbox.tries.compactMap { attempt in
                SenderDigest(attempt.recipient).map { OutboundQueue.Try(recipient: $0, moment: attempt.moment) }
            }
        )
    }

    /// What of the rows is not as it was.
    private static func updates(of rows: [OutboxRow], _ queue: OutboundQueue) -> [OutboxChange.Update] {
        rows.compactMap { row in
            guard let present = queue.row(of: row.message.name) else { return nil }
            let (state, ending) = words(for: present.status)
            let isSame =
                state == (row.isSending ? "sending" : "waiting") && present.tries == row.tries
                && present.next == row.nextAt
            guard !isSame else { return nil }
            return OutboxChange.Update(
                name: row.message.name,
                state: state,
                ending: ending,
                tries: present.tries,
                nextAt: present.next
            )
        }
    }

    private static func words(for status: OutboundStatus) -> (state: String, ending: String?) {
        switch status {
        case .waiting: ("waiting", nil)
        case .sending: ("sending", nil)
        case .accepted: ("accepted", nil)
        case .delivered: ("delivered", nil)
        case .undelivered: ("undelivered", nil)
        case .ended(let end): ("ended", end.rawValue)
        }
    }
}
