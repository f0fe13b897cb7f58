import Foundation
import GRDB
public import Vocabulary

/// What the people of an organisation do with the reports that it receives.
///
/// Only who has `receive_reports` in a recipient's agency gets at a report, and only its envelope: it takes the
/// organisation's passphrase to read it. Each opening is a line of the access trail, which the ledger commits to.
extension FactStore {
    /// The doors through which an agency receives.
    public func reportDoors(of agency: AgencyNumber) async throws -> Set<ReportDoor> {
        try await readTables { db in
            Set(
                try String.fetchAll(
                    db,
                    sql: "SELECT door FROM main.reporting_door WHERE agency_id = ?",
                    arguments: [agency.rawValue]
                ).compactMap(ReportDoor.init(rawValue:))
            )
        }
    }

    /// Says through which doors the actor's agency receives.
    ///
    /// - Throws: ``Denial``; ``StoreError`` with `invalid` for a door behind which an agency of its kind may not stand.
    public func setReportDoors(_ doors: Set<ReportDoor>, by actor: Reader) async throws {
        try await change { [self] db, time in
            let own = try require(.receiveReports, of: actor, to: "reporting_door", in: db).agency
            let kind = try String.fetchOne(db, sql: "SELECT kind FROM main.agency WHERE id = ?", arguments: [own])
            guard let kind = kind.flatMap(Agency.Kind.init(rawValue:)), doors.allSatisfy({ $0.admits(kind) }) else {
                throw StoreError(.invalid, "An agency of its kind may not receive through that door.")
            }
            try db.execute(sql: "DELETE FROM main.reporting_door WHERE agency_id = ?", arguments: [own])
            for door in doors.map(\.rawValue).sorted() {
                try db.execute(
                    sql: "INSERT INTO main.reporting_door (agency_id, door) VALUES (?, ?)",
                    arguments: [own, door]
                )
            }
            let names = doors.map(\.rawValue).sorted().joined(separator: " ")
            try Self.note(
                actor,
                did: "doors-set",
                to: "agency",
                "\(own)",
                owner: (own, 1),
                detail: names,
                at: time,
                in: db
            )
        }
    }

    /// Puts a key in the place of the organisation's present one, which stays to open what was sealed to it.
    public func setReportKey(publicKey: [UInt8], sealedKey: [UInt8], by actor: Reader) async throws {
        try await change { [self] db, time in
            let own = try require(.receiveReports, of: actor, to: "reporting_key", in: db).agency
            try db.execute(
                sql: "UPDATE main.reporting_key SET retired_at = ? WHERE agency_id = ? AND retired_at IS NULL",
                arguments: [Self.timestamp(time), own]
            )
            try db.execute(
                sql: "INSERT INTO main.reporting_key (agency_id, public_key, sealed_key, made_at) VALUES (?, ?, ?, ?)",
                arguments: [own, Data(publicKey), Data(sealedKey), Self.timestamp(time)]
            )
            try Self.note(actor, did: "report-key-made", to: "agency", "\(own)", owner: (own, 1), at: time, in: db)
        }
    }

    /// Seals a key of the organisation under another passphrase: the same key in another envelope.
    public func resealReportKey(publicKey: [UInt8], sealedKey: [UInt8], by actor: Reader) async throws {
        try await change { [self] db, time in
            let own = try require(.receiveReports, of: actor, to: "reporting_key", in: db).agency
            try db.execute(
                sql: "UPDATE main.reporting_key SET sealed_key = ? WHERE agency_id = ? AND public_key = ?",
                arguments: [Data(sealedKey), own, Data(publicKey)]
            )
            guard db.changesCount == 1 else { throw StoreError(.notFound, "The organisation has no such key.") }
            try Self.note(actor, did: "report-key-resealed", to: "agency", "\(own)", owner: (own, 1), at: time, in: db)
        }
    }

    /// The keys of the actor's organisation, the present one first.
    public func reportKeys(by actor: Reader) async throws -> [ReportKey] {
        try await readTables { [self] db in
            let own = try require(.receiveReports, of: actor, to: "reporting_key", in: db).agency
            return try Row.fetchAll(
                db,
                sql: "SELECT * FROM main.reporting_key WHERE agency_id = ? ORDER BY id DESC",
                arguments: [own]
            ).map(ReportKey.init)
        }
    }

