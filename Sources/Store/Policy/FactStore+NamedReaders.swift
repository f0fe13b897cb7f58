public import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// Names a person who may see a TLP:RED thing of the actor's agency.
    ///
    /// - Parameters:
    ///   - subject: The thing; the actor must be able to see it.
    ///   - person: Who may see it from now on.
    ///   - reason: Why; it stands in the trail.
    ///   - until: When the name runs out, if it does.
    ///   - actor: Who names.
    /// - Returns: The number of the naming.
    @discardableResult
    public func name(
        _ person: PersonNumber,
        asReaderOf subject: GuardedSubject,
        because reason: String,
        until: Date? = nil,
        by actor: Reader
    ) async throws -> Int64 {
        let time = now()
        return try await write { [self] db in
            let data = try owned(subject, for: actor, db)
            let standing = try require(.nameReaders, of: actor, over: data.agency, to: subject.kind, in: db)
            guard standing.own >= data.marking else {
                throw Denial(.marking, subject: subject.kind, ask: try Agency.fetch(db, data.agency))
            }
            try Self.requireReason(reason)
            guard
                try Bool.fetchOne(
                    db,
                    sql: "SELECT 1 FROM main.person WHERE id = ? AND state = 'active'",
                    arguments: [person.rawValue]
                ) == true
            else { throw StoreError(.notFound, "There is no active person \(person.rawValue).") }
            try db.execute(
                sql: """
                    INSERT INTO main.named_reader (subject_kind, subject_id, person_id, reason, named_by, at, until)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    subject.kind, subject.id, person.rawValue, reason, actor.name, Self.timestamp(time),
                    until.map(Self.timestamp),
                ]
            )
            let naming = db.lastInsertedRowID
            let detail = "person \(person.rawValue): \(reason)"
            try Self.note(actor, did: "reader-named", to: subject, owner: data, detail: detail, at: time, in: db)
            return naming
        }
    }

    /// Takes a name away.
    public func revokeName(_ naming: Int64, by actor: Reader) async throws {
        let time = now()
        try await write { [self] db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT subject_kind, subject_id, person_id FROM main.named_reader WHERE id = ? AND revoked_at IS NULL
                    """,
                arguments: [naming]
            )
            guard let row else { throw StoreError(.notFound, "There is no name \(naming) to take away.") }
            let subject = GuardedSubject(stored: row[0], row[1])
            let data = try owned(subject, for: actor, db)
            try require(.nameReaders, of: actor, over: data.agency, to: subject.kind, in: db)
            try db.execute(
                sql: "UPDATE main.named_reader SET revoked_at = ? WHERE id = ?",
                arguments: [Self.timestamp(time), naming]
            )
            let detail = "person \(row[2] as Int64)"
            try Self.note(actor, did: "name-revoked", to: subject, owner: data, detail: detail, at: time, in: db)
        }
    }
}
