import Foundation
import GRDB

/// What a person's next digest holds.
package struct DueDigest: Sendable {
    /// Whose it is.
    package let person: Person
    /// In whose place its words are read.
    package let reader: Reader
    /// The notices that it tells, oldest first.
    package let notices: [Notice]
}

extension FactStore {
    /// Gathers the notices of everybody who may come in, and gives those whose digest is due.
    ///
    /// A daily digest is due a day after the last one, a weekly one a week after.
    package func dueDigests() async throws -> [DueDigest] {
        let time = now()
        var due: [DueDigest] = []
        for person in try await people(as: .local) {
            guard let reader = try await noticeReader(of: person.number) else { continue }
            try await gatherNotices(for: reader)
            let choices = try await noticeChoices(of: reader)
            let timings = try await readTables { db in
                try Self.dueTimings(of: person.number, at: time, db)
            }
            let events = Notice.Event.allCases.filter { timings.contains(choices.timing(of: $0)) }
            let notices = try await readTables { db in
                try Row.fetchAll(
                    db,
                    sql: "SELECT * FROM main.notice WHERE person_id = ? AND digested_at IS NULL ORDER BY id",
                    arguments: [person.number.rawValue]
                ).compactMap(Notice.init).filter { events.contains($0.event) }
            }
            if !notices.isEmpty { due.append(DueDigest(person: person, reader: reader, notices: notices)) }
        }
        return due
    }

    /// Notes that a digest was written.
    package func noteDigest(_ digest: DueDigest) async throws {
        let time = Self.timestamp(now())
        try await write { db in
            let timings = try Self.dueTimings(of: digest.person.number, at: Self.time(of: time) ?? Date(), db)
            for notice in digest.notices {
                try db.execute(
                    sql: "UPDATE main.notice SET digested_at = ? WHERE id = ?",
                    arguments: [time, notice.number]
                )
            }
            for timing in timings {
                try db.execute(
                    sql: "UPDATE main.notice_state SET \(timing.rawValue)_at = ? WHERE person_id = ?",
                    arguments: [time, digest.person.number.rawValue]
                )
            }
        }
    }

    /// The timings whose digest is due for a person.
    private static func dueTimings(of person: PersonNumber, at time: Date, _ db: Database) throws -> [Notice.Timing] {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT daily_at, weekly_at FROM main.notice_state WHERE person_id = ?",
            arguments: [person.rawValue]
        )
        return [(Notice.Timing.daily, 86_400.0), (.weekly, 7 * 86_400.0)].filter { timing, seconds in
            let last = (row?["\(timing.rawValue)_at"] as String?).flatMap(Self.time)
            return last.map { time.timeIntervalSince($0) >= seconds } ?? true
        }.map(\.0)
    }
}
