import Foundation
import GRDB
import Vocabulary

/// What people without an account may do with their own complaint: whoever has its receipt is taken for them.
extension FactStore {
    /// The most words and papers that can be added to one complaint.
    public static let mostPapers = 40
    /// As what the person stands in the trail and beside an event: without name or account.
    static let complainant = "complainant"

    /// Keeps what a receipt of a complaint comes to; the receipt before it opens nothing any more.
    ///
    /// - Throws: ``StoreError`` with `notFound` if the actor did not take the complaint in.
    package func keepRemedyReceipt(_ lookup: [UInt8], of file: Int64, by actor: Reader) async throws {
        try await change { [self] db, time in
            let cover = try requirePart(.taker, in: file, of: actor, db)
            let present = try Data.fetchOne(
                db,
                sql: "SELECT lookup FROM main.remedy_receipt WHERE file_id = ?",
                arguments: [file]
            )
            guard present != Data(lookup) else { return }
            try db.execute(
                sql: """
                    INSERT INTO main.remedy_receipt (file_id, lookup, day) VALUES (?, ?, ?)
                    ON CONFLICT (file_id) DO UPDATE SET lookup = excluded.lookup, day = excluded.day
                    """,
                arguments: [file, Data(lookup), String(Self.timestamp(time).prefix(10))]
            )
            try Self.note(actor, did: "remedy-receipt", to: "remedy_file", "\(file)", owner: cover, at: time, in: db)
        }
    }

    /// The day on which the person of a complaint was given a receipt; nil if they have none, or the reader did not take
    /// the complaint in.
    public func remedyReceiptDay(of file: Int64, as reader: Reader) async throws -> String? {
        guard try await remedyFile(file, as: reader)?.parts.contains(.taker) == true else { return nil }
        return try await readTables { db in
            try String.fetchOne(db, sql: "SELECT day FROM main.remedy_receipt WHERE file_id = ?", arguments: [file])
        }
    }

    /// The complaint that a receipt opens, with all its events; nil if it opens none.
    package func remedyBundle(receipt lookup: [UInt8]) async throws -> RemedyBundle? {
        let file = try await readTables { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT f.*, 'taker' AS parts FROM main.remedy_file f
                    JOIN main.remedy_receipt r ON r.file_id = f.id WHERE r.lookup = ? AND f.kind = 'grievance'
                    """,
                arguments: [Data(lookup)]
            ).flatMap(RemedyFile.init)
        }
        guard let file else { return nil }
        return try await bundles(of: [file]).first
    }

    /// What the person said when the complaint was taken in, for who has the receipt.
    package func remedyAccount(receipt lookup: [UInt8]) async throws -> RemedyAccount? {
        try await readTables { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT a.* FROM main.remedy_account a JOIN main.remedy_receipt r ON r.file_id = a.file_id
                    WHERE r.lookup = ? ORDER BY a.id DESC LIMIT 1
                    """,
                arguments: [Data(lookup)]
            ).map(RemedyAccount.init)
        }
    }

    /// Keeps what the person says.
    ///
    /// - Throws: ``StoreError`` with `notFound` if the receipt opens no complaint.
    package func appendToRemedyFile(
        receipt lookup: [UInt8],
        _ entry: RemedyEntry,
        after count: Int,
        _ consequences: RemedyConsequences,
        saying word: String
    ) async throws -> RemedyOutcome {
        try await change { db, time in
            let (file, cover) = try Self.complaint(lookup, db)
            let outcome = try Self.append(
                [entry],
                to: file,
                after: count,
                consequences,
                by: Self.complainant,
                at: time,
                in: db
            )
            guard outcome == .kept else { return outcome }
            try Self.note(
                .everyone,
                did: "complainant-said",
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

    private static func complaint(
        _ lookup: [UInt8],
        _ db: Database
    ) throws -> (file: Int64, cover: (agency: Int64, marking: Int)) {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT f.id, f.owner, f.marking FROM main.remedy_file f
                JOIN main.remedy_receipt r ON r.file_id = f.id WHERE r.lookup = ?
                """,
            arguments: [Data(lookup)]
        )
        guard let row else { throw StoreError(.notFound, "The receipt opens no complaint.") }
        return (row[0], (row[1], row[2]))
    }

    // MARK: Words and papers

    /// Adds something to a complaint, for the person who has the receipt.
    ///
    /// - Parameter reminded: Those who are told that something came.
    /// - Returns: Whether it is new.
    /// - Throws: ``StoreError`` with `notFound`, and with `conflict` where the complaint holds as much as it can.
    package func addRemedyPaper(
        _ paper: RemedyPaperDraft,
        receipt lookup: [UInt8],
        reminding reminded: Set<AgencyNumber>
    ) async throws -> Bool {
        let key = try paperKey()
        return try await change { [self] db, time in
            let (file, cover) = try Self.complaint(lookup, db)
            let isNew = try insert(paper, of: file, by: nil, key, at: time, in: db)
            guard isNew else { return false }
            for agency in reminded {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO main.remedy_reminder (agency_id, day, file_id) VALUES (?, ?, ?)",
                    arguments: [agency.rawValue, String(Self.timestamp(time).prefix(10)), file]
                )
            }
            try Self.note(
                .everyone,
                did: "complainant-added",
                to: "remedy_file",
                "\(file)",
                owner: cover,
                detail: paper.kind,
                at: time,
                in: db
            )
            return true
        }
    }

    /// Adds something to a complaint, as who took it in or deals with it.
    package func addRemedyPaper(
        _ paper: RemedyPaperDraft,
        to file: Int64,
        as part: RemedyPart,
        by actor: Reader
    ) async throws -> Bool {
        let key = try paperKey()
        return try await change { [self] db, time in
            let cover = try requirePart(part, in: file, of: actor, db)
            let isNew = try insert(paper, of: file, by: actor.name, key, at: time, in: db)
            if isNew {
                try Self.note(
                    actor,
                    did: "remedy-paper-added",
                    to: "remedy_file",
                    "\(file)",
                    owner: cover,
                    detail: paper.kind,
                    at: time,
                    in: db
                )
            }
            return isNew
        }
    }
}
