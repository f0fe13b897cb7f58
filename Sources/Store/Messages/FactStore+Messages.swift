import Foundation
import GRDB

/// Messages that come in: each counts once, and all that follows from it is kept in one step.
extension FactStore {
    /// What became of a turn that was to be kept.
    public enum TurnOutcome: Sendable, Hashable {
        /// It is kept.
        case kept
        /// The message had come before; nothing was done.
        case repeated
        /// Another message of the same sender was kept in the meantime: think again.
        case overtaken
    }

    /// Whether the same message has come before, with the same content.
    public func hasMessage(gateway: String, reference: [UInt8], content: [UInt8]) async throws -> Bool {
        try await readTables { db in try Self.hasMessage(gateway, reference, content, in: db) }
    }

    /// A conversation that is kept; nil if there is none.
    public func messageConversation(of sender: [UInt8]) async throws -> KeptConversation? {
        try await readTables { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM main.message_conversation WHERE sender = ?",
                arguments: [Data(sender)]
            ).map(KeptConversation.init)
        }
    }

    /// Keeps all that follows from a message, or nothing of it.
    public func keep(_ turn: MessageTurn) async throws -> TurnOutcome {
        let today = Self.day(now())
        return try await write { db in
            if try Self.hasMessage(turn.gateway, turn.reference, turn.content, in: db) { return .repeated }
            let version = try Int.fetchOne(
                db,
                sql: "SELECT version FROM main.message_conversation WHERE sender = ?",
                arguments: [Data(turn.conversation.sender)]
            )
            guard (version ?? 0) == turn.conversation.version else { return .overtaken }
            try Self.erasing(db) { try Self.keep(turn, on: today, in: db) }
            return .kept
        }
    }

    private static func hasMessage(
        _ gateway: String,
        _ reference: [UInt8],
        _ content: [UInt8],
        in db: Database
    ) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM main.message_arrival WHERE gateway = ? AND reference = ? AND content = ?)
                """,
            arguments: [gateway, Data(reference), Data(content)]
        ) ?? false
    }

    private static func keep(_ turn: MessageTurn, on today: String, in db: Database) throws {
        let isConflict = try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM main.message_arrival WHERE gateway = ? AND reference = ?)",
            arguments: [turn.gateway, Data(turn.reference)]
        )
        if isConflict == true { try noteTrouble("conflict", of: turn.gateway, on: today, in: db) }
        try db.execute(
            sql: "INSERT INTO main.message_arrival (gateway, reference, content, day) VALUES (?, ?, ?, ?)",
            arguments: [turn.gateway, Data(turn.reference), Data(turn.content), today]
        )
        let conversation = turn.conversation
        try db.execute(
            sql: """
                INSERT INTO main.message_conversation (sender, version, language, is_stopped, sealed, expires_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (sender) DO UPDATE SET version = excluded.version,
                    language = excluded.language, is_stopped = excluded.is_stopped, sealed = excluded.sealed,
                    expires_at = excluded.expires_at
                """,
            arguments: [
                Data(conversation.sender), conversation.version + 1, conversation.language, conversation.isStopped,
                conversation.sealed.map { Data($0) }, conversation.expiresAt,
            ]
        )
        if turn.stops { try stop(conversation.sender, on: today, in: db) }
        if turn.starts { try endNotices(to: conversation.sender, on: today, in: db) }
        if let report = turn.report { _ = try keep(report, on: today, in: db) }
        if let watch = turn.watch { try keep(watch, of: turn, in: db) }
        for message in turn.outgoing { try insert(message, in: db) }
    }

    private static func keep(_ watch: MessageTurn.Watch, of turn: MessageTurn, in db: Database) throws {
        // A report that was deleted in the meantime is answered no more.
        try db.execute(
            sql: """
                INSERT INTO main.message_watch
                    (report_id, gateway, recipient, sealed_number, language, channel)
                SELECT id, ?, ?, ?, ?, ? FROM main.sealed_report WHERE lookup = ?
                ON CONFLICT (report_id) DO UPDATE SET gateway = excluded.gateway, recipient = excluded.recipient,
                    sealed_number = excluded.sealed_number, language = excluded.language, channel = excluded.channel
                """,
            arguments: [
                turn.gateway, Data(turn.conversation.sender), Data(watch.sealedNumber), turn.conversation.language,
                watch.channel, Data(watch.lookup),
            ]
        )
    }

    private static func stop(_ sender: [UInt8], on today: String, in db: Database) throws {
        try db.execute(sql: "DELETE FROM main.message_watch WHERE recipient = ?", arguments: [Data(sender)])
        try settle(
            "ended",
            ending: "opted_out",
            on: today,
            where: "recipient = ? AND state = 'waiting' AND is_notice = 0",
            [Data(sender)],
            in: db
        )
    }

    private static func endNotices(to sender: [UInt8], on today: String, in db: Database) throws {
        try settle(
            "ended",
            ending: "expired",
            on: today,
            where: "recipient = ? AND state = 'waiting' AND is_notice = 1",
            [Data(sender)],
            in: db
        )
    }

    // MARK: Watches

    /// The wishes to be told of an answer that is there now, some at a time.
    public func dueMessageWatches(limit: Int = 100) async throws -> [MessageWatch] {
        try await readTables { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM main.message_watch WHERE is_due = 1 ORDER BY report_id LIMIT ?",
                arguments: [limit]
            ).map(MessageWatch.init)
        }
    }

    /// Fulfils a wish: the message waits for its gateway, and the number is kept for that message alone.
    ///
    /// - Parameter message: What tells; nil if it cannot be told any more.
    public func fulfil(_ watch: MessageWatch, with message: OutgoingMessage?) async throws {
        try await write { db in
            try Self.erasing(db) {
                try db.execute(
                    sql: "DELETE FROM main.message_watch WHERE report_id = ? AND is_due = 1 AND recipient = ?",
                    arguments: [watch.report, Data(watch.recipient)]
                )
                if db.changesCount == 1, let message { try Self.insert(message, in: db) }
            }
        }
    }

    /// Forgets what has served: arrivals after two weeks, conversations at their end, messages 30 days after theirs.
    public func forgetMessages() async throws {
        let time = now()
        let milliseconds = Int(time.timeIntervalSince1970 * 1_000)
        try await write { db in
            try Self.erasing(db) {
                try db.execute(
                    sql: "DELETE FROM main.message_arrival WHERE day < ?",
                    arguments: [Self.day(time.addingTimeInterval(-14 * 86_400))]
                )
                try db.execute(
                    sql: "DELETE FROM main.message_conversation WHERE expires_at <= ? AND is_stopped = 0",
                    arguments: [milliseconds]
                )
                // That somebody said STOP is kept for good, and nothing else of them.
                try db.execute(
                    sql:
                        "UPDATE main.message_conversation SET sealed = NULL WHERE expires_at <= ? AND sealed IS NOT NULL",
                    arguments: [milliseconds]
                )
                try db.execute(
                    sql: "DELETE FROM main.message_try WHERE moment < ?",
                    arguments: [milliseconds - 3_600_000]
                )
                for table in ["message_out WHERE settled_on < ?", "message_trouble WHERE day < ?"] {
                    try db.execute(
                        sql: "DELETE FROM main.\(table)",
                        arguments: [Self.day(time.addingTimeInterval(-30 * 86_400))]
                    )
                }
            }
        }
    }

    /// Does something by which what is deleted is overwritten too.
    static func erasing(_ db: Database, _ body: () throws -> Void) throws {
        // As it was afterwards, and not off: libraries are built with it on or off (Debian's with it on).
        let before = try Int.fetchOne(db, sql: "PRAGMA secure_delete") ?? 0
        try db.execute(sql: "PRAGMA secure_delete = ON")
        defer { try? db.execute(sql: "PRAGMA secure_delete = \(before)") }
        try body()
    }
}

/// Who asked to be told of an answer.
public struct MessageWatch: Sendable, Hashable {
    /// The number of the report.
    public let report: Int64
    /// Through which gateway they are told.
    public let gateway: String
    /// Who, as a keyed digest.
    public let recipient: [UInt8]
    /// The number, sealed.
    public let sealedNumber: [UInt8]
    /// The language in which they are told.
    public let language: String
    /// By what they are told.
    public let channel: String

    init(_ row: Row) {
        report = row["report_id"]
        gateway = row["gateway"]
        recipient = Array(row["recipient"] as Data)
        sealedNumber = Array(row["sealed_number"] as Data)
        language = row["language"]
        channel = row["channel"]
    }
}

extension KeptConversation {
    init(_ row: Row) {
        self.init(
            sender: Array(row["sender"] as Data),
            version: row["version"],
            language: row["language"],
            isStopped: row["is_stopped"],
            sealed: (row["sealed"] as Data?).map { Array($0) },
            expiresAt: row["expires_at"]
        )
    }
}
