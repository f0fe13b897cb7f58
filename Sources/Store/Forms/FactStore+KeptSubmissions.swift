import Crypto
import Foundation
import GRDB
import Vocabulary

/// Keeps submissions: each once, however often, in whatever order and in however many parts it comes.
extension FactStore {
    /// Keeps a submission, or what is new in a further part of it; all in one transaction.
    ///
    /// The answers are those that came first. Files are taken up to the submission that names them, whichever part brought
    /// them.
    ///
    /// - Throws: ``Denial``; ``StoreError`` with `notFound` if the form is not behind the door, with `invalid` if it is
    ///   closed, with `conflict` if other answers have that id.
    public func keepSubmission(_ draft: SubmissionDraft, through door: FormDoor) async throws -> SubmissionKept {
        let time = now()
        return try await write { [self] db in
            let form = try formBehind(door, version: draft.version, db)
            let known = try Row.fetchOne(
                db,
                sql: "SELECT id, sha256 FROM main.submission WHERE form_id = ? AND instance_id = ?",
                arguments: [form.form, draft.instanceID]
            )
            let digest = Data(SHA256.hash(data: draft.xml))
            let id: Int64
            if let known {
                guard known[1] == digest else {
                    throw StoreError(.conflict, "Other answers have the id \(draft.instanceID).")
                }
                id = known[0]
            } else {
                guard form.isOpen else { throw StoreError(.invalid, "Answers to the form are not taken any more.") }
                id = try Self.insert(draft, digest, form.form, form.owner, form.marking, door, time, db)
            }
            let clashing = try Self.fill(draft, of: id, db)
            let missing = try String.fetchAll(
                db,
                sql:
                    "SELECT name FROM main.submission_file WHERE submission_id = ? AND state = 'missing' ORDER BY name",
                arguments: [id]
            )
            return SubmissionKept(id: id, isNew: known == nil, missing: missing, clashing: clashing)
        }
    }

    private static func insert(
        _ draft: SubmissionDraft,
        _ digest: Data,
        _ form: Int64,
        _ owner: Int64,
        _ marking: Int,
        _ door: FormDoor,
        _ time: Date,
        _ db: Database
    ) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO main.submission (form_id, version_id, instance_id, corrects, xml, sha256, channel, received_at,
                    received_by, disagreements, marking, owner)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                form, draft.version, draft.instanceID, draft.corrects, Data(draft.xml), digest,
                draft.channel.rawValue, door.time(time), door.name, draft.disagreements, marking, owner,
            ]
        )
        let id = db.lastInsertedRowID
        for name in draft.named {
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO main.submission_file (submission_id, name, state, marking, owner)
                    VALUES (?, ?, 'missing', ?, ?)
                    """,
                arguments: [id, name, marking, owner]
            )
        }
        // Of what comes by the link the trail would tell the time.
        if case .account = door {
            try note(
                door.actor,
                did: "submission-received",
                to: "submission",
                "\(id)",
                owner: (owner, marking),
                at: time,
                in: db
            )
        }
        return id
    }

    /// Takes up the files of a part.
    ///
    /// - Returns: The names of those that came with other bytes before.
    private static func fill(_ draft: SubmissionDraft, of id: Int64, _ db: Database) throws -> [String] {
        var clashing: [String] = []
        for file in draft.files {
            let digest = Data(SHA256.hash(data: file.bytes))
            let present = try Row.fetchOne(
                db,
                sql: "SELECT state, sha256 FROM main.submission_file WHERE submission_id = ? AND name = ?",
                arguments: [id, file.name]
            )
            guard let present else { continue }
            if present[0] == FieldSubmissionFile.State.kept.rawValue {
                if present[1] != digest { clashing.append(file.name) }
                continue
            }
            try db.execute(
                sql: """
                    UPDATE main.submission_file SET state = 'kept', media_type = ?, bytes = ?, sha256 = ?, removed = ?
                    WHERE submission_id = ? AND name = ?
                    """,
                arguments: [
                    file.mediaType, Data(file.bytes), digest, file.removed.joined(separator: " "), id, file.name,
                ]
            )
        }
        for name in draft.refused {
            try db.execute(
                sql: """
                    UPDATE main.submission_file SET state = 'set_aside'
                    WHERE submission_id = ? AND name = ? AND state = 'missing'
                    """,
                arguments: [id, name]
            )
        }
        return clashing
    }

    /// So many things that an agency has set aside and nobody has looked at; then what cannot be taken stays where it is.
    public static let mostSetAside = 20_000
    /// So many bytes of it: whoever has a link must not be able to fill the disk.
    public static let mostSetAsideBytes = 2 << 30

    /// Keeps what could not be taken, with its bytes; what is there already stands there once.
    ///
    /// - Throws: ``StoreError`` with `conflict` where too much has been set aside.
    public func setAside(_ draft: SetAsideDraft, through door: FormDoor) async throws {
        let time = now()
        try await write { [self] db in
            var (owner, marking) = (AgencyNumber.local.rawValue, HandlingMarking.amberStrict.rawValue)
            if let form = draft.form,
                let row = try Row.fetchOne(
                    db,
                    sql: "SELECT owner, marking FROM main.form WHERE id = ?",
                    arguments: [form]
                )
            {
                (owner, marking) = (row[0], row[1])
            } else if case .account(let reader) = door {
                owner = try require(.handIn, of: reader, to: "form", in: db).agency
            } else if case .link(let link) = door {
                let row = try Row.fetchOne(
                    db,
                    sql: "SELECT owner, marking FROM main.form WHERE link = ?",
                    arguments: [link]
                )
                guard let row else { throw StoreError(.notFound, "There is no form of that link.") }
                (owner, marking) = (row[0], row[1])
            }
            let present = try Row.fetchOne(
                db,
                sql: "SELECT count(*), ifnull(sum(length(bytes)), 0) FROM main.set_aside WHERE owner = ?",
                arguments: [owner]
            )
            let (count, bytes): (Int, Int) = (present?[0] ?? 0, present?[1] ?? 0)
            guard count < Self.mostSetAside, bytes + draft.bytes.count <= Self.mostSetAsideBytes else {
                throw StoreError(.conflict, "Too much has been set aside that nobody has looked at.")
            }
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO main.set_aside (form_id, reason, detail, instance_id, file_name, bytes, sha256, at,
                        by, marking, owner)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draft.form, draft.reason.rawValue, String(draft.detail.prefix(500)), draft.instanceID,
                    draft.fileName,
                    Data(draft.bytes), Data(SHA256.hash(data: draft.bytes)), door.time(time), door.name, marking, owner,
                ]
            )
        }
    }
}
