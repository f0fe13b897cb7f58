import Foundation
import GRDB
import Vocabulary

extension FactStore {
    private static let exhibitRows = """
        SELECT e.*, x.sealed_sha256, x.sealed_byte_count, x.sha256, x.byte_count, x.file_name
        FROM exhibit e LEFT JOIN evidence_file x ON x.exhibit_id = e.id
        """

    /// The exhibits of a case, in their order, as far as the reader may see the case.
    package func exhibits(of id: Int64, as reader: Reader) async throws -> [ExhibitRow] {
        try await read(as: reader) { db in
            try Row.fetchAll(db, sql: "\(Self.exhibitRows) WHERE e.case_id = ? ORDER BY e.number", arguments: [id])
                .map(ExhibitRow.init)
        }
    }

    /// The entries of the custody log of an exhibit, in the order in which they were written.
    package func custodyRows(of exhibit: Int64, as reader: Reader) async throws -> [CustodyRow] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "SELECT entry_id, bytes FROM custody_entry WHERE exhibit_id = ? ORDER BY id",
                arguments: [exhibit]
            ).map { CustodyRow(id: $0[0], bytes: Array($0[1] as Data)) }
        }
    }

    /// Every file of an exhibit, for the owner of the machine, who checks them.
    package func evidenceFiles(as reader: Reader) async throws -> [EvidenceFiles.Kept] {
        try Self.requireOwner(reader)
        return try await readTables { db in
            try Row.fetchAll(db, sql: "SELECT * FROM main.evidence_file ORDER BY id").map(EvidenceFiles.Kept.init)
        }
    }

    /// Keeps an exhibit with the entry that its custody begins with.
    ///
    /// - Parameter first: Makes the entry, once the number is known.
    /// - Returns: The number of the exhibit, and whether it is new: the same form adds one.
    /// - Throws: ``StoreError`` with `notFound` if the actor does not see the case; ``Denial``.
    package func addExhibit(
        _ draft: ExhibitDraft,
        toCase id: Int64,
        by actor: Reader,
        first: @Sendable @escaping (_ number: Int) throws -> CustodyRow
    ) async throws -> (number: Int, isNew: Bool) {
        try await change { [self] db, time in
            let cover = try requireCase(id, of: actor, db)
            let standing = try require(.workCases, of: actor, to: "case", in: db)
            let known = try Int.fetchOne(
                db,
                sql: "SELECT number FROM main.exhibit WHERE case_id = ? AND request = ?",
                arguments: [id, draft.request]
            )
            if let known { return (known, false) }
            let last = try Int.fetchOne(
                db,
                sql: "SELECT max(number) FROM main.exhibit WHERE case_id = ?",
                arguments: [id]
            )
            let number = (last ?? 0) + 1
            try db.execute(
                sql: """
                    INSERT INTO main.exhibit (case_id, number, request, agency_id, title, description, milligrams, at, by)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, number, draft.request, standing.agency, draft.title, draft.description, draft.milligrams,
                    Self.timestamp(time), actor.name,
                ]
            )
            let exhibit = db.lastInsertedRowID
            if let file = draft.file {
                try db.execute(
                    sql: """
                        INSERT INTO main.evidence_file
                            (exhibit_id, sealed_sha256, sealed_byte_count, sha256, byte_count, file_name)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        exhibit, Data(file.kept.sealed), file.kept.sealedByteCount, Data(file.kept.sha256),
                        file.kept.byteCount, file.name,
                    ]
                )
            }
            let agency = standing.agency
            try Self.insert(try first(number), ofExhibit: exhibit, agency: agency, by: actor, at: time, in: db)
            try Self.note(
                actor,
                did: "exhibit-added",
                to: "case",
                "\(id)",
                owner: cover,
                detail: "\(number)",
                at: time,
                in: db
            )
            return (number, true)
        }
    }

    /// Keeps an entry of the custody log of an exhibit; the very same one twice is one.
    ///
    /// - Throws: ``StoreError`` with `notFound` if the actor does not see the case, `conflict` if the name stands for
    ///   another entry; ``Denial``.
    package func addCustody(
        _ row: CustodyRow,
        toExhibit number: Int,
        ofCase id: Int64,
        saying word: String,
        isSame: @Sendable @escaping (_ kept: [UInt8]) -> Bool,
        by actor: Reader
    ) async throws {
        try await change { [self] db, time in
            let cover = try requireCase(id, of: actor, db)
            let standing = try require(.workCases, of: actor, to: "case", in: db)
            let exhibit = try Int64.fetchOne(
                db,
                sql: "SELECT id FROM main.exhibit WHERE case_id = ? AND number = ?",
                arguments: [id, number]
            )
            guard let exhibit else { throw StoreError(.notFound, "The case \(id) has no exhibit \(number).") }
            let known = try Data.fetchOne(
                db,
                sql: "SELECT bytes FROM main.custody_entry WHERE exhibit_id = ? AND entry_id = ?",
                arguments: [exhibit, row.id]
            )
            if let known {
                guard isSame(Array(known)) else {
                    throw StoreError(.conflict, "The entry \(row.id) is there, and says something else.")
                }
                return
            }
            let agency = standing.agency
            try Self.insert(row, ofExhibit: exhibit, agency: agency, by: actor, at: time, in: db)
            try Self.note(
                actor,
                did: "custody-entry",
                to: "case",
                "\(id)",
                owner: cover,
                detail: "\(number) \(word)",
                at: time,
                in: db
            )
        }
    }

    /// Notes that somebody took the file of an exhibit; before it is given out.
    package func noteEvidenceRead(_ exhibit: ExhibitRow, in cover: CaseCover, by reader: Reader) async throws {
        let time = now()
        try await write { db in
            try Self.note(
                reader,
                did: "evidence-read",
                to: "case",
                "\(cover.id)",
                owner: (cover.lead.rawValue, cover.marking.rawValue),
                detail: "\(exhibit.number)",
                at: time,
                in: db
            )
        }
    }

    private static func insert(
        _ row: CustodyRow,
        ofExhibit exhibit: Int64,
        agency: Int64?,
        by actor: Reader,
        at time: Date,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO main.custody_entry (exhibit_id, entry_id, agency_id, bytes, at, by) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [exhibit, row.id, agency, Data(row.bytes), timestamp(time), actor.name]
        )
    }
}
