import Foundation
import GRDB

/// A message of the queue that is neither taken by its gateway nor ended.
public struct OutboxRow: Sendable, Hashable {
    /// Its place: the oldest goes first.
    public let order: Int64
    /// The message.
    public let message: OutgoingMessage
    /// Whether the gateway has it and has not said whether it takes it.
    public let isSending: Bool
    /// How often it was given to the gateway.
    public let tries: Int
    /// The next try, or the end of the lease, in milliseconds since 1970.
    public let nextAt: Int
}

/// What is decided of the queue of a gateway.
public struct OutboxChange: Sendable {
    /// One message as it stands from now on.
    public struct Update: Sendable, Hashable {
        /// The name of the message.
        public var name: String
        /// `waiting`, `sending`, `accepted`, `delivered`, `undelivered` or `ended`.
        public var state: String
        /// Why it will not be sent, if it ended.
        public var ending: String?
        /// How often it was given to the gateway.
        public var tries: Int
        /// The next try, or the end of the lease, in milliseconds since 1970.
        public var nextAt: Int
        /// A keyed digest of what the gateway calls it, if it said so.
        public var reference: [UInt8]?

        /// Describes a change.
        public init(
            name: String,
            state: String,
            ending: String? = nil,
            tries: Int,
            nextAt: Int,
            reference: [UInt8]? = nil
        ) {
            (self.name, self.state, self.ending) = (name, state, ending)
            (self.tries, self.nextAt, self.reference) = (tries, nextAt, reference)
        }
    }

    /// Messages as they stand from now on.
    public var updates: [Update] = []
    /// To whom something was given to the gateway now, at a moment in milliseconds since 1970.
    public var tries: [(recipient: [UInt8], moment: Int)] = []
    /// What went wrong, to be counted.
    public var troubles: [String] = []

    /// Nothing changes.
    public init() {}
}

/// The queue of messages that go out.
extension FactStore {
    /// What a decision about a queue rests on.
    public struct Outbox: Sendable {
        /// What is open, the oldest first.
        public let rows: [OutboxRow]
        /// Who among the recipients wants no messages.
        public let stopped: Set<[UInt8]>
        /// What was given to the gateway since a moment.
        public let tries: [(recipient: [UInt8], moment: Int)]
    }

    /// Decides about the open messages of a gateway, in one step with what is decided.
    ///
    /// - Parameters:
    ///   - recipient: Only messages to this one, if given.
    ///   - since: From when on earlier tries are told, in milliseconds since 1970.
    ///   - decide: Must be quick: nothing else is written meanwhile.
    public func changeOutbox<Answer: Sendable>(
        of gateway: String,
        to recipient: [UInt8]? = nil,
        since: Int,
        _ decide: @escaping @Sendable (Outbox) throws -> (OutboxChange, Answer)
    ) async throws -> Answer {
        let today = Self.day(now())
        return try await write { db in
            let (change, answer) = try decide(try Self.outbox(gateway, recipient, since, in: db))
            guard !change.updates.isEmpty || !change.tries.isEmpty || !change.troubles.isEmpty else { return answer }
            try Self.erasing(db) {
                for update in change.updates { try Self.apply(update, gateway, today, in: db) }
                for attempt in change.tries {
                    try db.execute(
                        sql: "INSERT INTO main.message_try (gateway, recipient, moment) VALUES (?, ?, ?)",
                        arguments: [gateway, Data(attempt.recipient), attempt.moment]
                    )
                }
                for trouble in change.troubles {
                    try Self.noteTrouble(trouble, of: gateway, on: today, in: db)
                }
            }
            return answer
        }
    }

    /// Keeps what a carrier reports of a message, found by its name or by what the gateway calls it; false if there is none.
    public func noteDelivery(
        _ isDelivered: Bool,
        of name: String,
        reference: [UInt8],
        gateway: String
    ) async throws -> Bool {
        let today = Self.day(now())
        return try await write { db in
            let found = try String.fetchOne(
                db,
                sql: "SELECT name FROM main.message_out WHERE gateway = ? AND (name = ? OR reference = ?)",
                arguments: [gateway, name, Data(reference)]
            )
            guard let found else { return false }
            try Self.erasing(db) {
                // That it reached the phone is not undone by a report that comes late.
                try Self.settle(
                    isDelivered ? "delivered" : "undelivered",
                    ending: nil,
                    on: today,
                    where: isDelivered ? "name = ?" : "name = ? AND state <> 'delivered'",
                    [found],
                    in: db
                )
            }
            return true
        }
    }

