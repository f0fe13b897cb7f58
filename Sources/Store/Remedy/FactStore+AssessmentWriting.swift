import Foundation
import GRDB
package import Vocabulary

extension FactStore {
    /// Keeps an event of an assessment, and what it changes, in one transaction.
    ///
    /// Of an interview that is forgotten the sealed content and the key are overwritten, and the write-ahead log, which may
    /// hold older copies of both, is emptied before this returns. Backups that were made before keep what they hold.
    ///
    /// - Parameters:
    ///   - count: How many events the file had when the changes were worked out.
    ///   - word: What kind of event it is, for the trail.
    /// - Throws: As ``appendToRemedyFile(_:_:after:_:as:saying:by:)``.
    package func appendToAssessment(
        _ file: Int64,
        _ entry: RemedyEntry,
        after count: Int,
        _ changes: AssessmentChanges,
        saying word: String,
        by actor: Reader
    ) async throws -> RemedyOutcome {
        let outcome = try await change { [self] db, time in
            let cover = try requirePart(.chair, in: file, of: actor, db)
            let events = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM main.remedy_event WHERE file_id = ?",
                arguments: [file]
            )
            guard events == count else { return RemedyOutcome.stale }
            try Self.insert(entry, of: file, by: actor.name, at: time, in: db)
            if let kept = changes.kept { try Self.insert(kept, of: file, in: db) }
            for (photo, bytes) in changes.photos {
                try Self.insert(photo, bytes, of: file, by: actor, at: time, in: db)
            }
            try Self.forget(changes.forgotten, of: file, in: db)
            if let putting = changes.putting { try Self.put(putting, of: file, by: actor, at: time, in: db) }
            try Self.note(
                actor,
                did: "remedy-said",
                to: "remedy_file",
                "\(file)",
                owner: cover,
                detail: word,
                at: time,
                in: db
            )
            return .kept
        }
        if outcome == .kept, !changes.forgotten.isEmpty { try await checkpoint() }
        return outcome
    }

    /// Keeps a report as it is published; everybody may read it from then on.
    package func publishImpactReport(
        of file: Int64,
        on day: CalendarDay,
        _ bytes: [UInt8],
        by actor: Reader
    ) async throws {
        try await change { [self] db, time in
            let cover = try requirePart(.chair, in: file, of: actor, db)
            try db.execute(
                sql: "INSERT INTO main.impact_report (file_id, day, bytes, at, by) VALUES (?, ?, ?, ?, ?)",
                arguments: [file, day.text, Data(bytes), Self.timestamp(time), actor.name]
            )
            try Self.note(
                actor,
                did: "report-published",
                to: "remedy_file",
                "\(file)",
                owner: cover,
                at: time,
                in: db
            )
        }
    }

    /// Notes that somebody read what was told in an interview.
    package func noteInterviewRead(_ interview: String, of file: RemedyFile, by reader: Reader) async throws {
        let time = now()
        try await write { db in
            try Self.note(
                reader,
                did: "interview-read",
                to: "remedy_file",
                "\(file.id)",
                owner: (file.owner.rawValue, file.marking.rawValue),
                detail: interview,
                at: time,
                in: db
            )
        }
    }

    // MARK: Pieces

    private static func insert(_ kept: SealedInterview, of file: Int64, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO main.impact_interview (file_id, interview, key_block, sealed) VALUES (?, ?, ?, ?)",
            arguments: [file, kept.id, Data(kept.keyBlock), Data(kept.sealed)]
        )
    }

    private static func insert(
        _ photo: ImpactPhoto,
        _ bytes: [UInt8],
        of file: Int64,
        by actor: Reader,
        at time: Date,
        in db: Database
    ) throws {
        // Two measurements may show the same photo.
        try db.execute(
            sql: """
                INSERT INTO main.impact_photo (file_id, sha256, arrived_sha256, media_type, removed, bytes, at, by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (file_id, sha256) DO NOTHING
                """,
            arguments: [
                file, photo.digest, photo.arrivedDigest, photo.mediaType, photo.removed.joined(separator: " "),
                Data(bytes), timestamp(time), actor.name,
            ]
        )
    }

    private static func forget(_ interviews: Set<String>, of file: Int64, in db: Database) throws {
        guard !interviews.isEmpty else { return }
        try erasing(db) {
            for interview in interviews {
                try db.execute(
                    sql: "DELETE FROM main.impact_interview WHERE file_id = ? AND interview = ?",
                    arguments: [file, interview]
                )
            }
        }
    }

    private static func put(
        _ putting: AssessmentChanges.Putting,
        of assessment: Int64,
        by actor: Reader,
        at time: Date,
        in db: Database
    ) throws {
        let cover = putting.cover
        let owner = try Int64.fetchOne(
            db,
            sql: "SELECT owner FROM main.remedy_file WHERE id = ?",
            arguments: [assessment]
        )
        try db.execute(
            sql: """
                INSERT INTO main.remedy_file (kind, setting_id, owner, marking, title, site, licence, against,
                    is_code_member, opened_at, opened_by) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 0, ?, ?)
                """,
            arguments: [
                cover.kind.rawValue, cover.setting, owner, cover.marking.rawValue, cover.title, cover.site,
                cover.licence, timestamp(time), actor.name,
            ]
        )
        let file = db.lastInsertedRowID
        for entry in putting.entries { try insert(entry, of: file, by: actor.name, at: time, in: db) }
        try replace(putting.consequences, of: file, in: db)
        try db.execute(
            sql: """
                INSERT INTO main.impact_put (follow_up, assessment, finding, organisation, code) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [file, assessment, putting.finding, putting.organisation, putting.code]
        )
    }
}
