public import Vocabulary

/// What waits to be sent: events go in, decisions come out, and nothing else happens here.
///
/// Every message that was taken has a status for ever: none is lost. One that the gateway took is never sent again.
/// Who said STOP gets one notice and then nothing until START.
public struct OutboundQueue: Sendable, Hashable {
    /// What happened.
    public enum Event: Sendable, Hashable {
        /// A message is to be sent.
        case enqueue(OutboundMessage)
        /// The gateway took it.
        case accepted(id: String)
        /// The gateway did not take it; perhaps it will later.
        case failed(id: String)
        /// The gateway will never take it.
        case refused(id: String)
        /// The carrier says that it is on the phone.
        case delivered(id: String)
        /// The carrier says that it did not reach the phone.
        case undelivered(id: String)
        /// The recipient said STOP; the notice is the one message that may still go to them.
        case optedOut(SenderDigest, notice: OutboundMessage?)
        /// The recipient said START.
        case optedIn(SenderDigest)
    }

    /// What to do.
    public enum Decision: Sendable, Hashable {
        /// Give it to the gateway; this is which try.
        case send(OutboundMessage, try: Int)
        /// It will not be sent: tell whoever waits for it.
        case end(id: String, OutboundStatus.End)
    }

    /// Why an event cannot be.
    public enum Fault: Error, Sendable, Hashable {
        /// Another message has this id.
        case otherMessage(id: String)
        /// There is no message of this id.
        case unknown(id: String)
        /// The notice goes to somebody else than who said STOP.
        case noticeToAnother(id: String)
    }

    private struct Entry: Sendable, Hashable {
        let message: OutboundMessage
        let order: Int
        let isNotice: Bool
        var status: OutboundStatus
        /// From when on something is to be done: the next try, or the end of waiting for an answer.
        var next: Int
        var tries = 0
    }

    private struct Sending: Sendable, Hashable {
        let recipient: SenderDigest
        let moment: Int
    }

    private let rules: OutboundRules
    private var entries: [String: Entry] = [:]
    private var nextOrder = 0
    private var open: Set<String> = []
    private var stopped: Set<SenderDigest> = []
    /// The tries of the last hour.
    private var history: [Sending] = []

    /// An empty queue.
    public init(rules: OutboundRules = OutboundRules()) { self.rules = rules }

    /// What became of a message; nil if it was never taken.
    public func status(of id: String) -> OutboundStatus? { entries[id]?.status }

    /// Whether somebody wants no messages.
    public func isStopped(_ recipient: SenderDigest) -> Bool { stopped.contains(recipient) }

    /// How many messages are neither taken by the gateway nor ended.
    public var openCount: Int { open.count }

    /// Takes an event in; what follows at once is the answer, what is due is asked for with ``due(at:)``.
    public mutating func handle(_ event: Event, at now: UTCInstant) throws(Fault) -> [Decision] {
        switch event {
        case .enqueue(let message): return try enqueue(message, isNotice: false, now)
        case .accepted(let id): try settle(id, as: .accepted)
        case .delivered(let id): try settle(id, as: .delivered)
        case .undelivered(let id): try settle(id, as: .undelivered)
        case .failed(let id): return try failed(id, now)
        case .refused(let id):
            guard let entry = entries[id] else { throw .unknown(id: id) }
            // A word that comes late does not undo what was taken or ended.
            if open.contains(entry.message.id) { return [end(id, .refused)] }
        case .optedOut(let recipient, let notice):
            if let notice, notice.recipient != recipient { throw .noticeToAnother(id: notice.id) }
            return try stop(recipient, notice, now)
        case .optedIn(let recipient): return start(recipient)
        }
        return []
    }

    /// What is to be done at a moment, the oldest first; each message once until its answer is in.
    public mutating func due(at now: UTCInstant) -> [Decision] {
        let time = now.milliseconds
        history.removeAll { time - $0.moment >= 3_600_000 }
        var toOne: [SenderDigest: Int] = [:]
        for sending in history { toOne[sending.recipient, default: 0] += 1 }
        var decisions: [Decision] = []
        let waiting = open.compactMap { entries[$0] }.filter { $0.next <= time }.sorted { $0.order < $1.order }
        for var entry in waiting {
            if case .sending = entry.status {
                decisions += retry(entry.message.id, time)
                guard let after = entries[entry.message.id], after.next <= time, open.contains(entry.message.id) else {
                    continue
                }
                entry = after
            }
            guard case .waiting = entry.status else { continue }
            let message = entry.message
            if let expires = message.expires, expires <= now {
                decisions.append(end(message.id, .expired))
                continue
            }
            if stopped.contains(message.recipient), !entry.isNotice {
                decisions.append(end(message.id, .optedOut))
                continue
            }
            guard !isQuiet(for: message, time), history.count < rules.anHourInAll,
                toOne[message.recipient, default: 0] < rules.anHourToOne
            else { continue }
            entry.tries += 1
            entry.status = .sending(try: entry.tries)
            entry.next = time + rules.answerWait * 1_000
            entries[message.id] = entry
            history.append(Sending(recipient: message.recipient, moment: time))
            toOne[message.recipient, default: 0] += 1
            decisions.append(.send(message, try: entry.tries))
        }
        return decisions
    }

