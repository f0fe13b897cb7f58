import Foundation
import GRDB
public import Vocabulary

/// What a reporter can do, who has no account: everything hangs on a receipt that the store does not know.
extension FactStore {
    /// Whether a report was kept now, or was there already.
    public enum Delivery: Sendable, Hashable {
        /// It is kept.
        case kept
        /// It was there: it was sent twice.
        case known
    }

    /// The present keys of the organisations that receive what comes through a door and may stand behind it.
    public func reportKeys(at door: ReportDoor) async throws -> [ReportKey] {
        let kinds = Agency.Kind.allCases.filter(door.admits).map { "'\($0.rawValue)'" }.joined(separator: ",")
        return try await readTables { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT k.* FROM main.reporting_key k
                    JOIN main.reporting_door d ON d.agency_id = k.agency_id AND d.door = ?
                    JOIN main.agency a ON a.id = k.agency_id AND a.kind IN (\(kinds))
                    WHERE k.retired_at IS NULL AND a.state = 'active' ORDER BY k.agency_id
                    """,
                arguments: [door.rawValue]
            ).map(ReportKey.init)
        }
    }

    /// Keeps a report, all of it or nothing.
    ///
    /// A report is the same if its name and its receipt are: what was sealed anew for a second attempt differs in every
    /// byte, so the bytes cannot tell. Of one that is known only that somebody is in danger is taken over; whoever sends
    /// looks whether what it says is there too, and adds it (``append(_:toReport:deleteOn:)``).
    ///
    /// - Throws: ``StoreError`` with `conflict` if only one of the two is known, or if it came through another door, behind
    ///   which others read: it is another report under a used name.
    public func keep(_ draft: SealedReportDraft) async throws -> Delivery {
        let today = Self.day(now())
        return try await write { db in try Self.keep(draft, on: today, in: db) }
    }

    static func keep(_ draft: SealedReportDraft, on today: String, in db: Database) throws -> Delivery {
        let known = try Row.fetchAll(
            db,
            sql: "SELECT id, report, lookup, door FROM main.sealed_report WHERE report = ? OR lookup = ?",
            arguments: [Data(draft.report), Data(draft.lookup)]
        )
        if let row = known.first {
            guard known.count == 1, row["report"] == Data(draft.report), row["lookup"] == Data(draft.lookup),
                row["door"] == draft.door.rawValue
            else { throw StoreError(.conflict, "Another report has that name or that receipt.") }
            if draft.isUrgent {
                try db.execute(
                    sql: "UPDATE main.sealed_report SET is_urgent = 1 WHERE id = ?",
                    arguments: [row["id"] as Int64]
                )
            }
            return .known
        }
        try db.execute(
            sql: """
                INSERT INTO main.sealed_report
                    (report, lookup, reporter_key, door, is_urgent, language, arrived_on, delete_on, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Data(draft.report), Data(draft.lookup), Data(draft.reporterKey), draft.door.rawValue,
                draft.isUrgent, draft.language, today, draft.deleteOn.text, ReportState.received.rawValue,
            ]
        )
        let id = db.lastInsertedRowID
        for agency in draft.recipients {
            try db.execute(
                sql: "INSERT INTO main.sealed_recipient (report_id, agency_id) VALUES (?, ?)",
                arguments: [id, agency.rawValue]
            )
        }
        for part in draft.parts { try Self.insert(part, of: id, by: nil, on: today, in: db) }
        try Self.note(.received, of: id, by: nil, on: today, in: db)
        return .kept
    }