    /// The reports that the actor's organisation received: those where somebody is in danger first, then the oldest that
    /// nobody has opened, then the rest, the newest first.
    ///
    /// - Parameters:
    ///   - state: Those in this state alone; nil for all.
    ///   - door: Those that came through this door alone; nil for all.
    public func sealedReports(
        as actor: Reader,
        in state: ReportState? = nil,
        through door: ReportDoor? = nil,
        limit: Int = 50,
        offset: Int = 0
    ) async throws -> [SealedReport] {
        try await readTables { [self] db in
            let own = try require(.receiveReports, of: actor, to: "report", in: db).agency
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT r.* FROM main.sealed_report r
                    JOIN main.sealed_recipient p ON p.report_id = r.id AND p.agency_id = ?1
                    WHERE (?2 IS NULL OR r.state = ?2) AND (?3 IS NULL OR r.door = ?3)
                    ORDER BY r.is_urgent AND r.state = 'received' DESC, r.state = 'received' DESC,
                        CASE WHEN r.state = 'received' THEN r.id ELSE -r.id END
                    LIMIT ?4 OFFSET ?5
                    """,
                arguments: [own, state?.rawValue, door?.rawValue, limit, offset]
            ).map { try SealedReport($0, db) }
        }
    }

    /// How many reports the actor's organisation received, and how many of them nobody has opened.
    public func sealedReportCount(
        as actor: Reader,
        in state: ReportState? = nil,
        through door: ReportDoor? = nil
    ) async throws -> (all: Int, unopened: Int) {
        try await readTables { [self] db in
            let own = try require(.receiveReports, of: actor, to: "report", in: db).agency
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), count(*) FILTER (WHERE r.state = 'received') FROM main.sealed_report r
                    JOIN main.sealed_recipient p ON p.report_id = r.id AND p.agency_id = ?1
                    WHERE (?2 IS NULL OR r.state = ?2) AND (?3 IS NULL OR r.door = ?3)
                    """,
                arguments: [own, state?.rawValue, door?.rawValue]
            )
            return (row?[0] ?? 0, row?[1] ?? 0)
        }
    }

    /// Whether the actor's organisation received a report of that number.
    public func hasReport(_ id: Int64, for actor: Reader) async throws -> Bool {
        try await readTables { [self] db in
            let own = try require(.receiveReports, of: actor, to: "report", in: db).agency
            return try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM main.sealed_recipient WHERE report_id = ? AND agency_id = ?)",
                arguments: [id, own]
            ) ?? false
        }
    }

    /// The envelopes of a report, for who can open them; the trail says so first.
    ///
    /// - Parameters:
    ///   - purpose: What for.
    ///   - reference: The reference of the case, or of the report itself.
    /// - Throws: ``StoreError`` with `notFound` if the actor's organisation is no recipient.
    public func openReport(
        _ id: Int64,
        as actor: Reader,
        for purpose: Purpose,
        case reference: String
    ) async throws -> (report: SealedReport, parts: [ReportPart]) {
        let time = now()
        return try await write { [self] db in
            let (report, own) = try received(id, by: actor, db)
            try Self.note(
                actor,
                did: "report-opened",
                to: "sealed_report",
                "\(id)",
                owner: (own, 4),
                detail: "\(purpose.rawValue) \(reference)",
                at: time,
                in: db
            )
            if report.state == .received { try Self.note(.opened, of: id, by: own, on: Self.day(time), in: db) }
            return (report, try Self.parts(of: id, (0...UInt8.max).map { $0 }, in: db))
        }
    }

    /// Keeps an answer to the reporter.
    public func answerReport(_ id: Int64, with part: ReportPart, deleteOn: CalendarDay, by actor: Reader) async throws {
        try await change { [self] db, time in
            let (_, own) = try received(id, by: actor, db)
            try Self.insert(part, of: id, by: own, on: Self.day(time), in: db)
            // Who asked to be told is told that there is an answer; what it says is not for this.
            try db.execute(sql: "UPDATE main.message_watch SET is_due = 1 WHERE report_id = ?", arguments: [id])
            try Self.postpone(id, to: deleteOn, in: db)
            try Self.note(
                actor,
                did: "report-answered",
                to: "sealed_report",
                "\(id)",
                owner: (own, 4),
                at: time,
                in: db
            )
        }
    }

    /// Says what became of a report, for its reporter and the other recipients.
    ///
    /// - Parameters:
    ///   - deleteOn: The day on which it is deleted from now on.
    ///   - counted: As what it is counted where this is its end; only where its reporter agreed to that.
    public func setReportState(
        _ state: ReportState,
        of id: Int64,
        deleteOn: CalendarDay,
        counted: CountedAs = CountedAs(),
        by actor: Reader
    ) async throws {
        guard state != .received, state != .withdrawn else {
            throw StoreError(.invalid, "Only its reporter withdraws a report.")
        }
        let seal = try countingSeal()
        try await change { [self] db, time in
            let (report, own) = try received(id, by: actor, db)
            guard report.state != .withdrawn else {
                throw StoreError(.conflict, "Its reporter has withdrawn the report.")
            }
            try Self.note(state, of: id, by: own, on: Self.day(time), in: db)
            if state.isEnd {
                try Self.forgetWatch(of: id, in: db)
                try Self.count(id, as: counted, seal, in: db)
            }
            try db.execute(
                sql: "UPDATE main.sealed_report SET delete_on = ? WHERE id = ?",
                arguments: [deleteOn.text, id]
            )
            try Self.note(
                actor,
                did: "report-state",
                to: "sealed_report",
                "\(id)",
                owner: (own, 4),
                detail: state.rawValue,
                at: time,
                in: db
            )
        }
    }

    /// A report that the actor's organisation received; others are not there for them.
    func received(_ id: Int64, by actor: Reader, _ db: Database) throws -> (SealedReport, agency: Int64) {
        let own = try require(.receiveReports, of: actor, to: "report", in: db).agency
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT r.* FROM main.sealed_report r
                JOIN main.sealed_recipient p ON p.report_id = r.id AND p.agency_id = ? WHERE r.id = ?
                """,
            arguments: [own, id]
        )
        guard let row else { throw StoreError(.notFound, "There is no report \(id).") }
        return (try SealedReport(row, db), own)
    }
}
