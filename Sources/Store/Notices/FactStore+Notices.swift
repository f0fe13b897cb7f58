import Foundation
import GRDB

extension FactStore {
    /// The reader in whose place what is written to a person is read; nil if the person may not come in.
    package func noticeReader(of person: PersonNumber) async throws -> Reader? {
        let time = now()
        return try await readTables { db -> Reader? in
            guard let standing = try Standing(db, of: person, by: .notices, at: time),
                let name = try String.fetchOne(
                    db,
                    sql: "SELECT name FROM main.person WHERE id = ?",
                    arguments: [person.rawValue]
                )
            else { return nil }
            let version = try Int64.fetchOne(db, sql: "SELECT version FROM main.policy_version")
            return Reader(
                .person(person, by: .notices),
                name: name,
                standing: standing,
                policyVersion: version ?? 0
            )
        }
    }

    /// The person's notices, newest first; nobody reads another one's.
    public func notices(of reader: Reader, onlyUnread: Bool = false, limit: Int = 200) async throws -> [Notice] {
        guard let person = reader.person else { return [] }
        return try await readTables { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM main.notice WHERE person_id = ? AND (read_at IS NULL OR NOT ?) ORDER BY id DESC LIMIT ?
                    """,
                arguments: [person.rawValue, onlyUnread, max(0, limit)]
            ).compactMap(Notice.init)
        }
    }

    /// How many notices the person has not seen.
    public func unreadNotices(of reader: Reader) async throws -> Int {
        guard let person = reader.person else { return 0 }
        return try await readTables { db in
            try Int.fetchOne(
                db,
                sql: "SELECT COUNT(*) FROM main.notice WHERE person_id = ? AND read_at IS NULL",
                arguments: [person.rawValue]
            ) ?? 0
        }
    }

    /// Marks notices as seen: one, or all of them.
    public func markNoticesRead(_ number: Int64? = nil, by reader: Reader) async throws {
        guard let person = reader.person else { return }
        let time = now()
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE main.notice SET read_at = ? WHERE person_id = ? AND read_at IS NULL AND id = COALESCE(?, id)
                    """,
                arguments: [Self.timestamp(time), person.rawValue, number]
            )
        }
    }

    /// What the person wants to be told.
    public func noticeChoices(of reader: Reader) async throws -> NoticeChoices {
        guard let person = reader.person else { return NoticeChoices() }
        return try await readTables { db in try Self.choices(of: person, db) }
    }

    /// Keeps what the person wants to be told.
    public func setNoticeChoices(_ choices: NoticeChoices, by reader: Reader) async throws {
        guard let person = reader.person else { throw StoreError(.invalid, "Only a person is told anything.") }
        guard (1...5).contains(choices.severity) else {
            throw StoreError(.invalid, "A severity is from 1 to 5.")
        }
        try await write { db in
            for event in Notice.Event.allCases {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO main.notice_choice (person_id, event, timing) VALUES (?, ?, ?)",
                    arguments: [person.rawValue, event.rawValue, choices.timing(of: event).rawValue]
                )
            }
            try db.execute(
                sql: """
                    INSERT INTO main.notice_state (person_id, severity) VALUES (?, ?)
                    ON CONFLICT (person_id) DO UPDATE SET severity = excluded.severity
                    """,
                arguments: [person.rawValue, choices.severity]
            )
        }
    }

    static func choices(of person: PersonNumber, _ db: Database) throws -> NoticeChoices {
        var choices = NoticeChoices()
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT event, timing FROM main.notice_choice WHERE person_id = ?",
            arguments: [person.rawValue]
        )
        for row in rows {
            guard let event = Notice.Event(rawValue: row[0]), let timing = Notice.Timing(rawValue: row[1]) else {
                continue
            }
            choices.timing[event] = timing
        }
        choices.severity =
            try Int.fetchOne(
                db,
                sql: "SELECT severity FROM main.notice_state WHERE person_id = ?",
                arguments: [person.rawValue]
            ) ?? choices.severity
        return choices
    }
}
