import Foundation
import GRDB
public import Vocabulary

/// A language that a community has added for the pages of those who report: the spreadsheet as it came.
public struct LanguageSheetRow: Sendable, Hashable {
    /// Its code, such as `sw` or `vmw`.
    public let code: String
    /// The language whose text stands where the sheet has none, and in which an answer is understood.
    public let base: Language
    /// The sheet, byte for byte.
    public let sheet: [UInt8]
    /// When it was added: UTC, ISO 8601.
    public let addedAt: String
    /// By whom.
    public let addedBy: String

    init(_ row: Row) throws {
        code = row["code"]
        base = try row.word("base")
        sheet = Array(row["sheet"] as Data)
        addedAt = row["added_at"]
        addedBy = row["added_by"]
    }
}

/// The table of languages that communities have added.
enum LanguageSheetTable {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Sheets as they came; never changed, the newest of a code holds. One without bytes takes a language away.
                CREATE TABLE language_sheet (
                    id INTEGER PRIMARY KEY,
                    code TEXT NOT NULL,
                    base TEXT NOT NULL,
                    sheet BLOB NOT NULL,
                    added_at TEXT NOT NULL,
                    added_by TEXT NOT NULL
                ) STRICT;
                CREATE INDEX language_sheet_code ON language_sheet (code, id);
                """
        )
    }
}

extension FactStore {
    /// The sheets that hold, by their codes: what a page says is for everybody.
    public func languageSheets() async throws -> [LanguageSheetRow] {
        try await readTables { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM main.language_sheet s WHERE length(sheet) > 0
                        AND NOT EXISTS (SELECT 1 FROM main.language_sheet n WHERE n.code = s.code AND n.id > s.id)
                    ORDER BY code
                    """
            ).map(LanguageSheetRow.init)
        }
    }

    /// The number of the newest sheet: what was read of them before holds while it stays.
    public func languageSheetEdition() async throws -> Int64 {
        try await readTables { db in
            try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM main.language_sheet") ?? 0
        }
    }

    /// Puts a sheet in the place of the one before, or, with no bytes, takes the language away.
    public func setLanguageSheet(_ code: String, base: Language, sheet: [UInt8], by actor: Reader) async throws {
        try await change { [self] db, time in
            _ = try require(.manageAgencies, of: actor, to: "language_sheet", in: db)
            try db.execute(
                sql: "INSERT INTO main.language_sheet (code, base, sheet, added_at, added_by) VALUES (?, ?, ?, ?, ?)",
                arguments: [code, base.rawValue, Data(sheet), Self.timestamp(time), actor.name]
            )
            try Self.note(
                actor,
                did: sheet.isEmpty ? "language-removed" : "language-set",
                to: "language_sheet",
                code,
                at: time,
                in: db
            )
        }
    }
}
