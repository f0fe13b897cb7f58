import Foundation
import GRDB
public import Vocabulary

/// What the officers of a recipient say of reports: theirs alone, whoever else received the same report.
extension FactStore {
    /// The notes of the actor's organisation on reports that it received, in the order in which they were written.
    ///
    /// - Parameters:
    ///   - reports: The numbers of the reports; nil for the newest `most` reports.
    ///   - words: The kinds of note; nil for all.
    public func reportNotes(
        on reports: [Int64]?,
        saying words: [String]? = nil,
        most: Int = 500,
        by actor: Reader
    ) async throws -> [Int64: [KeptNote]] {
        try await readTables { [self] db in
            let own = try require(.receiveReports, of: actor, to: "report", in: db).agency
            let numbers = (reports ?? []).map(String.init).joined(separator: ",")
            let kinds = (words ?? []).map { "'\($0.replacing("'", with: ""))'" }.joined(separator: ",")
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT n.*, r.report FROM main.report_note n JOIN main.sealed_report r ON r.id = n.report_id
                    WHERE n.agency_id = ?1
                      AND n.report_id IN (SELECT report_id FROM main.sealed_recipient WHERE agency_id = ?1
                                          ORDER BY report_id DESC LIMIT ?2)
                      \(reports == nil ? "" : "AND n.report_id IN (\(numbers))")
                      \(words == nil ? "" : "AND n.word IN (\(kinds))")
                    ORDER BY n.report_id, n.sequence
                    """,
                arguments: [own, reports == nil ? max(0, most) : Int.max]
            )
            var notes: [Int64: [KeptNote]] = [:]
            for row in rows { notes[row["report_id"], default: []].append(try KeptNote(row)) }
            return notes
        }
    }

    /// The names of reports that the actor's organisation received, by their numbers.
    public func reportNames(_ reports: [Int64], by actor: Reader) async throws -> [Int64: [UInt8]] {
        try await readTables { [self] db in
            let own = try require(.receiveReports, of: actor, to: "report", in: db).agency
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.id, r.report FROM main.sealed_report r
                    JOIN main.sealed_recipient p ON p.report_id = r.id AND p.agency_id = ?
                    WHERE r.id IN (\(reports.map(String.init).joined(separator: ",")))
                    """,
                arguments: [own]
            )
            return Dictionary(
                rows.map { ($0[0] as Int64, Array($0[1] as Data)) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    /// Keeps a note.
    ///
    /// - Parameters:
    ///   - sequence: Its place, behind the notes that its writer has read.
    ///   - day: The day to which the organisation holds the report from now on, of a note that says why; nil for others.
    /// - Throws: ``StoreError`` with `notFound` if the actor's organisation is no recipient, with `conflict` if somebody else
    ///   wrote meanwhile; with `invalid` for a day that is past or too far away, with `conflict` to hold a report that its
    ///   reporter has withdrawn.
    public func addReportNote(
        _ envelope: [UInt8],
        saying word: String,
        at sequence: UInt32,
        on report: Int64,
        holdingUntil day: CalendarDay? = nil,
        by actor: Reader
    ) async throws {
        try await change { [self] db, time in
            let (present, own) = try received(report, by: actor, db)
            if let day { try hold(present, until: day, of: own, by: actor, at: time, db) }
            let last = try Int.fetchOne(
                db,
                sql: "SELECT max(sequence) FROM main.report_note WHERE report_id = ? AND agency_id = ?",
                arguments: [report, own]
            )
            guard Int(sequence) == (last ?? -1) + 1 else {
                throw StoreError(.conflict, "Somebody else wrote about report \(report) meanwhile.")
            }
            try db.execute(
                sql: """
                    INSERT INTO main.report_note (report_id, agency_id, sequence, word, envelope, came_on, by)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [report, own, sequence, word, Data(envelope), Self.day(time), actor.name]
            )
            try Self.note(
                actor,
                did: "report-note",
                to: "sealed_report",
                "\(report)",
                owner: (own, 4),
                detail: word,
                at: time,
                in: db
            )
        }
    }
}

extension KeptNote {
    init(_ row: Row) throws {
        guard let day = CalendarDay(row["came_on"]) else {
            throw StoreError(.database, "A note on report \(row["report_id"] as Int64) of the store cannot be read.")
        }
        self.init(
            report: Array(row["report"] as Data),
            sequence: row["sequence"],
            word: row["word"],
            envelope: Array(row["envelope"] as Data),
            day: day,
            by: row["by"]
        )
    }
}