    static func insert(_ message: OutgoingMessage, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO main.message_out (name, gateway, language, channel, purpose, is_notice, parts, state, tries,
                    next_at, written_at, expires_at, recipient, sealed_number, sealed_text)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                message.name, message.gateway, message.language, message.channel, message.purpose, message.isNotice,
                message.parts, message.writtenAt, message.writtenAt, message.expiresAt, Data(message.recipient),
                Data(message.sealedNumber), Data(message.sealedText),
            ]
        )
    }

    /// Gives messages an end: nothing is owed to their phones any more, and what led there is overwritten.
    static func settle(
        _ state: String,
        ending: String?,
        on day: String,
        where condition: String,
        _ arguments: StatementArguments,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                UPDATE main.message_out SET state = ?, ending = ?, settled_on = ?, recipient = NULL,
                    sealed_number = NULL, sealed_text = NULL, written_at = written_at - written_at % 86400000,
                    next_at = 0, expires_at = NULL WHERE \(condition)
                """,
            arguments: [state, ending, day] + arguments
        )
    }

    private static func apply(_ update: OutboxChange.Update, _ gateway: String, _ day: String, in db: Database) throws {
        if let reference = update.reference {
            try db.execute(
                sql: "UPDATE main.message_out SET reference = ? WHERE name = ? AND gateway = ?",
                arguments: [Data(reference), update.name, gateway]
            )
        }
        if update.state == "waiting" || update.state == "sending" {
            try db.execute(
                sql: "UPDATE main.message_out SET state = ?, tries = ?, next_at = ? WHERE name = ? AND gateway = ?",
                arguments: [update.state, update.tries, update.nextAt, update.name, gateway]
            )
        } else {
            try settle(
                update.state,
                ending: update.ending,
                on: day,
                where: "name = ? AND gateway = ?",
                [update.name, gateway],
                in: db
            )
        }
    }

    private static func outbox(
        _ gateway: String,
        _ recipient: [UInt8]?,
        _ since: Int,
        in db: Database
    ) throws -> Outbox {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM main.message_out WHERE gateway = ?1 AND state IN ('waiting', 'sending')
                    AND (?2 IS NULL OR recipient = ?2) ORDER BY id LIMIT 5000
                """,
            arguments: [gateway, recipient.map { Data($0) }]
        ).map(OutboxRow.init)
        let stopped = try Data.fetchAll(
            db,
            sql: """
                SELECT sender FROM main.message_conversation WHERE is_stopped = 1 AND sender IN (
                    SELECT recipient FROM main.message_out WHERE gateway = ? AND state IN ('waiting', 'sending'))
                """,
            arguments: [gateway]
        )
        let tries = try Row.fetchAll(
            db,
            sql: "SELECT recipient, moment FROM main.message_try WHERE gateway = ? AND moment > ?",
            arguments: [gateway, since]
        ).map { (recipient: Array($0[0] as Data), moment: $0[1] as Int) }
        return Outbox(rows: rows, stopped: Set(stopped.map { Array($0) }), tries: tries)
    }
}

extension OutboxRow {
    init(_ row: Row) {
        self.init(
            order: row["id"],
            message: OutgoingMessage(
                name: row["name"],
                gateway: row["gateway"],
                recipient: Array(row["recipient"] as Data? ?? Data()),
                sealedNumber: Array(row["sealed_number"] as Data? ?? Data()),
                sealedText: Array(row["sealed_text"] as Data? ?? Data()),
                language: row["language"],
                channel: row["channel"],
                purpose: row["purpose"],
                isNotice: row["is_notice"],
                parts: row["parts"],
                writtenAt: row["written_at"],
                expiresAt: row["expires_at"]
            ),
            isSending: row["state"] == "sending",
            tries: row["tries"],
            nextAt: row["next_at"]
        )
    }
}
