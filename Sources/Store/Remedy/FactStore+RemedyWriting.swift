import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// Opens a file with its first event.
    ///
    /// - Parameters:
    ///   - consequences: What the event comes to.
    ///   - part: As what the actor opens it: `taker` or `chair`.
    ///   - isDated: Whether somebody said when it was; if not, one sent twice has two moments and is the same.
    /// - Returns: The number of the file: the same one where the very same was sent before.
    /// - Throws: ``StoreError`` with `conflict` where the id came before with something else: nothing is passed over.
    package func openRemedyFile(
        _ draft: RemedyDraft,
        with entry: RemedyEntry,
        _ consequences: RemedyConsequences,
        isDated: Bool,
        as part: RemedyPart,
        by actor: Reader
    ) async throws -> Int64 {
        try await change { [self] db, time in
            let standing = try require(part.capability, of: actor, to: "remedy_file", in: db)
            let owner = standing.agency
            let known = try Row.fetchOne(
                db,
                sql: """
                    SELECT e.file_id, e.bytes FROM main.remedy_event e JOIN main.remedy_file f ON f.id = e.file_id
                    WHERE e.event_id = ? AND f.owner = ? AND f.kind = ?
                    """,
                arguments: [entry.id, owner, draft.kind.rawValue]
            )
            if let known {
                let present = RemedyEntry(id: entry.id, bytes: Array(known[1] as Data))
                let isSame = isDated ? present == entry : present.saysTheSame(as: entry)
                guard isSame, try Self.isCover(draft, of: known[0], in: db) else {
                    throw StoreError(.conflict, "The event \(entry.id) opened a file before, and said something else.")
                }
                return known[0]
            }
            try db.execute(
                sql: """
                    INSERT INTO main.remedy_file (kind, setting_id, owner, marking, title, site, licence, against,
                        is_code_member, opened_at, opened_by, parent_id)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draft.kind.rawValue, draft.setting, owner, draft.marking.rawValue, draft.title, draft.site,
                    draft.licence, draft.against, draft.isCodeMember, Self.timestamp(time), actor.name,
                    draft.parent,
                ]
            )
            let file = db.lastInsertedRowID
            if let account = draft.account { try Self.insert(account, of: file, by: actor, at: time, in: db) }
            try Self.insert(entry, of: file, by: actor.name, at: time, in: db)
            try Self.replace(consequences, of: file, in: db)
            try Self.note(
                actor,
                did: "\(draft.kind.rawValue)-opened",
                to: "remedy_file",
                "\(file)",
                owner: (owner, draft.marking.rawValue),
                at: time,
                in: db
            )
            return file
        }
    }

    /// Keeps an event of a file that is there; as below with one.
    package func appendToRemedyFile(
        _ file: Int64,
        _ entry: RemedyEntry,
        after count: Int,
        _ consequences: RemedyConsequences,
        as part: RemedyPart,
        saying word: String,
        by actor: Reader
    ) async throws -> RemedyOutcome {
        try await appendToRemedyFile(file, [entry], after: count, consequences, as: part, saying: word, by: actor)
    }

    /// Keeps events of a file that is there, all of them or none.
    ///
    /// - Parameters:
    ///   - count: How many events the file had when the consequences were worked out.
    ///   - part: As what the actor says them.
    ///   - word: What kind of events they are, for the trail.
    /// - Throws: ``StoreError`` with `notFound` if the actor has no part in the file, `conflict` if an id stands for
    ///   something else; ``Denial`` if the actor's roles do not let them act in the part.
    package func appendToRemedyFile(
        _ file: Int64,
        _ entries: [RemedyEntry],
        after count: Int,
        _ consequences: RemedyConsequences,
        as part: RemedyPart,
        saying word: String,
        by actor: Reader
    ) async throws -> RemedyOutcome {
        try await change { [self] db, time in
            let cover = try requirePart(part, in: file, of: actor, db)
            let outcome = try Self.append(
                entries,
                to: file,
                after: count,
                consequences,
                by: actor.name,
                at: time,
                in: db
            )
            guard outcome == .kept else { return outcome }
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
    }

    /// Keeps those events that are not there yet, if nothing else came in meanwhile.
    static func append(
        _ entries: [RemedyEntry],
        to file: Int64,
        after count: Int,
        _ consequences: RemedyConsequences,
        by name: String,
        at time: Date,
        in db: Database
    ) throws -> RemedyOutcome {
        var fresh: [RemedyEntry] = []
        for entry in entries {
            let present = try Data.fetchOne(
                db,
                sql: "SELECT bytes FROM main.remedy_event WHERE file_id = ? AND event_id = ?",
                arguments: [file, entry.id]
            )
            guard let present else {
                fresh.append(entry)
                continue
            }
            guard present == Data(entry.bytes) else {
                throw StoreError(.conflict, "The event \(entry.id) is there, and says something else.")
            }
        }
        guard !fresh.isEmpty else { return .known }
        let events = try Int.fetchOne(
            db,
            sql: "SELECT count(*) FROM main.remedy_event WHERE file_id = ?",
            arguments: [file]
        )
        guard events == count else { return .stale }
        for entry in fresh { try insert(entry, of: file, by: name, at: time, in: db) }
        try replace(consequences, of: file, in: db)
        return .kept
    }

    /// Keeps a setting; the newest of a procedure holds for files that are opened from now on.
    package func addRemedySetting(
        procedure: String,
        settings: [UInt8],
        procedureFile: [UInt8],
        tableFile: [UInt8],
        by actor: Reader
    ) async throws -> Int64 {
        try await change { [self] db, time in
            try require(.manageAgencies, of: actor, to: "remedy_setting", in: db)
            try db.execute(
                sql: """
                    INSERT INTO main.remedy_setting (procedure, settings, procedure_file, table_file, at, by)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    procedure, Data(settings), Data(procedureFile), Data(tableFile), Self.timestamp(time), actor.name,
                ]
            )
            let id = db.lastInsertedRowID
            try Self.note(
                actor,
                did: "remedy-set-up",
                to: "remedy_setting",
                "\(id)",
                detail: procedure,
                at: time,
                in: db
            )
            return id
        }
    }

    /// Keeps what is known of the mechanisms beside their files.
    package func addRemedyNote(_ note: RemedyNote, by actor: Reader) async throws {
        try await change { [self] db, time in
            try require(.readMeasures, of: actor, to: "remedy_note", in: db)
            try db.execute(
                sql: """
                    INSERT INTO main.remedy_note (kind, day, proposals, adopted, bytes, at, by)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    note.kind.rawValue, note.day.text, note.proposals, note.adopted, note.bytes.map { Data($0) },
                    Self.timestamp(time), actor.name,
                ]
            )
            let id = db.lastInsertedRowID
            let detail = note.kind.rawValue
            try Self.note(actor, did: "remedy-noted", to: "remedy_note", "\(id)", detail: detail, at: time, in: db)
        }
    }

    // MARK: Pieces

    /// Refuses who has not that part in a file; the view of files asks the same question.
    func requirePart(
        _ part: RemedyPart,
        in file: Int64,
        of actor: Reader,
        _ db: Database
    ) throws -> (agency: Int64, marking: Int) {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT owner, marking FROM main.remedy_file WHERE id = ?",
            arguments: [file]
        )
        let missing = StoreError(.notFound, "There is no file \(file).")
        guard let row else { throw missing }
        let cover: (agency: Int64, marking: Int) = (row[0], row[1])
        let standing = try standing(of: actor, in: db)
        if standing.base >= HandlingMarking.red.rawValue { return cover }
        let isSeated = try Bool.fetchOne(
            db,
            sql: "SELECT EXISTS (SELECT 1 FROM main.remedy_seat WHERE file_id = ? AND agency_id = ? AND part = ?)",
            arguments: [file, standing.agency, part.rawValue]
        )
        guard isSeated == true, cover.marking <= standing.own else { throw missing }
        try require(part.capability, of: actor, to: "remedy_file", in: db)
        return cover
    }

    /// Whether a file was opened with these words.
    private static func isCover(_ draft: RemedyDraft, of file: Int64, in db: Database) throws -> Bool {
        let cover = try Row.fetchOne(
            db,
            sql: "SELECT title, site, licence, against, is_code_member, parent_id FROM main.remedy_file WHERE id = ?",
            arguments: [file]
        )
        guard let cover, cover["title"] == draft.title, cover["site"] == draft.site, cover["licence"] == draft.licence,
            cover["against"] == draft.against, cover["is_code_member"] == draft.isCodeMember,
            cover["parent_id"] == draft.parent
        else { return false }
        let account = try Row.fetchOne(
            db,
            sql: "SELECT * FROM main.remedy_account WHERE file_id = ? ORDER BY id LIMIT 1",
            arguments: [file]
        )
        return account.map(RemedyAccount.init) == draft.account
    }

    private static func insert(
        _ account: RemedyAccount,
        of file: Int64,
        by actor: Reader,
        at time: Date,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO main.remedy_account (file_id, name, contact, words, place, tells_name, tells_words, at, by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                file, account.name, account.contact, account.words, account.place, account.tellsName,
                account.tellsWords, timestamp(time), actor.name,
            ]
        )
    }

    static func insert(
        _ entry: RemedyEntry,
        of file: Int64,
        by name: String,
        at time: Date,
        in db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO main.remedy_event (file_id, event_id, bytes, at, by) VALUES (?, ?, ?, ?, ?)",
            arguments: [file, entry.id, Data(entry.bytes), timestamp(time), name]
        )
    }

    static func replace(_ consequences: RemedyConsequences, of file: Int64, in db: Database) throws {
        try db.execute(sql: "DELETE FROM main.remedy_seat WHERE file_id = ?", arguments: [file])
        for seat in consequences.seats {
            try db.execute(
                sql: "INSERT INTO main.remedy_seat (file_id, agency_id, part) VALUES (?, ?, ?)",
                arguments: [file, seat.agency.rawValue, seat.part.rawValue]
            )
        }
        try db.execute(sql: "DELETE FROM main.remedy_reminder WHERE file_id = ?", arguments: [file])
        for reminder in consequences.reminders {
            try db.execute(
                sql: "INSERT OR IGNORE INTO main.remedy_reminder (file_id, agency_id, day) VALUES (?, ?, ?)",
                arguments: [file, reminder.agency.rawValue, reminder.day.text]
            )
        }
    }
}
