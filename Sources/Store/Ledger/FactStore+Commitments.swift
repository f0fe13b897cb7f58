import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// The next batch to commit: one that was begun and has no place in the log yet, or the rows that came since.
    ///
    /// A batch keeps its rows and its secret whatever happens, so that committing it again gives the same entry.
    ///
    /// - Parameter secret: 32 bytes that nobody else knows; kept if a batch is begun.
    /// - Returns: nil if nothing waits.
    public func nextCommitment(of subject: CommittedSubject, secret: [UInt8]) async throws -> Commitment? {
        let waiting = try await readTables { db in try Commitment.next(of: subject, in: db) }
        if case .begun(let commitment) = waiting { return commitment }
        guard case .rows(let first, let last) = waiting else { return nil }
        return try await write { db in
            try db.execute(
                sql: "INSERT INTO main.commitment (subject, first_id, last_id, secret) VALUES (?, ?, ?, ?)",
                arguments: [subject.rawValue, first, last, Data(secret)]
            )
            return Commitment(
                id: db.lastInsertedRowID,
                subject: subject,
                rows: first...last,
                secret: secret,
                hashes: nil,
                place: nil
            )
        }
    }

    /// How many rows wait to be committed.
    public func uncommittedCount(of subject: CommittedSubject) async throws -> Int {
        try await readTables { db in
            let last = try Int64.fetchOne(
                db,
                sql: "SELECT max(last_id) FROM main.commitment WHERE subject = ? AND place IS NOT NULL",
                arguments: [subject.rawValue]
            )
            return try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM main.\"\(subject.table)\" WHERE id > ?",
                arguments: [last ?? 0]
            ) ?? 0
        }
    }

    /// Notes the hashes of a batch's statements, and the place that its entry has in the log.
    public func close(_ commitment: Commitment, hashes: [UInt8], place: UInt64) async throws {
        let time = Self.timestamp(now())
        try await write { db in
            try db.execute(
                sql: "UPDATE main.commitment SET hashes = ?, place = ?, at = ? WHERE id = ?",
                arguments: [Data(hashes), Int64(clamping: place), time, commitment.id]
            )
        }
    }

    /// Whether anything was committed to a log.
    ///
    /// - Parameter inTrail: Whether the private log of the access trail is meant, or the public one.
    public func hasCommitments(inTrail: Bool = false) async throws -> Bool {
        try await readTables { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM main.commitment WHERE place IS NOT NULL AND (subject = ?) = ?)
                    """,
                arguments: [CommittedSubject.access.rawValue, inTrail]
            ) ?? false
        }
    }

    /// Lets everything wait again, to be committed to another log: with the same rows and secrets.
    public func reopenCommitments() async throws {
        try await write { db in
            try db.execute(sql: "UPDATE main.commitment SET hashes = NULL, place = NULL, at = NULL")
        }
    }

    /// The batch that a row was committed with, and which of its rows it is, from 0; nil if it was not yet.
    public func commitment(of subject: CommittedSubject, row: Int64) async throws -> (Commitment, index: Int)? {
        try await readTables { db in
            let found = try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM main.commitment
                    WHERE subject = ? AND first_id <= ? AND place IS NOT NULL ORDER BY first_id DESC LIMIT 1
                    """,
                arguments: [subject.rawValue, row]
            )
            guard let found, let commitment = Commitment(row: found), commitment.rows.contains(row) else { return nil }
            let index = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM main.\"\(subject.table)\" WHERE id >= ? AND id < ?",
                arguments: [commitment.rows.lowerBound, row]
            )
            return (commitment, index ?? 0)
        }
    }

    /// The batches that were committed, in the order of their rows, a hundred at a time; for whoever checks them all.
    public func commitments(
        of subject: CommittedSubject,
        after last: Int64 = 0,
        limit: Int = 100
    ) async throws -> [Commitment] {
        try await readTables { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM main.commitment WHERE subject = ? AND first_id > ? AND place IS NOT NULL
                    ORDER BY first_id LIMIT ?
                    """,
                arguments: [subject.rawValue, last, limit]
            ).compactMap { Commitment(row: $0) }
        }
    }

    /// How much was committed, by day and subject, the newest day first: for everybody, as the ledger is.
    public func commitmentDays(limit: Int = 14) async throws -> [CommitmentDay] {
        try await readTables { db in
            let cursor = try Row.fetchCursor(
                db,
                sql: """
                    SELECT substr(at, 1, 10) AS day, subject, count(*) AS entries, sum(length(hashes) / 32) AS rows
                    FROM main.commitment WHERE place IS NOT NULL GROUP BY 1, 2 ORDER BY 1 DESC
                    """
            )
            var days: [CommitmentDay] = []
            while let row = try cursor.next() {
                let day: String = row["day"] ?? ""
                if days.last?.day != day {
                    if days.count == limit { break }
                    days.append(CommitmentDay(day: day))
                }
                guard let subject = CommittedSubject(rawValue: row["subject"]) else { continue }
                days[days.count - 1].entries += row["entries"] as Int
                days[days.count - 1].rows[subject] = row["rows"]
            }
            return days
        }
    }

    /// Whose records at which markings a reader may look up in the ledger, besides those for everybody: those of the own
    /// agency as far as the reader sees all of them.
    public func lookupScopes(of reader: Reader) async throws -> [(owner: Int64, marking: Int)] {
        let standing = try await readTables(asking: reader) { db in try self.standing(of: reader, in: db) }
        let agencies = try await readTables { db in
            try Int64.fetchAll(db, sql: "SELECT id FROM main.agency ORDER BY id")
        }
        var scopes: [(owner: Int64, marking: Int)] = []
        for agency in agencies {
            let ceiling = max(standing.base, agency == standing.agency ? standing.own : 0)
            guard ceiling >= 1 else { continue }
            for marking in 1...ceiling { scopes.append((agency, marking)) }
        }
        return scopes
    }

    /// A secret of the store's ledger: the one that is kept under a name, or the given one, which is kept from now on.
    public func ledgerSecret(_ name: String, orKeep secret: [UInt8]) async throws -> [UInt8] {
        let sql = "SELECT value FROM main.ledger_secret WHERE name = ?"
        if let kept = try await readTables({ db in try Data.fetchOne(db, sql: sql, arguments: [name]) }) {
            return Array(kept)
        }
        return try await write { db in
            try db.execute(
                sql: "INSERT INTO main.ledger_secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                arguments: [name, Data(secret)]
            )
            return Array(try Data.fetchOne(db, sql: sql, arguments: [name]) ?? Data())
        }
    }
}

extension Commitment {
    /// What is to be done next of a subject.
    enum Next {
        case nothing
        case begun(Commitment)
        case rows(Int64, Int64)
    }

    init?(row: Row) {
        guard let subject = CommittedSubject(rawValue: row["subject"]) else { return nil }
        let (first, last): (Int64, Int64) = (row["first_id"], row["last_id"])
        guard first <= last else { return nil }
        self.init(
            id: row["id"],
            subject: subject,
            rows: first...last,
            secret: Array(row["secret"] as Data),
            hashes: (row["hashes"] as Data?).map(Array.init),
            place: (row["place"] as Int64?).flatMap(UInt64.init(exactly:))
        )
    }

    static func next(of subject: CommittedSubject, in db: Database) throws -> Next {
        let begun = try Row.fetchOne(
            db,
            sql: "SELECT * FROM main.commitment WHERE place IS NULL AND subject = ? ORDER BY id LIMIT 1",
            arguments: [subject.rawValue]
        )
        if let begun, let commitment = Commitment(row: begun) { return .begun(commitment) }
        let known = try Int64.fetchOne(
            db,
            sql: "SELECT max(last_id) FROM main.commitment WHERE subject = ?",
            arguments: [subject.rawValue]
        )
        // Numbers grow with every transaction, one after the other: nothing can come later with a lower one.
        let rows = try Row.fetchOne(
            db,
            sql: """
                SELECT min(id) AS first, max(id) AS last
                FROM (SELECT id FROM main."\(subject.table)" WHERE id > ? ORDER BY id LIMIT ?)
                """,
            arguments: [known ?? 0, longest]
        )
        guard let rows, let first = rows["first"] as Int64?, let last = rows["last"] as Int64? else { return .nothing }
        return .rows(first, last)
    }
}
