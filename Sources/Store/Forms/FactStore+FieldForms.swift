import Crypto
import Formats
import Foundation
import GRDB
import Vocabulary

/// The forms that agencies give out: added, opened and closed by who has `manage_forms` in the agency.
extension FactStore {
    /// Adds a version of a form of the actor's agency, and the form if it is the first one.
    ///
    /// The very same again changes nothing.
    ///
    /// - Throws: ``Denial``; ``StoreError`` with `conflict` if that version is there with other bytes.
    public func addForm(_ draft: FieldFormDraft, by actor: Reader) async throws -> AddedForm {
        guard !draft.name.isEmpty, draft.name.utf8.count <= 200, draft.version.utf8.count <= 200 else {
            throw StoreError(.invalid, "A form needs an id, of 200 bytes at most.")
        }
        return try await change { [self] db, time in
            let own = try require(.manageForms, of: actor, to: "form", in: db).agency
            let row = try Row.fetchOne(
                db,
                sql: "SELECT id, marking FROM main.form WHERE owner = ? AND name = ?",
                arguments: [own, draft.name]
            )
            let form: Int64
            if let row {
                form = row[0]
                if let known = try Self.known(draft, of: form, db) { return known }
            } else {
                try db.execute(
                    sql: """
                        INSERT INTO main.form (name, state, is_case_study, added_at, added_by, marking, owner)
                        VALUES (?, ?, 0, ?, ?, ?, ?)
                        """,
                    arguments: [
                        draft.name, draft.isOpen ? "open" : "closed", Self.timestamp(time), actor.name,
                        draft.marking.rawValue, own,
                    ]
                )
                form = db.lastInsertedRowID
            }
            let marking: Int = row?[1] ?? draft.marking.rawValue
            let version = try Self.insert(draft, of: form, marking: marking, owner: own, by: actor, at: time, db)
            try Self.note(
                actor,
                did: "form-added",
                to: "form",
                "\(form)",
                owner: (own, marking),
                detail: "\(draft.name) \(draft.version)",
                at: time,
                in: db
            )
            return AddedForm(form: form, version: version, isNew: true)
        }
    }

