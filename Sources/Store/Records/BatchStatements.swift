import GRDB
import GRDBSQLite
import Vocabulary

/// The prepared statements that write batches, used through the C interface: binding texts from the arena without
/// copying is what makes bulk import fast.
struct BatchStatements {
    private let db: Database
    private let insertRecord: Statement
    private let findCurrent: [Statement?]
    private let insertFact: [Statement]
    /// The statements that write a run, made when the first one is written.
    private var recordRun: Statement?
    private var factRuns: [Statement?]

    init(_ db: Database) throws {
        self.db = db
        insertRecord = try db.cachedStatement(sql: Self.recordSQL(rows: 1))
        insertFact = try FactSchema.baseTables.map { try db.cachedStatement(sql: $0.insertSQL(rows: 1)) }
        factRuns = FactSchema.baseTables.map { _ in nil }
        findCurrent = try FactSchema.baseTables.map { table in
            try db.cachedStatement(
                sql: """
                    SELECT f.record_id, r.sha256, r.kind, f.owner, f.rowid FROM main."\(table.name)" f JOIN main.record r ON r.id = f.record_id
                    WHERE f.superseded_by IS NULL AND \(table.key.map { "f.\"\($0)\" = ?" }.joined(separator: " AND "))
                    """
            )
        }
    }

    /// A row that bears the key of another one.
    struct Current {
        let recordID: Int64
        let rowID: Int64
        let hasSameBytes: Bool
        let kind: Int
        let owner: Int64
    }

    func addRecord(
        _ record: FactBatch.Record,
        arena: UnsafeBufferPointer<UInt8>,
        id: Int64,
        receipt: Int64,
        kind: Int
    ) throws {
        let handle = insertRecord.sqliteStatement
        bind(record, arena: arena, id: id, receipt: receipt, kind: kind, to: handle, from: 0)
        try step(handle)
    }

    private func bind(
        _ record: FactBatch.Record,
        arena: UnsafeBufferPointer<UInt8>,
        id: Int64,
        receipt: Int64,
        kind: Int,
        to handle: OpaquePointer?,
        from first: Int32
    ) {
        sqlite3_bind_int64(handle, first + 1, id)
        sqlite3_bind_int64(handle, first + 2, receipt)
        sqlite3_bind_int64(handle, first + 3, Int64(record.position))
        sqlite3_bind_int64(handle, first + 4, Int64(record.length))
        sqlite3_bind_int64(handle, first + 5, Int64(record.line))
        // No destructor: the arena outlives the step.
        sqlite3_bind_blob(handle, first + 6, arena.baseAddress.map { $0 + record.digestStart }, 32, nil)
        sqlite3_bind_int64(handle, first + 7, Int64(kind))
    }

    /// How many records one statement writes, where each gives one row of the same table: what SQLite does once a
    /// statement costs more than a row.
    static let runLength = 128

    /// Adds a run of records and their rows; false, with nothing added, if a current row has the key of one of them.
    mutating func addRun(
        _ records: ArraySlice<FactBatch.Record>,
        of batch: FactBatch,
        table: Int,
        arena: UnsafeBufferPointer<UInt8>,
        firstID: Int64,
        receipt: Int64,
        owner: Owner
    ) throws -> Bool {
        let schema = FactSchema.baseTables[table]
        let (recordRun, factRun) = try runStatements(table)
        let width = Int32(schema.columns.count + 3)
        var place: Int32 = 0
        for record in records {
            let id = firstID + Int64(place)
            bind(record, arena: arena, id: id, receipt: receipt, kind: table, to: recordRun, from: place * 7)
            bind(
                batch.rows[record.rows.lowerBound],
                of: batch,
                arena: arena,
                record: id,
                owner: owner,
                to: factRun,
                from: place * width
            )
            place += 1
        }
        // Taken back by a savepoint: to delete a record SQLite looks for rows that refer to it, in every table.
        var isWritten = false
        try db.inSavepoint {
            try step(recordRun)
            try step(factRun)
            isWritten = sqlite3_changes(db.sqliteConnection) == place
            return isWritten ? .commit : .rollback
        }
        return isWritten
    }

    private mutating func runStatements(_ table: Int) throws -> (record: OpaquePointer?, fact: OpaquePointer?) {
        if recordRun == nil { recordRun = try db.cachedStatement(sql: Self.recordSQL(rows: Self.runLength)) }
        if factRuns[table] == nil {
            let sql = FactSchema.baseTables[table].insertSQL(rows: Self.runLength)
            factRuns[table] = try db.cachedStatement(sql: sql)
        }
        return (recordRun?.sqliteStatement, factRuns[table]?.sqliteStatement)
    }

    private static func recordSQL(rows: Int) -> String {
        "INSERT INTO main.record (id, receipt_id, position, length, line, sha256, kind) VALUES "
            + repeatElement("(?, ?, ?, ?, ?, ?, ?)", count: rows).joined(separator: ", ")
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
        bind(row, of: batch, arena: arena, record: record, owner: owner, to: handle, from: 0)
        try step(handle)
        return sqlite3_changes(db.sqliteConnection) == 1
    }

    private func bind(
        _ row: FactBatch.Row,
        of batch: FactBatch,
        arena: UnsafeBufferPointer<UInt8>,
        record: Int64,
        owner: Owner,
        to handle: OpaquePointer?,
        from first: Int32
    ) {
        sqlite3_bind_int64(handle, first + 1, record)
        sqlite3_bind_int64(handle, first + 2, Int64(owner.marking))
        sqlite3_bind_int64(handle, first + 3, owner.agency)
        for index in 0..<FactSchema.baseTables[row.table].columns.count {
            bind(batch.cells[row.firstCell + index], at: first + Int32(4 + index), of: handle, arena: arena)
        }
    }

    /// Adds a row that stands behind another record's for as long as that one is in force.
    func addFact(
        _ row: FactBatch.Row,
        of batch: FactBatch,
        arena: UnsafeBufferPointer<UInt8>,
        record: Int64,
        owner: Owner,
        behind holder: Int64
    ) throws {
        let table = FactSchema.baseTables[row.table]
        let handle = try db.cachedStatement(sql: table.insertBehindSQL).sqliteStatement
        bind(row, of: batch, arena: arena, record: record, owner: owner, to: handle, from: 0)
        sqlite3_bind_int64(handle, Int32(table.columns.count + 4), holder)
        try step(handle)
    }

    /// The current row with the key of a row that could not be added.
    ///
    /// - Parameter digestStart: Where the digest of the record begins that is compared; nil to compare nothing.
    func current(
        _ row: FactBatch.Row,
        of batch: FactBatch,
        arena: UnsafeBufferPointer<UInt8>,
        digestStart: Int?
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
            rowID: sqlite3_column_int64(handle, 4),
            hasSameBytes: digestStart.map { stored.elementsEqual(arena[$0..<($0 + 32)]) } ?? false,
            kind: Int(sqlite3_column_int64(handle, 2)),
            owner: sqlite3_column_int64(handle, 3)
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
