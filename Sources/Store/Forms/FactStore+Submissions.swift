import Foundation
import GRDB
import Vocabulary

/// What was answered, for those who may read it: the rows of `submission` and `set_aside` are seen by their markings and
/// owners, with `read_reports` and `read_originals`.
extension FactStore {
    /// The submissions of a form, the newest first.
    ///
    /// - Parameters:
    ///   - limit: At most so many.
    ///   - offset: Without so many of the newest.
    public func submissions(
        of form: Int64,
        as reader: Reader,
        limit: Int = 50,
        offset: Int = 0
    ) async throws -> [FieldSubmission] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "\(Self.submissionSQL) WHERE s.form_id = ? ORDER BY s.id DESC LIMIT ? OFFSET ?",
                arguments: [form, max(0, limit), max(0, offset)]
            ).map(FieldSubmission.init)
        }
    }

    /// How many submissions of a form a reader sees, those that were put right among them.
    public func submissionCount(of form: Int64, as reader: Reader) async throws -> Int {
        try await read(as: reader) { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM submission WHERE form_id = ?", arguments: [form]) ?? 0
        }
    }

    private static let submissionSQL = """
        SELECT s.id, s.form_id, s.version_id, s.instance_id, s.corrects, s.is_corrected, s.channel, s.received_at,
            s.received_by, s.disagreements, s.marking,
            (SELECT count(*) FROM submission_file f WHERE f.submission_id = s.id AND f.state = 'missing') AS missing
        FROM submission s
        """

    /// A submission with its bytes and files, and a line in the trail; nil if there is none that the reader may see.
    public func openSubmission(
        _ id: Int64,
        as reader: Reader
    ) async throws -> (submission: FieldSubmission, xml: [UInt8], files: [FieldSubmissionFile])? {
        let found = try await read(as: reader) { db -> (FieldSubmission, [UInt8], [FieldSubmissionFile], Int64)? in
            guard
                let row = try Row.fetchOne(db, sql: "\(Self.submissionSQL) WHERE s.id = ?", arguments: [id]),
                let whole = try Row.fetchOne(db, sql: "SELECT xml, owner FROM submission WHERE id = ?", arguments: [id])
            else { return nil }
            let submission = try FieldSubmission(row)
            let files = try Row.fetchAll(
                db,
                sql: """
                    SELECT name, state, media_type, length(bytes) AS size, removed FROM submission_file
                    WHERE submission_id = ? ORDER BY name
                    """,
                arguments: [id]
            ).map(FieldSubmissionFile.init)
            return (submission, Array(whole[0] as Data), files, whole[1])
        }
        guard let (submission, xml, files, owner) = found else { return nil }
        let time = now()
        try await write { db in
            try Self.note(
                reader,
                did: "submission-read",
                to: "submission",
                "\(id)",
                owner: (owner, submission.marking.rawValue),
                at: time,
                in: db
            )
        }
        return (submission, xml, files)
    }

    /// A file of a submission; nil if there is none that the reader may see, or it has not come.
    public func submissionFile(
        _ name: String,
        of submission: Int64,
        as reader: Reader
    ) async throws -> (mediaType: String, bytes: [UInt8])? {
        try await read(as: reader) { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT media_type, bytes FROM submission_file
                    WHERE submission_id = ? AND name = ? AND state = 'kept'
                    """,
                arguments: [submission, name]
            )
            return row.map { ($0[0], Array($0[1] as Data)) }
        }
    }

    /// What was answered to a form, for an export or a table: the oldest first, without those that were put right; the trail
    /// says so first.
    ///
    /// - Parameter action: What the trail calls it, such as `submissions-exported`.
    public func answers(
        to form: Int64,
        as reader: Reader,
        noting action: String
    ) async throws -> [(submission: FieldSubmission, xml: [UInt8])] {
        let found = try await read(as: reader) { db -> (rows: [(FieldSubmission, [UInt8])], owner: (Int64, Int)?) in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT x.*, b.xml FROM (\(Self.submissionSQL)) x JOIN submission b ON b.id = x.id
                    WHERE x.form_id = ? AND x.is_corrected = 0 ORDER BY x.id
                    """,
                arguments: [form]
            ).map { row in (try FieldSubmission(row), Array(row["xml"] as Data)) }
            let owner = try Row.fetchOne(db, sql: "SELECT owner, marking FROM form WHERE id = ?", arguments: [form])
            return (rows, owner.map { ($0[0], $0[1]) })
        }
        guard let owner = found.owner else { throw StoreError(.notFound, "There is no form \(form).") }
        let time = now()
        let count = found.rows.count
        try await write { db in
            try Self.note(
                reader,
                did: action,
                to: "form",
                "\(form)",
                owner: (agency: owner.0, marking: owner.1),
                detail: "\(count)",
                at: time,
                in: db
            )
        }
        return found.rows.map { (submission: $0.0, xml: $0.1) }
    }

    // MARK: Set aside

    /// What was set aside, the newest first: of a form, or, with nil, of forms that are not known.
    public func setAside(
        of form: Int64?,
        as reader: Reader,
        limit: Int = 100
    ) async throws -> [SetAside] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, form_id, reason, detail, instance_id, file_name, length(bytes) AS size, at
                    FROM set_aside WHERE form_id IS ? ORDER BY id DESC LIMIT ?
                    """,
                arguments: [form, max(0, limit)]
            ).map(SetAside.init)
        }
    }

    /// The bytes of something that was set aside, as they came, with a line in the trail; nil if there is nothing that the
    /// reader may see.
    public func setAsideBytes(_ id: Int64, as reader: Reader) async throws -> (name: String, bytes: [UInt8])? {
        let row = try await read(as: reader) { db in
            try Row.fetchOne(
                db,
                sql: "SELECT file_name, bytes, owner, marking FROM set_aside WHERE id = ?",
                arguments: [id]
            ).map { (name: $0[0] as String, bytes: Array($0[1] as Data), owner: $0[2] as Int64, marking: $0[3] as Int) }
        }
        guard let row else { return nil }
        let time = now()
        try await write { db in
            try Self.note(
                reader,
                did: "set-aside-read",
                to: "set_aside",
                "\(id)",
                owner: (row.owner, row.marking),
                at: time,
                in: db
            )
        }
        return (row.name, row.bytes)
    }
}

extension FieldSubmission {
    init(_ row: Row) throws {
        self.init(
            id: row["id"],
            form: row["form_id"],
            version: row["version_id"],
            instanceID: row["instance_id"],
            corrects: row["corrects"],
            isCorrected: row["is_corrected"],
            channel: try row.word("channel"),
            receivedAt: row["received_at"],
            receivedBy: row["received_by"],
            disagreements: row["disagreements"],
            missingFiles: row["missing"],
            marking: try row.word("marking")
        )
    }
}

extension FieldSubmissionFile {
    init(_ row: Row) throws {
        self.init(
            name: row["name"],
            state: try row.word("state"),
            mediaType: row["media_type"],
            byteCount: row["size"],
            removed: (row["removed"] as String? ?? "").split(separator: " ").map(String.init)
        )
    }
}

extension SetAside {
    init(_ row: Row) throws {
        self.init(
            id: row["id"],
            form: row["form_id"],
            reason: try row.word("reason"),
            detail: row["detail"],
            instanceID: row["instance_id"],
            fileName: row["file_name"],
            byteCount: row["size"],
            at: row["at"]
        )
    }
}