    // MARK: Keeping

    mutating func restore(_ rows: [Row], _ stopped: Set<SenderDigest>, _ tries: [Try]) {
        for row in rows {
            entries[row.message.id] = Entry(
                message: row.message,
                order: row.order,
                isNotice: row.isNotice,
                status: row.status,
                next: row.next,
                tries: row.tries
            )
            switch row.status {
            case .waiting, .sending: open.insert(row.message.id)
            case .accepted, .delivered, .undelivered, .ended: break
            }
        }
        nextOrder = (rows.map(\.order).max() ?? -1) + 1
        self.stopped = stopped
        history = tries.map { Sending(recipient: $0.recipient, moment: $0.moment) }
    }

    func kept(_ id: String) -> Row? {
        entries[id].map { entry in
            Row(
                message: entry.message,
                order: entry.order,
                isNotice: entry.isNotice,
                status: entry.status,
                next: entry.next,
                tries: entry.tries
            )
        }
    }

    // MARK: Events

    private mutating func enqueue(
        _ message: OutboundMessage,
        isNotice: Bool,
        _ now: UTCInstant
    ) throws(Fault) -> [Decision] {
        if let known = entries[message.id] {
            guard known.message == message else { throw .otherMessage(id: message.id) }
            return []
        }
        entries[message.id] = Entry(
            message: message,
            order: nextOrder,
            isNotice: isNotice,
            status: .waiting(tries: 0),
            next: now.milliseconds
        )
        nextOrder += 1
        open.insert(message.id)
        return !isNotice && stopped.contains(message.recipient) ? [end(message.id, .optedOut)] : []
    }

    /// The gateway's word counts even for a message that was given up: it says what happened.
    private mutating func settle(_ id: String, as status: OutboundStatus) throws(Fault) {
        guard let known = entries[id] else { throw .unknown(id: id) }
        // An answer that comes late does not undo a report of the carrier.
        if status == .accepted, known.status.wasAccepted { return }
        if status == .undelivered, known.status == .delivered { return }
        entries[id]?.status = status
        open.remove(id)
    }

    private mutating func failed(_ id: String, _ now: UTCInstant) throws(Fault) -> [Decision] {
        guard let entry = entries[id] else { throw .unknown(id: id) }
        guard case .sending = entry.status else { return [] }
        return retry(id, now.milliseconds)
    }

    /// After a try that failed or was not answered.
    private mutating func retry(_ id: String, _ time: Int) -> [Decision] {
        guard var entry = entries[id] else { return [] }
        guard entry.tries < rules.tries else { return [end(id, .tries)] }
        let isStopped = stopped.contains(entry.message.recipient)
        if isStopped, !entry.isNotice { return [end(id, .optedOut)] }
        // After START the notice of a STOP is no longer true.
        if entry.isNotice, !isStopped { return [end(id, .expired)] }
        entry.status = .waiting(tries: entry.tries)
        entry.next = time + rules.wait(after: entry.tries)
        entries[id] = entry
        return []
    }

    private mutating func stop(
        _ recipient: SenderDigest,
        _ notice: OutboundMessage?,
        _ now: UTCInstant
    ) throws(Fault) -> [Decision] {
        var decisions: [Decision] = []
        let isFirst = !stopped.contains(recipient)
        if isFirst, let notice { decisions += try enqueue(notice, isNotice: true, now) }
        stopped.insert(recipient)
        let waiting = open.compactMap { entries[$0] }.filter { entry in
            guard case .waiting = entry.status else { return false }
            // An earlier notice that still waits is no notice of this STOP.
            return entry.message.recipient == recipient && !(entry.isNotice && (!isFirst || entry.message == notice))
        }
        for entry in waiting.sorted(by: { $0.order < $1.order }) {
            decisions.append(end(entry.message.id, .optedOut))
        }
        return decisions
    }

    private mutating func start(_ recipient: SenderDigest) -> [Decision] {
        stopped.remove(recipient)
        let notices = open.compactMap { entries[$0] }.filter { entry in
            guard case .waiting = entry.status else { return false }
            return entry.isNotice && entry.message.recipient == recipient
        }
        return notices.sorted { $0.order < $1.order }.map { end($0.message.id, .expired) }
    }

    private mutating func end(_ id: String, _ reason: OutboundStatus.End) -> Decision {
        entries[id]?.status = .ended(reason)
        open.remove(id)
        return .end(id: id, reason)
    }

    private func isQuiet(for message: OutboundMessage, _ time: Int) -> Bool {
        guard let quiet = rules.quiet, quiet.contains(time) else { return false }
        return message.purpose == .news || time - message.written.milliseconds > rules.replyGrace * 1_000
    }
}
