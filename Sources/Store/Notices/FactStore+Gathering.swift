import Foundation
import GRDB

extension FactStore {
    /// So many things of one event are told at once; of more findings, the gravest.
    private static let mostAtOnce = 50

    private struct Happening: Sendable {
        let event: Notice.Event
        let kind: String
        let id: String
        let at: String
    }

    /// Looks through the person's own views for what has happened since the last time, and notes what they want to know.
    ///
    /// Nothing is written where nothing has happened, so that asking does not change the store.
    ///
    /// - Returns: How many notices are new.
    @discardableResult
    public func gatherNotices(for reader: Reader) async throws -> Int {
        guard let person = reader.person else { return 0 }
        let (choices, since) = try await readTables { db in
            let since = try String.fetchOne(
                db,
                sql: """
                    SELECT COALESCE((SELECT gathered_to FROM main.notice_state WHERE person_id = p.id), p.made_at)
                    FROM main.person p WHERE p.id = ?
                    """,
                arguments: [person.rawValue]
            )
            return (try Self.choices(of: person, db), since)
        }
        guard let since else { return 0 }
        let seen = try await read(as: reader) { db in
            try Self.happenings(since: since, choices.severity, of: reader.agency, trail: reader.can(.readTrail), db)
        }
        let asked = try await readTables { db in
            try Self.assigned(to: person, since: since, db)
                + (reader.can(.openSeals) ? try Self.openingsAsked(since: since, of: person, db) : [])
        }
        let due = choices.timing(of: .remedyDue) == .never ? [] : try await remindersDue(for: reader, person)
        let handed = choices.timing(of: .handover) == .never ? [] : try await handoversDue(for: reader)
        let kept = try await escrowDue(for: reader, person).filter { choices.timing(of: $0.event) != .never }
        let told = (seen + asked + due + handed + kept).filter { choices.timing(of: $0.event) != .never }
        guard !told.isEmpty || !(seen + asked).isEmpty else { return 0 }
        // A reminder is found by its day, however late it was made.
        let newest = ((seen + asked).map(\.at) + [since]).max() ?? since
        return try await write { db in
            var count = 0
            for happening in told {
                try db.execute(
                    sql: """
                        INSERT INTO main.notice (person_id, event, subject_kind, subject_id, at) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                    arguments: [
                        person.rawValue, happening.event.rawValue, happening.kind, happening.id, happening.at,
                    ]
                )
                count += db.changesCount
            }
            try db.execute(
                sql: """
                    INSERT INTO main.notice_state (person_id, gathered_to) VALUES (?, ?)
                    ON CONFLICT (person_id) DO UPDATE SET gathered_to = excluded.gathered_to
                    """,
                arguments: [person.rawValue, newest]
            )
            return count
        }
    }

    /// What happened in what the reader sees.
    private static func happenings(
        since: String,
        _ severity: Int,
        of agency: AgencyNumber,
        trail: Bool,
        _ db: Database
    ) throws -> [Happening] {
        var found = try fetch(
            .newFinding,
            "finding",
            """
            SELECT id, first_seen FROM finding WHERE first_seen > ? AND severity >= ? AND verdict IS NULL
            ORDER BY severity DESC, first_seen DESC, id LIMIT \(mostAtOnce)
            """,
            [since, severity],
            db
        )
        found += try fetch(
            .importDone,
            "receipt",
            "SELECT id, finished_at FROM receipt WHERE finished_at > ? AND agency_id = ? ORDER BY id DESC LIMIT \(mostAtOnce)",
            [since, agency.rawValue],
            db
        )
        found += try fetch(
            .quarantine,
            "receipt",
            """
            SELECT id, finished_at FROM receipt WHERE finished_at > ? AND agency_id = ? AND quarantined > 0
            ORDER BY id DESC LIMIT \(mostAtOnce)
            """,
            [since, agency.rawValue],
            db
        )
        guard trail else { return found }
        return try found
            + fetch(
                .sensitiveRead,
                "access",
                """
                SELECT id, at FROM access WHERE at > ? AND action = 'read-sensitive' AND owner = ?
                ORDER BY id DESC LIMIT \(mostAtOnce)
                """,
                [since, agency.rawValue],
                db
            )
    }

    /// What waits for the reader's agency, and was not told yet.
    private func remindersDue(for reader: Reader, _ person: PersonNumber) async throws -> [Happening] {
        let today = Self.timestamp(now()).prefix(10)
        let due = try await read(as: reader) { db in
            try Self.fetch(
                .remedyDue,
                "remedy_file",
                """
                SELECT file_id || '@' || day, day || 'T00:00:00.000Z' FROM remedy_reminder WHERE day <= ?
                ORDER BY day DESC, file_id LIMIT \(Self.mostAtOnce)
                """,
                [String(today)],
                db
            )
        }
        guard !due.isEmpty else { return [] }
        let told = try await readTables { db in
            Set(
                try String.fetchAll(
                    db,
                    sql: "SELECT subject_id FROM main.notice WHERE person_id = ? AND event = 'remedy_due'",
                    arguments: [person.rawValue]
                )
            )
        }
        return due.filter { !told.contains($0.id) }
    }

    /// What waits for an answer of the reader's agency, as `7`, and what is late on either side, as `7@late`; a notice that
    /// is there is not made again.
    private func handoversDue(for reader: Reader) async throws -> [Happening] {
        guard reader.can(.receiveReports) else { return [] }
        let today = String(Self.timestamp(now()).prefix(10))
        return try await readTables { db in
            try Self.fetch(
                .handover,
                "report_handover",
                """
                SELECT CAST(id AS TEXT), sent_on || 'T00:00:00.000Z' FROM main.report_handover
                WHERE state = 'sent' AND to_agency = ?1
                UNION ALL
                SELECT id || '@late', answer_by || 'T00:00:00.000Z' FROM main.report_handover
                WHERE state = 'sent' AND answer_by < ?2 AND (to_agency = ?1 OR from_agency = ?1)
                LIMIT \(Self.mostAtOnce)
                """,
                [reader.agency.rawValue, today],
                db
            )
        }
    }

    /// What happened to keys that officers open together, and to holds that end within 14 days; a notice that is there is not
    /// made again.
    ///
    /// `share:2` is a share that the person was given in sharing 2; `7` is request 7, which waits for their share; `7@ready`
    /// tells its requester that there are enough, `7@opened` and other words of its state tell everybody of the organisation.
    private func escrowDue(for reader: Reader, _ person: PersonNumber) async throws -> [Happening] {
        guard reader.can(.receiveReports) else { return [] }
        let time = now()
        let (at, today) = (Self.timestamp(time), Self.day(time))
        let soon = Self.day(time.addingTimeInterval(14 * 86_400))
        return try await readTables { db in
            try Self.fetch(
                .keyOpening,
                "key_opening",
                """
                SELECT 'share:' || g.id, g.made_at FROM main.key_share s JOIN main.key_sharing g ON g.id = s.sharing_id
                WHERE s.person_id = ?1 AND g.withdrawn_at IS NULL
                UNION ALL
                SELECT CAST(o.id AS TEXT), o.asked_at FROM main.key_opening o
                JOIN main.key_share s ON s.sharing_id = o.sharing_id AND s.person_id = ?1
                WHERE o.state = 'asked' AND o.lapses_at > ?3 AND NOT EXISTS (SELECT 1 FROM main.key_opening_answer a
                    WHERE a.opening_id = o.id AND a.number = s.number)
                UNION ALL
                SELECT o.id || '@ready', max(a.at) FROM main.key_opening o
                JOIN main.key_sharing g ON g.id = o.sharing_id
                JOIN main.key_opening_answer a ON a.opening_id = o.id AND a.is_given = 1
                WHERE o.person_id = ?1 AND o.state = 'asked' AND o.lapses_at > ?3
                GROUP BY o.id HAVING count(*) >= g.needed
                UNION ALL
                SELECT o.id || '@opened', o.opened_at FROM main.key_opening o
                WHERE o.agency_id = ?2 AND o.opened_at IS NOT NULL AND o.person_id <> ?1
                UNION ALL
                SELECT o.id || '@' || o.state, o.ended_at FROM main.key_opening o
                WHERE o.agency_id = ?2 AND o.state IN ('refused', 'cancelled', 'lapsed')
                ORDER BY 2 DESC LIMIT \(Self.mostAtOnce)
                """,
                [person.rawValue, reader.agency.rawValue, at],
                db
            )
                + Self.fetch(
                    .reportHold,
                    "report_hold",
                    """
                    SELECT h.report_id || '@' || h.until, h.until || 'T00:00:00.000Z' FROM main.report_hold h
                    WHERE h.agency_id = ?1 AND h.ended_on IS NULL AND h.until BETWEEN ?2 AND ?3 LIMIT \(Self.mostAtOnce)
                    """,
                    [reader.agency.rawValue, today, soon],
                    db
                )
        }
    }

    private static func assigned(to person: PersonNumber, since: String, _ db: Database) throws -> [Happening] {
        try fetch(
            .assigned,
            "finding",
            """
            SELECT finding_id, at FROM main.assignment a WHERE person_id = ? AND at > ?
              AND by <> (SELECT name FROM main.person WHERE id = a.person_id)
              AND id = (SELECT MAX(id) FROM main.assignment n WHERE n.finding_id = a.finding_id)
            """,
            [person.rawValue, since],
            db
        )
    }

    private static func openingsAsked(since: String, of person: PersonNumber, _ db: Database) throws -> [Happening] {
        try fetch(
            .sealToOpen,
            "seal_opening",
            """
            SELECT id, first_at FROM main.seal_opening
            WHERE first_at > ? AND second_at IS NULL AND closed_at IS NULL AND first_person <> ?
            """,
            [since, person.rawValue],
            db
        )
    }

    private static func fetch(
        _ event: Notice.Event,
        _ kind: String,
        _ sql: String,
        _ arguments: StatementArguments,
        _ db: Database
    ) throws -> [Happening] {
        try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            Happening(
                event: event,
                kind: kind,
                id: String.fromDatabaseValue(row[0]) ?? "\(row[0] as Int64)",
                at: row[1]
            )
        }
    }
}
