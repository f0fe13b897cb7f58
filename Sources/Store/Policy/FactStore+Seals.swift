public import Foundation
import GRDB

extension FactStore {
    /// Seals a thing of the actor's agency: nobody sees it from then on, until two persons open it.
    public func seal(_ subject: GuardedSubject, because reason: String, by actor: Reader) async throws {
        let time = now()
        try await write { [self] db in
            let data = try owned(subject, for: actor, db)
            try require(.seal, of: actor, over: data.agency, to: subject.kind, in: db)
            try Self.requireReason(reason)
            do {
                try db.execute(
                    sql: """
                        INSERT INTO main.seal (subject_kind, subject_id, reason, owner, marking, sealed_by, sealed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        subject.kind, subject.id, reason, data.agency, data.marking, actor.name, Self.timestamp(time),
                    ]
                )
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                throw StoreError(.conflict, "It is sealed already.")
            }
            try Self.note(actor, did: "sealed", to: subject, owner: data, detail: reason, at: time, in: db)
        }
    }

    /// Takes a seal away.
    public func liftSeal(of subject: GuardedSubject, by actor: Reader) async throws {
        let time = now()
        try await write { [self] db in
            let seal = try openSeal(of: subject, db)
            try require(.seal, of: actor, over: seal.owner.agency, to: subject.kind, in: db)
            try db.execute(
                sql: "UPDATE main.seal SET lifted_by = ?, lifted_at = ? WHERE id = ?",
                arguments: [actor.name, Self.timestamp(time), seal.id]
            )
            try Self.note(actor, did: "seal-lifted", to: subject, owner: seal.owner, at: time, in: db)
        }
    }

    /// Asks for a sealed thing to be opened: the first of the two persons.
    ///
    /// - Returns: The number of the opening, for the second person.
    public func askToOpen(
        _ subject: GuardedSubject,
        because reason: String,
        until end: Date,
        by actor: Reader
    ) async throws -> Int64 {
        let time = now()
        return try await write { [self] db in
            let seal = try openSeal(of: subject, db)
            let person = try opener(actor, subject.kind, db)
            try Self.requireReason(reason)
            guard end > time else { throw StoreError(.invalid, "An opening ends after it begins.") }
            try db.execute(
                sql: """
                    INSERT INTO main.seal_opening (seal_id, reason, until, first_person, first_at) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [seal.id, reason, Self.timestamp(end), person.rawValue, Self.timestamp(time)]
            )
            let opening = db.lastInsertedRowID
            try Self.note(actor, did: "opening-asked", to: subject, owner: seal.owner, detail: reason, at: time, in: db)
            return opening
        }
    }

    /// Opens a sealed thing for the two persons who asked: the second of them, who must be another one.
    public func confirmOpening(_ opening: Int64, by actor: Reader) async throws {
        let time = now()
        try await write { [self] db in
            let (subject, seal, first) = try asked(opening, at: time, db)
            let person = try opener(actor, subject.kind, db)
            guard person != first else {
                throw Denial(.samePerson, subject: subject.kind, ask: try Agency.fetch(db, seal.owner.agency))
            }
            try db.execute(
                sql: "UPDATE main.seal_opening SET second_person = ?, second_at = ? WHERE id = ?",
                arguments: [person.rawValue, Self.timestamp(time), opening]
            )
            let other = try String.fetchOne(
                db,
                sql: "SELECT name FROM main.person WHERE id = ?",
                arguments: [first.rawValue]
            )
            let detail = "\(other ?? "") + \(actor.name)"
            try Self.note(actor, did: "opened", to: subject, owner: seal.owner, detail: detail, at: time, in: db)
        }
    }

    /// Closes an opening before its time.
    public func closeOpening(_ opening: Int64, by actor: Reader) async throws {
        let time = now()
        try await write { [self] db in
            _ = try opener(actor, "seal", db)
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT s.subject_kind, s.subject_id, s.owner, s.marking FROM main.seal_opening o
                    JOIN main.seal s ON s.id = o.seal_id WHERE o.id = ? AND o.closed_at IS NULL
                    """,
                arguments: [opening]
            )
            guard let row else { throw StoreError(.notFound, "There is no open opening \(opening).") }
            try db.execute(
                sql: "UPDATE main.seal_opening SET closed_at = ? WHERE id = ?",
                arguments: [Self.timestamp(time), opening]
            )
            let subject = GuardedSubject(stored: row[0], row[1])
            try Self.note(actor, did: "opening-closed", to: subject, owner: (row[2], row[3]), at: time, in: db)
        }
    }

    private struct Seal {
        let id: Int64
        let owner: (agency: Int64, marking: Int)
    }

    private func openSeal(of subject: GuardedSubject, _ db: Database) throws -> Seal {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT id, owner, marking FROM main.seal WHERE subject_kind = ? AND subject_id = ? AND lifted_at IS NULL
                """,
            arguments: [subject.kind, subject.id]
        )
        guard let row else { throw StoreError(.notFound, "It is not sealed.") }
        return Seal(id: row[0], owner: (row[1], row[2]))
    }

    /// An opening that waits for its second person.
    private func asked(_ opening: Int64, at time: Date, _ db: Database) throws -> (GuardedSubject, Seal, PersonNumber) {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT s.subject_kind, s.subject_id, s.id, s.owner, s.marking, o.first_person
                FROM main.seal_opening o JOIN main.seal s ON s.id = o.seal_id
                WHERE o.id = ? AND o.second_at IS NULL AND o.closed_at IS NULL AND o.until > ? AND s.lifted_at IS NULL
                """,
            arguments: [opening, Self.timestamp(time)]
        )
        guard let row else { throw StoreError(.notFound, "There is no opening \(opening) that waits for somebody.") }
        return (
            GuardedSubject(stored: row[0], row[1]), Seal(id: row[2], owner: (row[3], row[4])),
            PersonNumber(rawValue: row[5])
        )
    }

    private func opener(_ actor: Reader, _ subject: String, _ db: Database) throws -> PersonNumber {
        try require(.openSeals, of: actor, to: subject, in: db)
        guard let person = actor.person else { throw Denial(.signIn, capability: .openSeals, subject: subject) }
        return person
    }

    /// Whose a thing is; other agencies' TLP:RED things are not there for the actor.
    func owned(_ subject: GuardedSubject, for actor: Reader, _ db: Database) throws -> (agency: Int64, marking: Int) {
        guard let data = try Self.ownership(of: subject.kind, subject.id, in: db),
            data.marking < 4 || data.agency == actor.agency.rawValue || actor.standing.base >= 4
        else {
            throw StoreError(.notFound, "There is no \(subject.kind) \(subject.id).")
        }
        return data
    }

    static func requireReason(_ reason: String) throws {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw StoreError(.invalid, "It needs a reason: the next reader of the trail will ask for it.")
        }
    }

    static func note(
        _ actor: Reader,
        did action: String,
        to subject: GuardedSubject,
        owner: (agency: Int64, marking: Int),
        detail: String? = nil,
        at time: Date,
        in db: Database
    ) throws {
        try note(actor, did: action, to: subject.kind, subject.id, owner: owner, detail: detail, at: time, in: db)
    }
}
