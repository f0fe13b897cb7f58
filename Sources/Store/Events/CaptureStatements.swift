import GRDB
import GRDBSQLite

/// The prepared statements that write what events are looked up by, used through the C interface as those of batches.
struct CaptureStatements {
    private let db: Database
    private let insertEvent: Statement
    private let insertKey: Statement

    init(_ db: Database) throws {
        self.db = db
        insertEvent = try db.cachedStatement(
            sql: """
                INSERT INTO main.captured_event (record_id, receipt_id, marking, owner, type, action, event_time,
                    record_time, event_key, is_error, has_sensors) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        insertKey = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO main.captured_key (kind, text, record_id) VALUES (?, ?, ?)"
        )
    }

    /// Writes an event under the number of its record.
    func add(
        _ event: CapturedEvent,
        record: Int64,
        receipt: Int64,
        owner: BatchStatements.Owner,
        recordTime: Int64
    ) throws {
        let handle = insertEvent.sqliteStatement
        sqlite3_bind_int64(handle, 1, record)
        sqlite3_bind_int64(handle, 2, receipt)
        sqlite3_bind_int64(handle, 3, Int64(owner.marking))
        sqlite3_bind_int64(handle, 4, owner.agency)
        Self.bind(event.type, at: 5, of: handle)
        Self.bind(event.action, at: 6, of: handle)
        if let time = event.eventTime {
            sqlite3_bind_int64(handle, 7, Int64(time))
        } else {
            sqlite3_bind_null(handle, 7)
        }
        sqlite3_bind_int64(handle, 8, recordTime)
        Self.bind(event.eventKey, at: 9, of: handle)
        sqlite3_bind_int64(handle, 10, event.isErrorDeclaration ? 1 : 0)
        sqlite3_bind_int64(handle, 11, event.hasSensors ? 1 : 0)
        try step(handle)
        let keys = insertKey.sqliteStatement
        for key in event.keys {
            sqlite3_bind_int64(keys, 1, Int64(key.kind))
            Self.bind(key.text, at: 2, of: keys)
            sqlite3_bind_int64(keys, 3, record)
            try step(keys)
        }
    }

    private static func bind(_ text: String?, at index: Int32, of handle: OpaquePointer?) {
        guard var text else {
            sqlite3_bind_null(handle, index)
            return
        }
        // SQLite copies it: the bytes of a string do not stay where they are.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                _ = sqlite3_bind_text(handle, index, characters.baseAddress, Int32(characters.count), copied)
            }
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
}
