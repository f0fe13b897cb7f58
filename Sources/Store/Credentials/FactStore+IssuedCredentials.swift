import Crypto
import Foundation
import GRDB
public import Vocabulary

extension FactStore {
    /// As many entries of a status list as are used: half of them, so that a free one is soon found by chance.
    private static let entriesUsed = 65_536
    private static let entries = 131_072

    /// A place in the status lists that is free, found by chance so that it tells nothing of when or after whom.
    public func freeStatusPlace() async throws -> StatusPlace {
        try await readTables { db in
            var list = try Int.fetchOne(db, sql: "SELECT max(list) FROM main.credential") ?? 1
            let used = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM main.credential WHERE list = ?",
                arguments: [list]
            )
            if used ?? 0 >= Self.entriesUsed { list += 1 }
            while true {
                let index = Int.random(in: 0..<Self.entries)
                let isTaken = try Bool.fetchOne(
                    db,
                    sql: "SELECT EXISTS (SELECT 1 FROM main.credential WHERE list = ? AND place = ?)",
                    arguments: [list, index]
                )
                if isTaken != true { return StatusPlace(list: list, index: index) }
            }
        }
    }

    /// Refuses who may not issue about something.
    ///
    /// - Throws: ``Denial`` if the actor lacks the capability, or the data are another agency's.
    public func checkMayIssue(about owner: AgencyNumber, by actor: Reader) async throws {
        try await readTables(asking: actor) { [self] db in
            _ = try require(.issueCredentials, of: actor, over: owner.rawValue, to: "credential", in: db)
        }
    }

    /// Keeps a credential that was signed.
    ///
    /// - Throws: ``Denial``; ``StoreError`` with `conflict` if what it rests on, or the keys, changed meanwhile.
    public func keep(_ draft: CredentialDraft, by actor: Reader) async throws {
        try await change { [self] db, time in
            let basis = draft.basis
            try require(.issueCredentials, of: actor, over: basis.owner.rawValue, to: "credential", in: db)
            try Self.checkBasis(basis, db)
            let newest = try Row.fetchOne(
                db,
                sql: "SELECT max(id), sum(place IS NULL) FROM main.identifier_entry"
            )
            guard let newest, newest[0] as Int64? == draft.edition, newest[1] as Int? == 0 else {
                throw StoreError(.conflict, "The keys for credentials have changed meanwhile: issue it once more.")
            }
            try db.execute(
                sql: """
                    INSERT INTO main.credential (id, kind, subject_kind, subject_id, record_id, record_ids, key_name, list,
                        place, valid_from, valid_until, issued_at, issued_by, reason, marking, owner)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draft.id, draft.kind.rawValue, basis.subject?.kind, basis.subject?.id, basis.record,
                    basis.records.map(String.init).joined(separator: " "), draft.keyName, draft.status.list,
                    draft.status.index, draft.validFrom, draft.validUntil, Self.timestamp(time), actor.name,
                    draft.reason, basis.marking.rawValue, basis.owner.rawValue,
                ]
            )
            for format in IssuedCredential.Format.allCases {
                guard let bytes = draft.forms[format] else { continue }
                try db.execute(
                    sql: """
                        INSERT INTO main.credential_form (credential_id, format, bytes, sha256) VALUES (?, ?, ?, ?)
                        """,
                    arguments: [draft.id, format.rawValue, Data(bytes), Data(SHA256.hash(data: bytes))]
                )
            }
            try Self.note(
                actor,
                did: "credential-issued",
                to: "credential",
                draft.id,
                owner: (basis.owner.rawValue, basis.marking.rawValue),
                detail: draft.reason.isEmpty ? nil : draft.reason,
                at: time,
                in: db
            )
        }
    }

    /// What the credential is about must be as it was when it was read.
    private static func checkBasis(_ basis: CredentialBasis, _ db: Database) throws {
        guard let subject = basis.subject else { return }
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT record_id, marking, owner FROM main."\(subject.kind)" WHERE id = ? AND superseded_by IS NULL
                """,
            arguments: [subject.id]
        )
        guard let row, row[0] == basis.record, row[1] == basis.marking.rawValue, row[2] == basis.owner.rawValue else {
            throw StoreError(.conflict, "The \(subject.kind) \(subject.id) has changed meanwhile: issue it once more.")
        }
    }

    /// Whose a badge would be that a reader issues: their agency's.
    public func badgeBasis(of actor: Reader, marking: HandlingMarking) -> CredentialBasis {
        CredentialBasis(
            subject: nil,
            record: nil,
            records: [],
            marking: marking,
            owner: actor.agency == .none ? .local : actor.agency
        )
    }

    /// The credentials about a fact, the newest first, as far as the reader may see them.
    public func credentials(
        of kind: IssuedCredential.Kind,
        _ subject: String,
        as reader: Reader
    ) async throws -> [IssuedCredential] {
        try await credentials("subject_kind = ? AND subject_id = ?", [kind.rawValue, subject], limit: 100, reader)
    }

    /// The credentials that a reader may see, the newest first.
    ///
    /// - Parameters:
    ///   - before: Only those that come after this one in that order.
    ///   - limit: At most so many.
    public func credentials(
        as reader: Reader,
        before: String? = nil,
        limit: Int = 100
    ) async throws -> [IssuedCredential] {
        guard let before else { return try await credentials("1", [], limit: limit, reader) }
        return try await credentials(
            "(issued_at, id) < (SELECT b.issued_at, b.id FROM credential b WHERE b.id = ?)",
            [before],
            limit: limit,
            reader
        )
    }

    /// A credential; nil if there is none that the reader may see.
    public func credential(_ id: String, as reader: Reader) async throws -> IssuedCredential? {
        try await credentials("id = ?", [id], limit: 1, reader).first
    }

    private func credentials(
        _ condition: String,
        _ arguments: [String],
        limit: Int,
        _ reader: Reader
    ) async throws -> [IssuedCredential] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT c.*, (SELECT group_concat(f.id, ' ') FROM
                        (SELECT id FROM credential_form WHERE credential_id = c.id ORDER BY format) f) AS forms
                    FROM credential c WHERE \(condition) ORDER BY issued_at DESC, id DESC LIMIT ?
                    """,
                arguments: StatementArguments(arguments) + [max(0, limit)]
            ).compactMap(IssuedCredential.init)
        }
    }

    /// The bytes of a credential as they were given out; nil if there is none that the reader may see.
    public func bytes(
        ofCredential id: String,
        _ format: IssuedCredential.Format,
        as reader: Reader
    ) async throws -> [UInt8]? {
        try await read(as: reader) { db in
            try Data.fetchOne(
                db,
                sql: "SELECT bytes FROM credential_form WHERE credential_id = ? AND format = ?",
                arguments: [id, format.rawValue]
            ).map(Array.init)
        }
    }
}

extension IssuedCredential {
    init?(_ row: Row) {
        guard let kind = Kind(rawValue: row["kind"]), let state = State(rawValue: row["state"]),
            let marking = HandlingMarking(rawValue: row["marking"])
        else { return nil }
        let reason: String? = row["reason"]
        self.init(
            id: row["id"],
            kind: kind,
            subject: row["subject_id"],
            state: state,
            keyName: row["key_name"],
            list: row["list"],
            place: row["place"],
            validFrom: row["valid_from"],
            validUntil: row["valid_until"],
            issuedAt: row["issued_at"],
            issuedBy: row["issued_by"],
            reason: reason.flatMap { $0.isEmpty ? nil : $0 },
            marking: marking,
            owner: AgencyNumber(rawValue: row["owner"]),
            rows: (row["forms"] as String? ?? "").split(separator: " ").compactMap { Int64($0) }
        )
    }
}