    /// The report that a receipt leads to; nil if there is none, or none any more.
    public func report(lookup: [UInt8]) async throws -> SealedReport? {
        try await readTables { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM main.sealed_report WHERE lookup = ?",
                arguments: [Data(lookup)]
            ).map { try SealedReport($0, db) }
        }
    }

    /// The pieces of a report of some purposes, in their order; for whoever holds a key that opens them.
    ///
    /// What organisations open goes through ``openReport(_:as:for:case:)``, which leaves a line in the trail.
    public func parts(ofReport lookup: [UInt8], purposes: [UInt8]) async throws -> [ReportPart] {
        try await readTables { db in
            try Self.number(ofReport: lookup, in: db).map { try Self.parts(of: $0, purposes, in: db) } ?? []
        }
    }

    /// Keeps what a reporter sends after the report: once, by its mark.
    ///
    /// - Throws: ``StoreError`` with `notFound` if there is no such report, with `conflict` if another piece has that place.
    public func append(_ part: ReportPart, toReport lookup: [UInt8], deleteOn: CalendarDay) async throws -> Delivery {
        let today = Self.day(now())
        return try await write { db in
            guard let id = try Self.number(ofReport: lookup, in: db) else {
                throw StoreError(.notFound, "There is no such report.")
            }
            let present = try Self.parts(of: id, [part.purpose], in: db)
            if let mark = part.mark, present.contains(where: { $0.mark == mark }) { return .known }
            guard !present.contains(where: { $0.sequence == part.sequence }) else {
                throw StoreError(.conflict, "Another piece has that place.")
            }
            try Self.insert(part, of: id, by: nil, on: today, in: db)
            try Self.postpone(id, to: deleteOn, in: db)
            return .kept
        }
    }

    /// Withdraws a report: whoever received it sees that, and it is deleted on that day.
    public func withdrawReport(lookup: [UInt8], deleteOn: CalendarDay) async throws {
        let today = Self.day(now())
        let seal = try countingSeal()
        try await write { db in
            guard let id = try Self.number(ofReport: lookup, in: db) else {
                throw StoreError(.notFound, "There is no such report.")
            }
            try Self.note(.withdrawn, of: id, by: nil, on: today, in: db)
            try Self.count(id, as: CountedAs(), seal, in: db)
            try Self.forgetWatch(of: id, in: db)
            try Self.endHolds(on: id, on: today, in: db)
            try db.execute(
                sql: "UPDATE main.sealed_report SET delete_on = ? WHERE id = ?",
                arguments: [deleteOn.text, id]
            )
        }
    }

    /// What became of a report, from its coming on.
    public func steps(ofReport id: Int64) async throws -> [ReportStep] {
        try await readTables { db in
            try Row.fetchAll(
                db,
                sql: "SELECT state, agency_id, day FROM main.sealed_step WHERE report_id = ? ORDER BY id",
                arguments: [id]
            ).map { row in
                guard let state = ReportState(rawValue: row["state"]), let day = CalendarDay(row["day"]) else {
                    throw StoreError(.database, "A step of report \(id) of the store cannot be read.")
                }
                return ReportStep(
                    state: state,
                    agency: (row["agency_id"] as Int64?).map(AgencyNumber.init(rawValue:)),
                    day: day
                )
            }
        }
    }

    /// Deletes the reports whose day has come and that nobody holds; of what was in them nothing stays.
    ///
    /// - Returns: How many were deleted.
    public func deleteReportsDue() async throws -> Int {
        let today = Self.day(now())
        let time = now()
        let seal = try countingSeal()
        return try await write { db in
            let due = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.id, min(p.agency_id) AS agency FROM main.sealed_report r
                    LEFT JOIN main.sealed_recipient p ON p.report_id = r.id
                    WHERE r.delete_on <= ?1 AND NOT (\(Self.isHeldSQL)) GROUP BY r.id
                    """,
                arguments: [today]
            )
            guard !due.isEmpty else { return 0 }
            for row in due { try Self.count(row["id"], as: CountedAs(), seal, in: db) }
            try Self.erasing(db) {
                for row in due {
                    let id: Int64 = row["id"]
                    try db.execute(
                        sql: """
                            DELETE FROM main.report_handover_part
                            WHERE handover_id IN (SELECT id FROM main.report_handover WHERE report_id = ?)
                            """,
                        arguments: [id]
                    )
                    for table in [
                        "message_watch", "report_handover", "report_note", "report_hold", "sealed_step", "sealed_part",
                        "sealed_recipient",
                    ] {
                        try db.execute(sql: "DELETE FROM main.\(table) WHERE report_id = ?", arguments: [id])
                    }
                    try db.execute(sql: "DELETE FROM main.sealed_report WHERE id = ?", arguments: [id])
                    try Self.note(
                        .system,
                        did: "report-deleted",
                        to: "sealed_report",
                        "\(id)",
                        owner: (row["agency"] ?? 1, 4),
                        at: time,
                        in: db
                    )
                }
            }
            return due.count
        }
    }

    // MARK: Pieces

    /// The day of a time, UTC: `2026-11-23`; the time of day is never kept.
    static func day(_ time: Date) -> String { String(timestamp(time).prefix(10)) }

    /// The row of the report that a receipt leads to.
    private static func number(ofReport lookup: [UInt8], in db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: "SELECT id FROM main.sealed_report WHERE lookup = ?",
            arguments: [Data(lookup)]
        )
    }

    static func insert(
        _ part: ReportPart,
        of report: Int64,
        by agency: Int64?,
        on day: String,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO main.sealed_part (report_id, purpose, sequence, envelope, mark, came_on, agency_id)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                report, part.purpose, part.sequence, Data(part.envelope), part.mark.map { Data($0) }, day, agency,
            ]
        )
    }

    static func parts(of report: Int64, _ purposes: [UInt8], in db: Database) throws -> [ReportPart] {
        let marks = purposes.map { _ in "?" }.joined(separator: ",")
        var arguments: StatementArguments = [report]
        arguments += StatementArguments(purposes.map { Int64($0) })
        return try Row.fetchAll(
            db,
            sql: """
                SELECT purpose, sequence, envelope, mark, came_on, agency_id FROM main.sealed_part
                WHERE report_id = ? AND purpose IN (\(marks)) ORDER BY purpose, sequence
                """,
            arguments: arguments
        ).map { row in
            ReportPart(
                purpose: row["purpose"],
                sequence: row["sequence"],
                envelope: Array(row["envelope"] as Data),
                mark: (row["mark"] as Data?).map { Array($0) },
                cameOn: CalendarDay(row["came_on"]),
                agency: (row["agency_id"] as Int64?).map(AgencyNumber.init(rawValue:))
            )
        }
    }

    static func note(
        _ state: ReportState,
        of report: Int64,
        by agency: Int64?,
        on day: String,
        in db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO main.sealed_step (report_id, state, agency_id, day) VALUES (?, ?, ?, ?)",
            arguments: [report, state.rawValue, agency, day]
        )
        try db.execute(
            sql: "UPDATE main.sealed_report SET state = ? WHERE id = ?",
            arguments: [state.rawValue, report]
        )
    }

    /// Forgets who asked to be told of an answer where none is there: none is owed any more.
    static func forgetWatch(of report: Int64, in db: Database) throws {
        try erasing(db) {
            try db.execute(
                sql: "DELETE FROM main.message_watch WHERE report_id = ? AND is_due = 0",
                arguments: [report]
            )
        }
    }

    /// Sets the day of deletion later; never earlier, and not of a report that its reporter has withdrawn.
    static func postpone(_ report: Int64, to day: CalendarDay, in db: Database) throws {
        try db.execute(
            sql: "UPDATE main.sealed_report SET delete_on = max(delete_on, ?) WHERE id = ? AND state <> 'withdrawn'",
            arguments: [day.text, report]
        )
    }
}

extension SealedReport {
    init(_ row: Row, _ db: Database) throws {
        let id: Int64 = row["id"]
        guard let door = ReportDoor(rawValue: row["door"]), let state = ReportState(rawValue: row["state"]),
            let arrivedOn = CalendarDay(row["arrived_on"]), let deleteOn = CalendarDay(row["delete_on"])
        else { throw StoreError(.database, "Report \(id) of the store cannot be read.") }
        self.init(
            id: id,
            report: Array(row["report"] as Data),
            reporterKey: Array(row["reporter_key"] as Data),
            door: door,
            isUrgent: row["is_urgent"],
            language: row["language"],
            arrivedOn: arrivedOn,
            deleteOn: deleteOn,
            heldUntil: state == .withdrawn
                ? nil
                : try String.fetchOne(
                    db,
                    sql: "SELECT max(until) FROM main.report_hold WHERE report_id = ? AND ended_on IS NULL",
                    arguments: [id]
                ).flatMap { CalendarDay($0) },
            state: state,
            recipients: try Int64.fetchAll(
                db,
                sql: "SELECT agency_id FROM main.sealed_recipient WHERE report_id = ? ORDER BY agency_id",
                arguments: [id]
            ).map(AgencyNumber.init(rawValue:))
        )
    }
}

extension ReportKey {
    init(_ row: Row) {
        self.init(
            agency: AgencyNumber(rawValue: row["agency_id"]),
            publicKey: Array(row["public_key"] as Data),
            sealedKey: Array(row["sealed_key"] as Data),
            madeAt: row["made_at"],
            retiredAt: row["retired_at"]
        )
    }
}
