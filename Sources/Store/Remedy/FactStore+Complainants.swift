import Foundation
import GRDB
import Vocabulary

/// Something that was added to a complaint: words, a photo, a paper.
public struct RemedyPaper: Sendable, Hashable {
    /// The kind of words; other kinds are those of files.
    public static let words = "words"

    /// Its number.
    public let id: Int64
    /// What it is: `words`, or the kind of a file such as `jpeg` or `pdf`.
    public let kind: String
    /// SHA-256 of what is kept: 32 bytes.
    public let sha256: [UInt8]
    /// How many bytes are kept.
    public let byteCount: Int
    /// The words; empty for a file.
    public let text: String
    /// Whether those complained of may see it.
    public let tells: Bool
    /// Whether the person added it, and not somebody for them.
    public let isOwn: Bool
    /// The day on which it came.
    public let day: String

    init(_ row: Row) {
        id = row["id"]
        kind = row["kind"]
        sha256 = Array(row["sha256"] as Data)
        byteCount = row["byte_count"]
        text = row["text"] ?? ""
        tells = row["tells"]
        isOwn = row["is_own"]
        day = row["day"]
    }

    static let columns = """
        id, kind, sha256, length(bytes) AS byte_count, CASE WHEN kind = 'words' THEN CAST(bytes AS TEXT) END AS text,
        tells, is_own, day
        """
}

/// Something about to be added to a complaint.
package struct RemedyPaperDraft: Sendable {
    package let kind: String
    /// SHA-256 of what came.
    package let arrived: [UInt8]
    package let bytes: [UInt8]
    /// SHA-256 of what is kept.
    package let sha256: [UInt8]
    package let tells: Bool

    package init(kind: String, arrived: [UInt8], bytes: [UInt8], sha256: [UInt8], tells: Bool) {
        self.kind = kind
        self.arrived = arrived
        self.bytes = bytes
        self.sha256 = sha256
        self.tells = tells
    }
}

/// What people without an account may do with their own complaint: whoever has its receipt is taken for them.
extension FactStore {
    /// The most words and papers that can be added to one complaint.
    public static let mostPapers = 40
    /// As what the person stands in the trail and beside an event: without name or account.
    private static let complainant = "complainant"

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
        try await change { db, time in
            let (file, cover) = try Self.complaint(lookup, db)
            let isNew = try Self.insert(paper, of: file, by: nil, at: time, in: db)
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
        try await change { [self] db, time in
            let cover = try requirePart(part, in: file, of: actor, db)
            let isNew = try Self.insert(paper, of: file, by: actor.name, at: time, in: db)
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

    private static func insert(
        _ paper: RemedyPaperDraft,
        of file: Int64,
        by name: String?,
        at time: Date,
        in db: Database
    ) throws -> Bool {
        let present = try Data.fetchAll(
            db,
            sql: "SELECT arrived_sha256 FROM main.remedy_paper WHERE file_id = ?",
            arguments: [file]
        )
        guard !present.contains(Data(paper.arrived)) else { return false }
        guard present.count < mostPapers else {
            throw StoreError(.conflict, "The complaint \(file) holds as many papers as it can.")
        }
        try db.execute(
            sql: """
                INSERT INTO main.remedy_paper (file_id, kind, arrived_sha256, bytes, sha256, tells, is_own, day, by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                file, paper.kind, Data(paper.arrived), Data(paper.bytes), Data(paper.sha256), paper.tells,
                name == nil, String(timestamp(time).prefix(10)), name ?? complainant,
            ]
        )
        return true
    }

    /// What was added to a complaint, as far as the reader may see it, the oldest first.
    public func remedyPapers(of file: Int64, as reader: Reader) async throws -> [RemedyPaper] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "SELECT \(RemedyPaper.columns) FROM remedy_paper WHERE file_id = ? ORDER BY id",
                arguments: [file]
            ).map(RemedyPaper.init)
        }
    }

    /// What was added to the complaint that a receipt opens.
    package func remedyPapers(receipt lookup: [UInt8]) async throws -> [RemedyPaper] {
        try await readTables { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(RemedyPaper.columns) FROM main.remedy_paper
                    WHERE file_id = (SELECT file_id FROM main.remedy_receipt WHERE lookup = ?) ORDER BY id
                    """,
                arguments: [Data(lookup)]
            ).map(RemedyPaper.init)
        }
    }

    /// The bytes of a paper that the reader may see; the trail says who has opened it.
    public func openRemedyPaper(
        _ id: Int64,
        of file: Int64,
        as reader: Reader
    ) async throws -> (paper: RemedyPaper, bytes: [UInt8])? {
        guard let cover = try await remedyFile(file, as: reader) else { return nil }
        let found = try await read(as: reader) { db in
            try Row.fetchOne(
                db,
                sql: "SELECT \(RemedyPaper.columns), bytes FROM remedy_paper WHERE id = ? AND file_id = ?",
                arguments: [id, file]
            ).map { (paper: RemedyPaper($0), bytes: Array($0["bytes"] as Data)) }
        }
        guard let found else { return nil }
        let time = now()
        try await write { db in
            try Self.note(
                reader,
                did: "remedy-paper-read",
                to: "remedy_file",
                "\(file)",
                owner: (cover.owner.rawValue, cover.marking.rawValue),
                detail: "\(id)",
                at: time,
                in: db
            )
        }
        return found
    }
}
