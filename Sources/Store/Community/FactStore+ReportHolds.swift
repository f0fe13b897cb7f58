import Foundation
import GRDB
public import Vocabulary

/// Who keeps a report beyond its day, and until when.
public struct ReportHold: Sendable, Hashable {
    /// Which organisation.
    public let agency: AgencyNumber
    /// The last day of the hold: it ends by itself then.
    public let until: CalendarDay
    /// The day on which it was made or renewed.
    public let madeOn: CalendarDay
    /// Who did it.
    public let by: String
}

/// Holds on deletion: visible, in the trail, and never longer than they say.
extension FactStore {
    /// The days after which a hold has to be renewed at the latest.
    public static let longestHold = 180
    /// The days after a report's arrival beyond which nobody can hold it: what is never deleted is leaked some day.
    public static let longestHeld = 3_650

    /// The last day to which a report can be held on a day.
    public static func lastHoldDay(of report: SealedReport, on day: CalendarDay) -> CalendarDay {
        CalendarDay(clamping: min(day.number + longestHold, report.arrivedOn.number + longestHeld))
    }

    /// The holds on a report that stand, of all organisations; by whom is told to the own one alone.
    public func holds(on report: Int64, by actor: Reader) async throws -> [ReportHold] {
        let today = Self.day(now())
        return try await readTables { [self] db in
            let (_, own) = try received(report, by: actor, db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM main.report_hold WHERE report_id = ? AND ended_on IS NULL AND until >= ? ORDER BY id
                    """,
                arguments: [report, today]
            ).map { try ReportHold($0, isOwn: $0["agency_id"] == own) }
        }
    }

    /// Ends the hold of the actor's organisation before its day.
    ///
    /// - Throws: ``StoreError`` with `notFound` if there is none.
    public func endHold(on report: Int64, by actor: Reader) async throws {
        try await change { [self] db, time in
            let (_, own) = try received(report, by: actor, db)
            try db.execute(
                sql: """
                    UPDATE main.report_hold SET ended_on = ?1
                    WHERE report_id = ?2 AND agency_id = ?3 AND ended_on IS NULL AND until >= ?1
                    """,
                arguments: [Self.day(time), report, own]
            )
            guard db.changesCount == 1 else { throw StoreError(.notFound, "There is no hold on report \(report).") }
            try Self.note(
                actor,
                did: "report-hold-ended",
                to: "sealed_report",
                "\(report)",
                owner: (own, 4),
                at: time,
                in: db
            )
        }
    }

    /// Makes or renews the hold of an organisation.
    ///
    /// - Throws: ``StoreError`` with `conflict` for a report that its reporter has withdrawn, with `invalid` for a day that is
    ///   past or too far away.
    func hold(
        _ report: SealedReport,
        until day: CalendarDay,
        of agency: Int64,
        by actor: Reader,
        at time: Date,
        _ db: Database
    ) throws {
        guard report.state != .withdrawn else {
            throw StoreError(.conflict, "Its reporter has withdrawn the report.")
        }
        guard let today = CalendarDay(Self.day(time)), day > today, day <= Self.lastHoldDay(of: report, on: today)
        else {
            throw StoreError(.invalid, "A hold ends after today, and within \(Self.longestHold) days.")
        }
        try db.execute(
            sql: """
                INSERT INTO main.report_hold (report_id, agency_id, until, made_on, by) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET until = excluded.until, made_on = excluded.made_on, by = excluded.by,
                    ended_on = NULL
                """,
            arguments: [report.id, agency, day.text, today.text, actor.name]
        )
        try Self.note(
            actor,
            did: "report-held",
            to: "sealed_report",
            "\(report.id)",
            owner: (agency, 4),
            detail: "until \(day.text)",
            at: time,
            in: db
        )
    }

    /// Ends all holds on a report: its reporter has withdrawn it.
    static func endHolds(on report: Int64, on day: String, in db: Database) throws {
        try db.execute(
            sql: "UPDATE main.report_hold SET ended_on = ? WHERE report_id = ? AND ended_on IS NULL",
            arguments: [day, report]
        )
    }

    /// Whether a report, `r` in the query, is held on the day `?1`: never one that its reporter has withdrawn.
    static let isHeldSQL = """
        r.state <> 'withdrawn' AND EXISTS (SELECT 1 FROM main.report_hold h
            WHERE h.report_id = r.id AND h.ended_on IS NULL AND h.until >= ?1)
        """
}

extension ReportHold {
    init(_ row: Row, isOwn: Bool) throws {
        guard let until = CalendarDay(row["until"]), let madeOn = CalendarDay(row["made_on"]) else {
            throw StoreError(.database, "A hold on report \(row["report_id"] as Int64) of the store cannot be read.")
        }
        self.init(
            agency: AgencyNumber(rawValue: row["agency_id"]),
            until: until,
            madeOn: madeOn,
            by: isOwn ? row["by"] : ""
        )
    }
}
