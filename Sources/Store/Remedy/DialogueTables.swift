import Foundation
import GRDB

/// What groups, meetings, mediations, and people who look after their own complaint need beside the first tables of files.
enum DialogueTables {
    /// Every kind of file: those of the first step, and those that came after it.
    private static let kinds = [
        "grievance", "commitment", "consultation", "assessment", "follow-up", "group", "meeting", "mediation",
    ]
    private static let parts = ["taker", "body", "keeper", "respondent", "chair", "debtor", "party"]

    static func create(_ db: Database) throws {
        try widen("remedy_file", "kind", to: kinds, db)
        try widen("remedy_seat", "part", to: parts, db)
        try db.execute(sql: later)
    }

    /// Makes a table anew whose column takes more words; rows, other columns and indices stay as they are.
    ///
    /// A check is part of what a table is. Foreign keys are off within a migration and are looked at when it ends, so
    /// that other tables may point at this one meanwhile.
    private static func widen(_ table: String, _ column: String, to words: [String], _ db: Database) throws {
        let definition = try String.fetchOne(
            db,
            sql: "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?",
            arguments: [table]
        )
        let opening = "CHECK (\(column) IN ("
        guard let definition, let body = definition.firstIndex(of: "("),
            let check = definition.range(of: opening),
            let end = definition[check.upperBound...].range(of: "))")
        else { throw StoreError(.database, "The table \(table) has no check of \(column).") }
        let list = words.map { "'\($0)'" }.joined(separator: ", ")
        let wider = definition[body..<check.upperBound] + list + definition[end.lowerBound...]
        let indices = try String.fetchAll(
            db,
            sql: "SELECT sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
            arguments: [table]
        )
        let columns = try db.columns(in: table).map { "\"\($0.name)\"" }.joined(separator: ", ")
        try db.execute(sql: "CREATE TABLE \(table)_wider \(wider)")
        try db.execute(sql: "INSERT INTO \(table)_wider (\(columns)) SELECT \(columns) FROM \(table)")
        try db.execute(sql: "DROP TABLE \(table)")
        try db.execute(sql: "ALTER TABLE \(table)_wider RENAME TO \(table)")
        for index in indices { try db.execute(sql: index) }
    }

    private static let later = """
        -- The file that this one belongs to: of a meeting its group, of a commitment the meeting in which it was made, of a
        -- mediation what is in dispute.
        ALTER TABLE remedy_file ADD COLUMN parent_id INTEGER REFERENCES remedy_file(id);
        CREATE INDEX remedy_file_parent ON remedy_file (parent_id) WHERE parent_id IS NOT NULL;

        -- By what a person without an account finds their complaint again: what scrypt makes of the receipt. A new
        -- receipt takes the place of the old one, which then opens nothing.
        CREATE TABLE remedy_receipt (
            file_id INTEGER PRIMARY KEY REFERENCES remedy_file(id),
            lookup BLOB NOT NULL UNIQUE,
            day TEXT NOT NULL
        ) STRICT;

        -- What was added to a complaint: words, photos, papers; never changed.
        CREATE TABLE remedy_paper (
            id INTEGER PRIMARY KEY,
            file_id INTEGER NOT NULL REFERENCES remedy_file(id),
            -- 'words', or what kind of file it is.
            kind TEXT NOT NULL,
            -- SHA-256 of what came; what is kept may be less, because what else a photo carries is left out.
            arrived_sha256 BLOB NOT NULL,
            bytes BLOB NOT NULL,
            sha256 BLOB NOT NULL,
            -- Whether those complained of may see it.
            tells INTEGER NOT NULL CHECK (tells IN (0, 1)),
            -- Whether the person added it, and not somebody for them.
            is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
            day TEXT NOT NULL,
            by TEXT NOT NULL,
            UNIQUE (file_id, arrived_sha256)
        ) STRICT;
        """
}
