import GRDB
import GRDBSQLite
import Vocabulary

/// The prepared statements that write batches, used through the C interface: binding texts from the arena without
/// copying is what makes bulk import fast.
struct BatchStatements {
    private let db: Database
    private let insertRecord: Statement
    private let deleteRecord: Statement
    private let findCurrent: [Statement?]
    private let insertFact: [Statement]

    init(_ db: Database) throws {
        self.db = db
        insertRecord = try db.cachedStatement(
            sql: """
                INSERT INTO main.record (id, receipt_id, position, length, line, sha256, kind, supersedes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        deleteRecord = try db.cachedStatement(sql: "DELETE FROM main.record WHERE id = ?")
        insertFact = try FactSchema.baseTables.map { try db.cachedStatement(sql: $0.insertSQL) }
        findCurrent = try FactSchema.baseTables.map { table in
            try db.cachedStatement(
                sql: """
                    SELECT f.record_id, r.sha256, r.kind FROM main."\(table.name)" f JOIN main.record r ON r.id = f.record_id
                    WHERE f.superseded_by IS NULL AND \(table.key.map { "f.\"\($0)\" = ?" }.joined(separator: " AND "))
                    """
            )
        }
    }

    /// A row that bears the key of another one.
    struct Current {
        let recordID: Int64
        let hasSameBytes: Bool
        let kind: Int
    }

    func addRecord(
        _ record: FactBatch.Record,
        id: Int64,
        receipt: Int64,
        kind: Int,
        supersedes: Int64?
    ) throws {
        let handle = insertRecord.sqliteStatement
        sqlite3_bind_int64(handle, 1, id)
        sqlite3_bind_int64(handle, 2, receipt)
        sqlite3_bind_int64(handle, 3, Int64(record.position))
        sqlite3_bind_int64(handle, 4, Int64(record.length))
        sqlite3_bind_int64(handle, 5, Int64(record.line))
        sqlite3_bind_int64(handle, 7, Int64(kind))
        if let supersedes {
            sqlite3_bind_int64(handle, 8, supersedes)
        } else {
            sqlite3_bind_null(handle, 8)
        }
        let digest = record.digest.bytes
        try digest.span.withUnsafeBytes { bytes in
            // No destructor: the digest outlives the step.
            sqlite3_bind_blob(handle, 6, bytes.baseAddress, 32, nil)
            try step(handle)
        }
    }

    func removeRecord(_ id: Int64) throws {
        try deleteRecord.execute(arguments: [id])
    }

    /// Adds a row; false if a current row has its key.
    func addFact(
        _ row: FactBatch.Row,
        of batch: FactBatch,
        arena: UnsafeBufferPointer<UInt8>,
        record: Int64,
        owner: Owner
    ) throws -> Bool {
        let handle = insertFact[row.table].sqliteStatement
        sqlite3_bind_int64(handle, 1, record)
        sqlite3_bind_int64(handle, 2, Int64(owner.marking))
        sqlite3_bind_int64(handle, 3, owner.agency)
        let count = FactSchema.baseTables[row.table].columns.count
        for index in 0..<count {
            bind(batch.cells[row.firstCell + index], at: Int32(4 + index), of: handle, arena: arena)
        }
        try step(handle)
        return sqlite3_changes(db.sqliteConnection) == 1
    }

    /// The current row with the key of a row that could not be added.
    func current(
        _ row: FactBatch.Row,
        of batch: FactBatch,
        arena: UnsafeBufferPointer<UInt8>,
        digest: ContentDigest
    ) throws -> Current? {
        guard let handle = findCurrent[row.table]?.sqliteStatement else { return nil }
        let table = FactSchema.baseTables[row.table]
        for (position, name) in table.key.enumerated() {
            guard let index = table.columns.firstIndex(where: { $0.name == name }) else { continue }
            bind(batch.cells[row.firstCell + index], at: Int32(position + 1), of: handle, arena: arena)
        }
        defer { sqlite3_reset(handle) }
        guard sqlite3_step(handle) == SQLITE_ROW else { return nil }
        let stored = UnsafeRawBufferPointer(
            start: sqlite3_column_blob(handle, 1),
            count: Int(sqlite3_column_bytes(handle, 1))
        )
        return Current(
            recordID: sqlite3_column_int64(handle, 0),
            hasSameBytes: digest.isEqual(to: stored),
            kind: Int(sqlite3_column_int64(handle, 2))
        )
    }

    private func bind(
        _ cell: FactBatch.Cell,
        at index: Int32,
        of handle: OpaquePointer?,
        arena: UnsafeBufferPointer<UInt8>
    ) {
        switch cell {
        case .null:
            sqlite3_bind_null(handle, index)
        case .integer(let value):
            sqlite3_bind_int64(handle, index, value)
        case .real(let value):
            sqlite3_bind_double(handle, index, value)
        case .text(let start, let count):
            // An empty text is not NULL: SQLite takes a null pointer for NULL.
            guard let base = arena.baseAddress else {
                sqlite3_bind_text(handle, index, "", 0, nil)
                return
            }
            let text = UnsafeRawPointer(base + Int(start)).assumingMemoryBound(to: CChar.self)
            sqlite3_bind_text(handle, index, text, Int32(count), nil)
        case .blob(let start, let count):
            guard let base = arena.baseAddress else {
                sqlite3_bind_zeroblob(handle, index, 0)
                return
            }
            sqlite3_bind_blob(handle, index, base + Int(start), Int32(count), nil)
        }
    }

    private func step(_ handle: OpaquePointer?) throws {
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: db.sqliteConnection.map { String(cString: sqlite3_errmsg($0)) }
            )
        }
    }

    /// Marking and agency that every row of a receipt bears.
    struct Owner {
        let marking: Int
        let agency: Int64
    }
}
