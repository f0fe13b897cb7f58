import Crypto
import Formats
import Foundation
import GRDB
public import Vocabulary

/// What one organisation hands to another: who gives it and who gets it can see that it was, and the trail has every step.
extension FactStore {
    /// The organisations to which a report of the door can be handed: those that have a key and may stand behind the door,
    /// without those that received it.
    public func handoverTargets(for report: SealedReport) async throws -> [Agency] {
        let agencies = try await agencies()
        let keyed = try await readTables { db in
            Set(
                try Int64.fetchAll(db, sql: "SELECT agency_id FROM main.reporting_key WHERE retired_at IS NULL")
                    .map(AgencyNumber.init(rawValue:))
            )
        }
        return agencies.filter { agency in
            agency.about.isActive && keyed.contains(agency.number) && report.door.admits(agency.about.kind)
                && !report.recipients.contains(agency.number)
        }
    }

    /// The present key of an organisation to which something can be handed; nil if it has none.
    public func handoverKey(of agency: AgencyNumber) async throws -> ReportKey? {
        try await readTables { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM main.reporting_key WHERE agency_id = ? AND retired_at IS NULL",
                arguments: [agency.rawValue]
            ).map(ReportKey.init)
        }
    }

    /// The place of the next envelope that is handed over of a report.
    public func nextHandoverSequence(of report: Int64) async throws -> UInt32 {
        try await readTables { db in
            try UInt32.fetchOne(
                db,
                sql: """
                    SELECT max(h.first_sequence + (SELECT count(*) FROM main.report_handover_part p
                        WHERE p.handover_id = h.id)) FROM main.report_handover h WHERE h.report_id = ?
                    """,
                arguments: [report]
            ) ?? 0
        }
    }

    /// Hands envelopes over; the reporter sees that the report was handed to another body.
    ///
    /// - Parameters:
    ///   - envelopes: The text first, then the files; their places begin at `sequence`.
    ///   - deleteOn: The report is not deleted before.
    /// - Returns: The number of the hand-over.
    /// - Throws: ``StoreError`` with `notFound` if the actor's organisation is no recipient, with `invalid` for an
    ///   organisation to which nothing of this door can be handed, with `conflict` where something of the same report is with
    ///   it already, somebody else handed over meanwhile, or its reporter has withdrawn it.
    public func handOver(
        _ report: Int64,
        _ envelopes: [[UInt8]],
        at sequence: UInt32,
        to agency: AgencyNumber,
        answerBy: CalendarDay,
        deleteOn: CalendarDay,
        by actor: Reader
    ) async throws -> Int64 {
        try await change { [self] db, time in
            let (present, own) = try received(report, by: actor, db)
            guard present.state != .withdrawn else {
                throw StoreError(.conflict, "Its reporter has withdrawn the report.")
            }
            let kind = try String.fetchOne(
                db,
                sql: "SELECT kind FROM main.agency WHERE id = ? AND state = 'active'",
                arguments: [agency.rawValue]
            ).flatMap(Agency.Kind.init(rawValue:))
            guard let kind, present.door.admits(kind), !present.recipients.contains(agency), !envelopes.isEmpty else {
                throw StoreError(.invalid, "Nothing that came through this door can be handed to that organisation.")
            }
            let isThere = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM main.report_handover WHERE report_id = ?1
                        AND (first_sequence >= ?2 OR to_agency = ?3 AND state <> 'declined'))
                    """,
                arguments: [report, sequence, agency.rawValue]
            )
            guard isThere == false else {
                throw StoreError(.conflict, "The report was handed to that organisation, or to another one meanwhile.")
            }
            let digest = Data(SHA256.hash(data: Data(envelopes.joined())))
            try db.execute(
                sql: """
                    INSERT INTO main.report_handover (report_id, first_sequence, from_agency, to_agency, digest, sent_on,
                        answer_by, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'sent')
                    """,
                arguments: [
                    report, sequence, own, agency.rawValue, digest, Self.day(time), answerBy.text,
                ]
            )
            let id = db.lastInsertedRowID
            for (place, envelope) in envelopes.enumerated() {
                try db.execute(
                    sql: "INSERT INTO main.report_handover_part (handover_id, sequence, envelope) VALUES (?, ?, ?)",
                    arguments: [id, Int(sequence) + place, Data(envelope)]
                )
            }
            try Self.note(.referred, of: report, by: own, on: Self.day(time), in: db)
            try Self.postpone(report, to: deleteOn, in: db)
            try Self.note(
                actor,
                did: "report-handed-over",
                to: "sealed_report",
                "\(report)",
                owner: (own, 4),
                detail: "hand-over \(id) to agency \(agency.rawValue), sha256 \(Hexadecimal.text(digest))",
                at: time,
                in: db
            )
            return id
        }
    }

    /// What was handed to the actor's organisation, or by it: what waits for an answer first, by its last day.
    ///
    /// - Parameter report: Of this report alone; nil for all.
    public func handovers(of report: Int64? = nil, as actor: Reader) async throws -> [ReportHandover] {
        try await readTables { [self] db in
            let own = try require(.receiveReports, of: actor, to: "report", in: db).agency
            return try Row.fetchAll(
                db,
                sql: """
                    \(Self.handoverSQL) WHERE (h.to_agency = ?1 OR h.from_agency = ?1)
                        AND (?2 IS NULL OR h.report_id = ?2)
                    ORDER BY h.state <> 'sent', CASE WHEN h.state = 'sent' THEN h.answer_by END, h.id DESC LIMIT 1000
                    """,
                arguments: [own, report]
            ).map(ReportHandover.init)
        }
    }

    /// A hand-over with its envelopes, for who gives or gets it; the trail says so first.
    public func openHandover(
        _ id: Int64,
        as actor: Reader
    ) async throws -> (handover: ReportHandover, envelopes: [[UInt8]]) {
        let time = now()
        return try await write { [self] db in
            let (handover, own) = try handover(id, of: actor, db)
            try Self.note(
                actor,
                did: "handover-opened",
                to: "report_handover",
                "\(id)",
                owner: (own, 4),
                at: time,
                in: db
            )
            let envelopes = try Data.fetchAll(
                db,
                sql: "SELECT envelope FROM main.report_handover_part WHERE handover_id = ? ORDER BY sequence",
                arguments: [id]
            )
            return (handover, envelopes.map { Array($0) })
        }
    }

    /// Answers what was handed to the actor's organisation: once.
    ///
    /// - Parameter reason: Why it is not taken; nil if it is.
    /// - Throws: ``StoreError`` with `notFound`, or with `conflict` where it was answered otherwise before.
    public func answerHandover(_ id: Int64, declining reason: ReportHandover.Reason?, by actor: Reader) async throws {
        try await change { [self] db, time in
            let (handover, own) = try handover(id, of: actor, db)
            guard handover.to.rawValue == own else { throw Self.noHandover(id) }
            let state: ReportHandover.State = reason == nil ? .accepted : .declined
            if handover.state == state, handover.reason == reason { return }
            guard handover.state == .sent else {
                throw StoreError(.conflict, "The hand-over \(id) was answered before.")
            }
            try db.execute(
                sql: "UPDATE main.report_handover SET state = ?, reason = ?, answered_on = ? WHERE id = ?",
                arguments: [state.rawValue, reason?.rawValue, Self.day(time), id]
            )
            let isReferred = try Bool.fetchOne(
                db,
                sql: "SELECT state = 'referred' FROM main.sealed_report WHERE id = ?",
                arguments: [handover.reportNumber]
            )
            // Its reporter may have withdrawn it, or somebody closed it: that stands.
            if reason == nil, isReferred == true {
                try Self.note(.underWay, of: handover.reportNumber, by: own, on: Self.day(time), in: db)
            }
            try Self.note(
                actor,
                did: "handover-\(state.rawValue)",
                to: "report_handover",
                "\(id)",
                owner: (own, 4),
                detail: "sha256 \(Hexadecimal.text(handover.digest))",
                at: time,
                in: db
            )
        }
    }

    /// Where an organisation writes that has taken what was handed over: the report and the place behind what was written.
    public struct HandedThread: Sendable, Hashable {
        /// What stands in the open of the report.
        public let report: SealedReport
        /// What both sides wrote, as envelopes.
        public let parts: [ReportPart]
    }

    /// The thread of a report that the actor's organisation has taken.
    ///
    /// - Throws: ``StoreError`` with `notFound`, and with `conflict` where it was not taken, or its reporter has withdrawn it.
    public func handedThread(_ id: Int64, purposes: [UInt8], as actor: Reader) async throws -> HandedThread {
        try await readTables { [self] db in
            let (handover, report) = try taken(id, by: actor, db)
            return HandedThread(report: report, parts: try Self.parts(of: handover.reportNumber, purposes, in: db))
        }
    }

    /// Keeps an answer to the reporter of an organisation that has taken what was handed over.
    public func answerReport(
        throughHandover id: Int64,
        with part: ReportPart,
        deleteOn: CalendarDay,
        by actor: Reader
    ) async throws {
        try await change { [self] db, time in
            let (handover, report) = try taken(id, by: actor, db)
            let own = handover.to.rawValue
            try Self.insert(part, of: report.id, by: own, on: Self.day(time), in: db)
            // Who asked to be told is told that there is an answer; what it says is not for this.
            try db.execute(sql: "UPDATE main.message_watch SET is_due = 1 WHERE report_id = ?", arguments: [report.id])
            try Self.postpone(report.id, to: deleteOn, in: db)
            try Self.note(
                actor,
                did: "report-answered",
                to: "sealed_report",
                "\(report.id)",
                owner: (own, 4),
                detail: "hand-over \(id)",
                at: time,
                in: db
            )
        }
    }

    /// What the actor's organisation has taken, and the report behind it.
    private func taken(_ id: Int64, by actor: Reader, _ db: Database) throws -> (ReportHandover, SealedReport) {
        let (handover, own) = try handover(id, of: actor, db)
        let row = try Row.fetchOne(
            db,
            sql: "SELECT * FROM main.sealed_report WHERE id = ?",
            arguments: [handover.reportNumber]
        )
        guard handover.to.rawValue == own, let row else { throw Self.noHandover(id) }
        let report = try SealedReport(row, db)
        guard handover.state == .accepted, report.state != .withdrawn else {
            throw StoreError(.conflict, "The hand-over \(id) was not taken, or its reporter has withdrawn the report.")
        }
        return (handover, report)
    }

    private static let handoverSQL = """
        SELECT h.*, r.report, r.is_urgent, r.door FROM main.report_handover h
        JOIN main.sealed_report r ON r.id = h.report_id
        """

    private func handover(_ id: Int64, of actor: Reader, _ db: Database) throws -> (ReportHandover, agency: Int64) {
        let own = try require(.receiveReports, of: actor, to: "report", in: db).agency
        let row = try Row.fetchOne(
            db,
            sql: "\(Self.handoverSQL) WHERE h.id = ?1 AND (h.to_agency = ?2 OR h.from_agency = ?2)",
            arguments: [id, own]
        )
        guard let row else { throw Self.noHandover(id) }
        return (try ReportHandover(row), own)
    }

    private static func noHandover(_ id: Int64) -> StoreError { StoreError(.notFound, "There is no hand-over \(id).") }
}

extension ReportHandover {
    init(_ row: Row) throws {
        guard let sentOn = CalendarDay(row["sent_on"]), let answerBy = CalendarDay(row["answer_by"]) else {
            throw StoreError(.database, "The hand-over \(row["id"] as Int64) of the store cannot be read.")
        }
        self.init(
            id: row["id"],
            reportNumber: row["report_id"],
            report: Array(row["report"] as Data),
            firstSequence: row["first_sequence"],
            from: AgencyNumber(rawValue: row["from_agency"]),
            to: AgencyNumber(rawValue: row["to_agency"]),
            digest: Array(row["digest"] as Data),
            sentOn: sentOn,
            answerBy: answerBy,
            state: try row.word("state"),
            reason: row["reason"] == nil ? nil : try row.word("reason"),
            answeredOn: (row["answered_on"] as String?).flatMap { CalendarDay($0) },
            isUrgent: row["is_urgent"],
            door: try row.word("door")
        )
    }
}
