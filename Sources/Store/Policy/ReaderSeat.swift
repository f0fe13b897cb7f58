import Foundation
import GRDB
import GRDBSQLite
import Geography
import Vocabulary

/// Who sits at a reading connection, and the functions by which the views ask.
///
/// GRDB lets one thread at a time use a connection, and everything here happens on that thread, so nothing is locked:
/// the hot functions are called a million times in a scan.
final class ReaderSeat: @unchecked Sendable {
    /// A sensitive value that was given out.
    struct Note: Hashable {
        let field: String
        let id: String
        let owner: Int64
        let marking: Int
    }

    /// What a query may name.
    enum Reach {
        /// The views alone.
        case views
        /// The views, the search index, and the keys of the fact tables, by which a row of the index is looked up there.
        case index
        /// The tables themselves.
        case tables
    }

    /// More sensitive things than that in one reading are a search, not a case.
    static let mostNotes = 10_000

    private(set) var isTaken = false
    private(set) var reach = Reach.views
    private var reader: Reader?
    private var policyVersion: Int64 = -1
    private var dataVersion: Int64 = -1
    private var standing = Standing.nobody
    private var granted: Set<Int64> = []
    private var sealed: Set<Int64> = []
    private var seals: Set<GuardedSubject> = []
    private(set) var notes: Set<Note> = []
    private(set) var hasTooManyNotes = false

    /// Lets a reader sit down; what they may see is worked out only if they, the permissions or the time have changed.
    func take(_ reader: Reader, _ db: Database, at now: Date) throws {
        notes = []
        hasTooManyNotes = false
        reach = .tables
        defer { reach = .views }
        let version = try db.cachedStatement(sql: "SELECT version FROM main.policy_version").firstInteger() ?? 0
        let isSame = self.reader == reader && policyVersion == version && standing.lapse.map { $0 > now } ?? true
        if !isSame {
            // Nobody, should anything below throw.
            self.reader = nil
            standing = try Self.standing(of: reader, db, version: version, at: now)
            // The system works on sealed things too: what it derives from them stays behind the views.
            seals = reader.identity == .system ? [] : try Self.seals(db).subtracting(standing.opened)
        }
        // A correction gives a sealed or a named thing another record.
        let isWatched = !seals.isEmpty || !standing.named.isEmpty
        let data =
            isWatched ? try db.cachedStatement(sql: "PRAGMA main.data_version").firstInteger() ?? 0 : dataVersion
        if !isSame || data != dataVersion {
            self.reader = nil
            granted = try Self.records(of: standing.named, db)
            sealed = try Self.records(of: seals, db)
            dataVersion = data
        }
        self.reader = reader
        policyVersion = version
        isTaken = true
    }

    func leave() { isTaken = false }

    /// Lets what this module asks on its own behalf reach past the views.
    func reaching<T>(_ reach: Reach, _ body: () throws -> T) rethrows -> T {
        self.reach = reach
        defer { self.reach = .views }
        return try body()
    }

    private static func standing(of reader: Reader, _ db: Database, version: Int64, at now: Date) throws -> Standing {
        guard case .person(let person, let credential) = reader.identity else { return reader.standing }
        let isFresh = reader.policyVersion == version && reader.standing.lapse.map { $0 > now } ?? true
        if isFresh { return reader.standing }
        return try Standing(db, of: person, by: credential, at: now) ?? .nobody
    }

    private static func seals(_ db: Database) throws -> Set<GuardedSubject> {
        let rows = try Row.fetchAll(db, sql: "SELECT subject_kind, subject_id FROM main.seal WHERE lifted_at IS NULL")
        return Set(rows.map { GuardedSubject(stored: $0[0], $0[1]) })
    }

    /// The records behind things: the present one, and all that it replaced.
    private static func records(of subjects: Set<GuardedSubject>, _ db: Database) throws -> Set<Int64> {
        var records: Set<Int64> = []
        for subject in subjects {
            var newest = Int64(subject.id)
            if subject.kind != "record" {
                guard let table = FactSchema.table(named: subject.kind) else { continue }
                newest = try Int64.fetchOne(
                    db,
                    sql: "SELECT record_id FROM main.\"\(table.name)\" WHERE id = ? AND superseded_by IS NULL",
                    arguments: [subject.id]
                )
            }
            let chain = """
                WITH RECURSIVE older(id) AS (SELECT ? UNION SELECT r.supersedes FROM main.record r JOIN older o ON r.id = o.id
                    WHERE r.supersedes IS NOT NULL), newer(id) AS (SELECT ? UNION
                    SELECT r.superseded_by FROM main.record r JOIN newer n ON r.id = n.id WHERE r.superseded_by IS NOT NULL)
                SELECT id FROM older WHERE id IS NOT NULL UNION SELECT id FROM newer WHERE id IS NOT NULL
                """
            records.formUnion(try Int64.fetchAll(db, sql: chain, arguments: [newest, newest]))
        }
        return records
    }
}

extension ReaderSeat {
    var base: Int { isTaken ? standing.base : -1 }
    var own: Int { isTaken ? standing.own : -1 }
    var agency: Int64 { isTaken ? standing.agency : -1 }
    var hasSeals: Bool { !isTaken || !seals.isEmpty }
    var current: Reader? { isTaken ? reader : nil }

    /// Whether sharing or a name lets the reader see a row that base and own agency do not.
    func sees(marking: Int, owner: Int64, record: Int64) -> Bool {
        isTaken && standing.lends(marking, of: owner, isNamed: granted.contains(record))
    }

    func isSealed(_ record: Int64) -> Bool { !isTaken || sealed.contains(record) }

    func isSealed(anyOf records: String) -> Bool {
        !isTaken || !sealed.isEmpty && records.split(separator: " ").contains { Int64($0).map(sealed.contains) ?? true }
    }

    func isSealed(_ kind: String, _ id: String) -> Bool {
        !isTaken || seals.contains(GuardedSubject(stored: kind, id))
    }

    func isNamed(_ kind: String, _ id: String) -> Bool {
        isTaken && standing.named.contains(GuardedSubject(stored: kind, id))
    }

    func can(_ capability: Capability) -> Bool { isTaken && standing.capabilities.contains(capability) }

    /// How the reader gets a field.
    enum FieldAccess: Int {
        case no = 0
        case yes = 1
        /// Yes, and it is noted.
        case noted = 2
    }

    func access(to field: RedactedField) -> FieldAccess {
        guard can(field.capability) else { return .no }
        guard field.isSensitive, standing.needsReason else { return .yes }
        return reader?.reason == nil ? .no : .noted
    }

    /// Whether anything at all is redacted for the reader.
    var redacts: Bool { RedactedField.all.contains { access(to: $0) == .no } }

    func note(_ note: Note) {
        guard notes.count < Self.mostNotes else {
            hasTooManyNotes = true
            return
        }
        notes.insert(note)
    }
}
