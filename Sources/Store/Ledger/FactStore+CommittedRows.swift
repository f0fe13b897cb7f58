import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// What the ledger commits of a batch's rows, in their order.
    ///
    /// Only columns that never change are read: years later the same rows give the same statements.
    public func committedRows(of subject: CommittedSubject, _ rows: ClosedRange<Int64>) async throws -> [CommittedRow] {
        try await readTables { db in
            let cursor = try Row.fetchCursor(
                db,
                sql: Self.committedSQL(subject),
                arguments: [rows.lowerBound, rows.upperBound]
            )
            var result: [CommittedRow] = []
            while let row = try cursor.next() { result.append(CommittedRow(subject, row)) }
            return result
        }
    }

    /// The numbers of a batch's rows, in their order.
    public func rowNumbers(of subject: CommittedSubject, _ rows: ClosedRange<Int64>) async throws -> [Int64] {
        try await readTables { db in
            try Int64.fetchAll(
                db,
                sql: "SELECT id FROM main.\"\(subject.table)\" WHERE id BETWEEN ? AND ? ORDER BY id",
                arguments: [rows.lowerBound, rows.upperBound]
            )
        }
    }

    /// What the records of a batch can be looked up by, each once.
    public func committedLabels(ofRecords rows: ClosedRange<Int64>) async throws -> Set<CommittedLabel> {
        try await readTables { db in
            var labels: Set<CommittedLabel> = []
            let bounds: StatementArguments = [rows.lowerBound, rows.upperBound]
            for thing in NamedThing.all {
                let cursor = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT DISTINCT CAST("\(thing.column)" AS BLOB), owner, marking FROM main."\(thing.table)"
                        WHERE record_id BETWEEN ? AND ? AND "\(thing.column)" IS NOT NULL
                        """,
                    arguments: bounds
                )
                while let row = try cursor.next() {
                    let name = Array(row[0] as Data)
                    for part in thing.isList ? name.split(separator: 0x20).map(Array.init) : [name] {
                        labels.insert(CommittedLabel(thing.kind, part, owner: row[1], marking: row[2]))
                    }
                }
            }
            let digests = try Row.fetchCursor(
                db,
                sql: """
                    SELECT r.sha256, t.agency_id, t.marking, t.sha256 FROM main.record r
                    JOIN main.receipt t ON t.id = r.receipt_id WHERE r.id BETWEEN ? AND ?
                    """,
                arguments: bounds
            )
            while let row = try digests.next() {
                for column in [0, 3] {
                    let digest = Array(row[column] as Data)
                    labels.insert(CommittedLabel(.digest, digest, owner: row[1], marking: row[2]))
                }
            }
            return labels
        }
    }

    private static func committedSQL(_ subject: CommittedSubject) -> String {
        switch subject {
        case .record:
            """
            SELECT t.sha256 AS file, r.position, r.length, t.received_at, r.sha256, r.kind, o.sha256 AS corrects
            FROM main.record r JOIN main.receipt t ON t.id = r.receipt_id
            LEFT JOIN main.record_correction c ON c.record_id = r.id LEFT JOIN main.record o ON o.id = c.corrects
            WHERE r.id BETWEEN ? AND ? ORDER BY r.id
            """
        case .quarantine:
            """
            SELECT t.sha256 AS file, q.position, q.length, t.received_at, q.code
            FROM main.quarantine q JOIN main.receipt t ON t.id = q.receipt_id
            WHERE q.id BETWEEN ? AND ? ORDER BY q.id
            """
        case .decision:
            """
            SELECT t.sha256 AS file, q.position, q.length, t.received_at, d.decision, r.sha256 AS by, d.at
            FROM main.quarantine_decision d JOIN main.quarantine q ON q.id = d.quarantine_id
            JOIN main.receipt t ON t.id = q.receipt_id LEFT JOIN main.record r ON r.id = d.record_id
            WHERE d.id BETWEEN ? AND ? ORDER BY d.id
            """
        case .verdict:
            "SELECT finding_id, verdict, reason, by, at FROM main.verdict WHERE id BETWEEN ? AND ? ORDER BY id"
        case .credential:
            """
            SELECT f.credential_id, f.format, length(f.bytes) AS length, f.sha256, c.issued_at
            FROM main.credential_form f JOIN main.credential c ON c.id = f.credential_id
            WHERE f.id BETWEEN ? AND ? ORDER BY f.id
            """
        case .credentialState:
            "SELECT credential_id, event, reason, by, at FROM main.credential_event WHERE id BETWEEN ? AND ? ORDER BY id"
        case .access:
            """
            SELECT at, reader, agency_id, person_id, action, subject_kind, subject_id, owner, marking, purpose,
                case_reference, detail
            FROM main.access WHERE id BETWEEN ? AND ? ORDER BY id
            """
        }
    }
}

extension CommittedRow {
    init(_ subject: CommittedSubject, _ row: Row) {
        switch subject {
        case .record:
            let kind: Int = row["kind"]
            self = .record(
                Slice(row),
                sha256: Array(row["sha256"] as Data),
                kind: FactSchema.baseTables.indices.contains(kind) ? FactSchema.baseTables[kind].name : "\(kind)",
                corrects: (row["corrects"] as Data?).map(Array.init)
            )
        case .quarantine: self = .quarantine(Slice(row), code: row["code"])
        case .decision:
            self = .decision(
                Slice(row),
                decision: row["decision"],
                by: (row["by"] as Data?).map(Array.init),
                at: row["at"]
            )
        case .verdict:
            self = .verdict(
                finding: row["finding_id"],
                verdict: row["verdict"],
                reason: row["reason"],
                by: row["by"],
                at: row["at"]
            )
        case .credential:
            self = .credential(
                row["credential_id"],
                format: row["format"],
                length: row["length"],
                sha256: Array(row["sha256"] as Data),
                at: row["issued_at"]
            )
        case .credentialState:
            self = .credentialState(
                row["credential_id"],
                state: row["event"],
                reason: row["reason"],
                by: row["by"],
                at: row["at"]
            )
        case .access:
            var columns: [String: String] = [:]
            for (name, value) in row where !value.isNull {
                columns[name] = String.fromDatabaseValue(value) ?? "\(value)"
            }
            self = .access(columns)
        }
    }
}

extension CommittedRow.Slice {
    init(_ row: Row) {
        self.init(
            file: Array(row["file"] as Data),
            position: row["position"],
            length: row["length"],
            receivedAt: row["received_at"]
        )
    }
}
