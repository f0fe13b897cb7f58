public import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// Writes into the access trail that a query gave a reader so many events as they were received.
    public func noteQuery(of count: Int, by reader: Reader) async throws {
        try await noteAccess(by: reader, did: "read-events", to: "event", "\(count)", at: now())
    }

    /// Writes into the access trail that a reader did something to a subject.
    public func noteAccess(
        by reader: Reader,
        did action: String,
        to kind: String,
        _ id: String,
        at time: Date = Date()
    ) async throws {
        try await write { db in
            try Self.note(reader, did: action, to: kind, id, at: time, in: db)
        }
    }

    /// The access trail, newest first, as far as the reader may read it: what they did themselves, what was done to the
    /// data of their agency if they answer for it, everything for oversight.
    ///
    /// - Parameters:
    ///   - reader: Who asks.
    ///   - before: Only entries older than this one.
    ///   - limit: At most so many.
    public func accessTrail(
        as reader: Reader,
        before: Int64? = nil,
        limit: Int = 100
    ) async throws -> [AccessEntry] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM access WHERE id < ? ORDER BY id DESC LIMIT ?",
                arguments: [before ?? Int64.max, max(0, limit)]
            ).map(AccessEntry.init)
        }
    }

    /// What the reader did themselves, newest first.
    public func ownTrail(of reader: Reader, limit: Int = 100) async throws -> [AccessEntry] {
        guard let person = reader.person else { return [] }
        return try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM access WHERE person_id = ? ORDER BY id DESC LIMIT ?",
                arguments: [person.rawValue, max(0, limit)]
            ).map(AccessEntry.init)
        }
    }

    /// Writes sensitive readings into the trail: one entry a thing, with the fields that were given out.
    func note(_ notes: Set<ReaderSeat.Note>, by reader: Reader) async throws {
        struct Thing: Hashable {
            let table: String
            let id: String
        }
        var things: [Thing: (owner: Int64, marking: Int, columns: Set<String>)] = [:]
        for note in notes {
            let parts = note.field.split(separator: ".").map(String.init)
            guard parts.count == 2 else { continue }
            things[Thing(table: parts[0], id: note.id), default: (note.owner, note.marking, [])].columns
                .insert(parts[1])
        }
        let time = now()
        try await write { [things] db in
            for (thing, read) in things.sorted(by: { ($0.key.table, $0.key.id) < ($1.key.table, $1.key.id) }) {
                try Self.note(
                    reader,
                    did: "read-sensitive",
                    to: thing.table,
                    thing.id,
                    owner: (read.owner, read.marking),
                    detail: read.columns.sorted().joined(separator: " "),
                    at: time,
                    in: db
                )
            }
        }
    }

    static func note(
        _ reader: Reader,
        did action: String,
        to kind: String,
        _ id: String,
        owner: (agency: Int64, marking: Int)? = nil,
        detail: String? = nil,
        at time: Date,
        in db: Database
    ) throws {
        let data = try owner ?? ownership(of: kind, id, in: db)
        try db.cachedStatement(
            sql: """
                INSERT INTO main.access (at, reader, agency_id, person_id, action, subject_kind, subject_id, owner, marking,
                    purpose, case_reference, detail)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            timestamp(time), reader.name, reader.agency == .none ? 1 : reader.agency.rawValue, reader.person?.rawValue,
            action, kind, id, data?.agency, data?.marking, reader.reason?.purpose.rawValue,
            reader.reason?.caseReference, detail,
        ])
    }

    /// Whose a thing is, and its marking; nil for what is nobody's in particular or not there.
    static func ownership(of kind: String, _ id: String, in db: Database) throws -> (agency: Int64, marking: Int)? {
        let sql: String
        var key = id
        switch kind {
        case "receipt":
            sql = "SELECT agency_id, marking FROM main.receipt WHERE id = CAST(? AS INTEGER)"
            key = String(id.prefix { $0 != "@" })
        case "record":
            sql = """
                SELECT t.agency_id, t.marking FROM main.record r JOIN main.receipt t ON t.id = r.receipt_id
                WHERE r.id = CAST(? AS INTEGER)
                """
        case "finding": sql = "SELECT owner, marking FROM main.finding WHERE id = ?"
        default:
            guard GuardedSubject.kinds.contains(kind) else { return nil }
            sql = "SELECT owner, marking FROM main.\"\(kind)\" WHERE id = ? AND superseded_by IS NULL"
        }
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [key]).map { ($0[0], $0[1]) }
    }

    /// A time that the store wrote.
    static func time(of text: String) -> Date? {
        try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