    /// The same version if it is there; a version is never overwritten.
    private static func known(_ draft: FieldFormDraft, of form: Int64, _ db: Database) throws -> AddedForm? {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT id, xml FROM main.form_version WHERE form_id = ? AND version = ?",
            arguments: [form, draft.version]
        )
        guard let row else { return nil }
        let id: Int64 = row[0]
        let files = try Row.fetchAll(
            db,
            sql: "SELECT name, bytes FROM main.form_file WHERE version_id = ?",
            arguments: [id]
        )
        let present = Dictionary(
            files.map { ($0[0] as String, Array($0[1] as Data)) },
            uniquingKeysWith: { first, _ in first }
        )
        guard Array(row[1] as Data) == draft.xml, present == draft.files else {
            throw StoreError(
                .conflict,
                "Version “\(draft.version)” of the form “\(draft.name)” is there with other content, and phones may have it: "
                    + "give what was changed another version."
            )
        }
        return AddedForm(form: form, version: id, isNew: false)
    }

    private static func insert(
        _ draft: FieldFormDraft,
        of form: Int64,
        marking: Int,
        owner: Int64,
        by actor: Reader,
        at time: Date,
        _ db: Database
    ) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO main.form_version (form_id, version, title, xml, md5, sha256, source, source_name, added_at,
                    added_by, marking, owner)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                form, draft.version, draft.title, Data(draft.xml), md5(draft.xml),
                Data(SHA256.hash(data: draft.xml)), draft.source.map { Data($0) }, draft.sourceName,
                timestamp(time), actor.name, marking, owner,
            ]
        )
        let version = db.lastInsertedRowID
        for (name, bytes) in draft.files.sorted(by: { $0.key < $1.key }) {
            try db.execute(
                sql:
                    "INSERT INTO main.form_file (version_id, name, bytes, md5, marking, owner) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [version, name, Data(bytes), md5(bytes), marking, owner]
            )
        }
        return version
    }

    /// MD5, by which OpenRosa tells versions apart: no safeguard against anybody.
    static func md5(_ bytes: [UInt8]) -> String {
        Hexadecimal.text(Insecure.MD5.hash(data: bytes))
    }

    /// Opens or closes a form.
    public func setFormState(_ state: FieldForm.State, of form: Int64, by actor: Reader) async throws {
        try await changeForm(form, did: "form-\(state.rawValue)", by: actor, set: "state = ?", state.rawValue)
    }

    /// Lets whoever knows a link fill a form in, or, with nil, accounts alone.
    public func setFormLink(_ link: String?, of form: Int64, by actor: Reader) async throws {
        if let link {
            guard link.utf8.count >= 22, link.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw StoreError(.invalid, "A link must be long enough that nobody guesses it.")
            }
        }
        let action = link == nil ? "form-link-ended" : "form-link-made"
        try await changeForm(form, did: action, by: actor, set: "link = ?", link)
    }

    /// Says whether a form's submissions are cases that are set beside each other.
    public func setCaseStudy(_ isCaseStudy: Bool, of form: Int64, by actor: Reader) async throws {
        let action = isCaseStudy ? "form-case-study" : "form-no-case-study"
        try await changeForm(form, did: action, by: actor, set: "is_case_study = ?", isCaseStudy)
    }

    private func changeForm(
        _ form: Int64,
        did action: String,
        by actor: Reader,
        set assignment: String,
        _ value: (any DatabaseValueConvertible & Sendable)?
    ) async throws {
        try await change { [self] db, time in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT owner, marking FROM main.form WHERE id = ?",
                arguments: [form]
            )
            guard let row else { throw StoreError(.notFound, "There is no form \(form).") }
            let owner: Int64 = row[0]
            try require(.manageForms, of: actor, over: owner, to: "form", in: db)
            try db.execute(sql: "UPDATE main.form SET \(assignment) WHERE id = ?", arguments: [value, form])
            try Self.note(
                actor,
                did: action,
                to: "form",
                "\(form)",
                owner: (owner, row[1]),
                at: time,
                in: db
            )
        }
    }

    // MARK: Looking

    /// The forms that a reader may see, by their titles.
    public func forms(as reader: Reader) async throws -> [FieldForm] {
        try await read(as: reader) { db in try Self.forms("1", [], db) }
    }

    /// A form; nil if there is none that the reader may see.
    public func form(_ id: Int64, as reader: Reader) async throws -> FieldForm? {
        try await read(as: reader) { db in try Self.forms("f.id = ?", [id], db).first }
    }

    private static func forms(
        _ condition: String,
        _ arguments: StatementArguments,
        _ db: Database
    ) throws -> [FieldForm] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT f.*, (SELECT v.title FROM form_version v WHERE v.form_id = f.id ORDER BY v.id DESC LIMIT 1) AS title,
                    (SELECT count(*) FROM submission s WHERE s.form_id = f.id AND s.is_corrected = 0) AS submissions
                FROM form f WHERE \(condition) ORDER BY title, f.id
                """,
            arguments: arguments
        ).map(FieldForm.init)
    }

    /// The versions of a form that a reader may see, the newest first.
    public func formVersions(of form: Int64, as reader: Reader) async throws -> [FieldFormVersion] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT v.id, v.form_id, f.name, v.version, v.title, v.md5, v.added_at, v.added_by, v.source_name
                    FROM form_version v JOIN form f ON f.id = v.form_id WHERE v.form_id = ? ORDER BY v.id DESC
                    """,
                arguments: [form]
            ).map { row in
                let files = try Row.fetchAll(
                    db,
                    sql: "SELECT name, md5 FROM form_file WHERE version_id = ? ORDER BY name",
                    arguments: [row["id"]]
                )
                return FieldFormVersion(row, files)
            }
        }
    }

    /// The bytes of a version and of the lists that go with it; nil if there is none that the reader may see.
    public func formBytes(
        version: Int64,
        as reader: Reader
    ) async throws -> (xml: [UInt8], files: [String: [UInt8]])? {
        try await read(as: reader) { db in
            guard
                let xml = try Data.fetchOne(db, sql: "SELECT xml FROM form_version WHERE id = ?", arguments: [version])
            else { return nil }
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT name, bytes FROM form_file WHERE version_id = ?",
                arguments: [version]
            )
            let files = Dictionary(
                rows.map { ($0[0] as String, Array($0[1] as Data)) },
                uniquingKeysWith: { first, _ in first }
            )
            return (Array(xml), files)
        }
    }

    /// The spreadsheet that a version was made of; nil if there is none that the reader may see.
    public func formSource(version: Int64, as reader: Reader) async throws -> (name: String, bytes: [UInt8])? {
        try await read(as: reader) { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT source_name, source FROM form_version WHERE id = ? AND source IS NOT NULL",
                arguments: [version]
            )
            return row.map { (($0[0] as String?) ?? "form.xlsx", Array($0[1] as Data)) }
        }
    }
}

extension FieldForm {
    init(_ row: Row) throws {
        self.init(
            id: row["id"],
            name: row["name"],
            title: row["title"] ?? row["name"],
            state: try row.word("state"),
            link: row["link"],
            isCaseStudy: row["is_case_study"],
            addedAt: row["added_at"],
            marking: try row.word("marking"),
            owner: AgencyNumber(rawValue: row["owner"]),
            submissions: row["submissions"]
        )
    }
}

extension FieldFormVersion {
    init(_ row: Row, _ files: [Row]) {
        self.init(
            id: row["id"],
            form: row["form_id"],
            name: row["name"],
            version: row["version"],
            title: row["title"],
            md5: row["md5"],
            addedAt: row["added_at"],
            addedBy: row["added_by"],
            sourceName: row["source_name"],
            files: files.map { File(name: $0["name"], md5: $0["md5"]) }
        )
    }
}
