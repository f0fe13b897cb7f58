import Foundation
import GRDB
public import Vocabulary

/// What stands behind a door through which forms are filled in.
///
/// An account fills in the forms of its own agency, and needs `hand_in`. A link opens its own form, and is all that is asked
/// for: who knows it is nobody in particular.
extension FactStore {
    /// A form as somebody finds it who is to fill it in.
    public struct FormToFill: Sendable, Hashable {
        /// The version.
        public let version: FieldFormVersion
        /// Whether answers are taken.
        public let state: FieldForm.State
        /// The marking of the answers.
        public let marking: HandlingMarking
        /// The agency that asks.
        public let owner: AgencyNumber
        /// Its name.
        public let ownerName: String
    }

    /// The newest version of each open form behind a door.
    ///
    /// - Throws: ``Denial`` where an account may not fill in forms.
    public func formsToFill(through door: FormDoor) async throws -> [FormToFill] {
        try await readTables { [self] db in
            try toFill(
                """
                f.state = 'open' AND v.id = (SELECT max(n.id) FROM main.form_version n WHERE n.form_id = f.id)
                """,
                [],
                door,
                db
            )
        }
    }

    /// A version behind a door, open or closed; nil if there is none.
    public func formToFill(version: Int64, through door: FormDoor) async throws -> FormToFill? {
        try await readTables { [self] db in try toFill("v.id = ?", [version], door, db).first }
    }

    /// The versions of the form of a name behind a door, open or closed, the newest first.
    public func formsToFill(named name: String, through door: FormDoor) async throws -> [FormToFill] {
        try await readTables { [self] db in try toFill("f.name = ?", [name], door, db) }
    }

    /// The newest version of a form by its row, open or closed; nil if there is none behind the door.
    public func formToFill(form: Int64, through door: FormDoor) async throws -> FormToFill? {
        try await readTables { [self] db in try toFill("f.id = ?", [form], door, db).first }
    }

    /// The bytes of a version behind a door and of the lists that go with it; nil if there is none.
    public func formBytesToFill(
        version: Int64,
        through door: FormDoor
    ) async throws -> (xml: [UInt8], files: [String: [UInt8]])? {
        try await readTables { [self] db in
            guard try !toFill("v.id = ?", [version], door, db).isEmpty,
                let xml = try Data.fetchOne(
                    db,
                    sql: "SELECT xml FROM main.form_version WHERE id = ?",
                    arguments: [version]
                )
            else { return nil }
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT name, bytes FROM main.form_file WHERE version_id = ?",
                arguments: [version]
            )
            let files = Dictionary(
                rows.map { ($0[0] as String, Array($0[1] as Data)) },
                uniquingKeysWith: { first, _ in first }
            )
            return (Array(xml), files)
        }
    }

    private func toFill(
        _ condition: String,
        _ arguments: StatementArguments,
        _ door: FormDoor,
        _ db: Database
    ) throws -> [FormToFill] {
        let (place, key) = try opening(door, db)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT v.id, v.form_id, f.name, v.version, v.title, v.md5, v.added_at, v.added_by, v.source_name, f.state,
                    f.marking, f.owner, a.name AS agency
                FROM main.form_version v JOIN main.form f ON f.id = v.form_id JOIN main.agency a ON a.id = f.owner
                WHERE (\(condition)) AND \(place) ORDER BY v.title, v.id DESC
                """,
            arguments: arguments + key
        ).map { row in
            let files = try Row.fetchAll(
                db,
                sql: "SELECT name, md5 FROM main.form_file WHERE version_id = ? ORDER BY name",
                arguments: [row["id"]]
            )
            return try FormToFill(row, files)
        }
    }

    /// The condition under which a form stands behind a door.
    private func opening(_ door: FormDoor, _ db: Database) throws -> (String, StatementArguments) {
        switch door {
        case .link(let link): return ("f.link = ?", [link])
        case .account(let reader):
            return ("f.owner = ?", [try require(.handIn, of: reader, to: "form", in: db).agency])
        }
    }

    /// The form of a version behind a door, to write something about it.
    func formBehind(
        _ door: FormDoor,
        version: Int64,
        _ db: Database
    ) throws -> (form: Int64, owner: Int64, marking: Int, isOpen: Bool) {
        let (place, key) = try opening(door, db)
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT f.id, f.owner, f.marking, f.state = 'open' FROM main.form_version v
                JOIN main.form f ON f.id = v.form_id WHERE v.id = ? AND \(place)
                """,
            arguments: [version] + key
        )
        guard let row else { throw StoreError(.notFound, "There is no version \(version) of a form.") }
        return (row[0], row[1], row[2], row[3])
    }
}

extension FactStore.FormToFill {
    init(_ row: Row, _ files: [Row]) throws {
        self.init(
            version: FieldFormVersion(row, files),
            state: try row.word("state"),
            marking: try row.word("marking"),
            owner: AgencyNumber(rawValue: row["owner"]),
            ownerName: row["agency"]
        )
    }
}

extension FormDoor {
    /// Whose name stands beside what comes through it; empty for nobody in particular.
    var name: String {
        switch self {
        case .account(let reader): reader.name
        case .link: ""
        }
    }

    /// Who acts.
    var actor: Reader {
        switch self {
        case .account(let reader): reader
        case .link: .everyone
        }
    }

    /// When something came: of what comes by a link nobody knows more than the day.
    func time(_ now: Date) -> String {
        switch self {
        case .account: FactStore.timestamp(now)
        case .link: String(FactStore.timestamp(now).prefix(10))
        }
    }
}
