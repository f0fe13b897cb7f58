package import GRDB
import GRDBSQLite

extension Statement {
    /// Every row that the statement gives.
    ///
    /// Values are read from SQLite itself: GRDB asks anew for each of them how its type is decoded, at a cost that shows
    /// on every page of a list.
    package func rowBlock(_ arguments: StatementArguments = []) throws -> RowBlock {
        let cursor = try Row.fetchCursor(self, arguments: arguments)
        let columns = Int32(columnCount)
        var writer = RowBlock.Writer(rows: 16)
        while try cursor.next() != nil { writer.append(sqliteStatement, columns: columns) }
        return writer.finish()
    }

    /// The rows that a statement gives for keys, in the order of the keys.
    ///
    /// - Parameters:
    ///   - keys: The first column holds the keys.
    ///   - range: Which of them are asked for: no more than the statement has arguments. The others are NULL.
    /// - Returns: The rows without the last column, which is the place of the row's key among those asked for.
    package func rowBlock(of keys: RowBlock, _ range: Range<Int>) throws -> RowBlock {
        try keys.binding(range, to: sqliteStatement) {
            let columns = Int32(columnCount) - 1
            var writer = RowBlock.Writer(rows: range.count)
            var places: [Int64] = []
            places.reserveCapacity(range.count)
            while try step() {
                writer.append(sqliteStatement, columns: columns)
                places.append(sqlite3_column_int64(sqliteStatement, columns))
            }
            return writer.finish().ordered(by: places)
        }
    }

    /// The first number of the first row; nil if there is none.
    func firstInteger() throws -> Int64? {
        sqlite3_reset(sqliteStatement)
        defer { sqlite3_reset(sqliteStatement) }
        guard try step(), sqlite3_column_type(sqliteStatement, 0) == SQLITE_INTEGER else { return nil }
        return sqlite3_column_int64(sqliteStatement, 0)
    }

    /// Runs a statement that gives nothing and changes nothing, such as the beginning of a transaction.
    func runPlainly() throws {
        sqlite3_reset(sqliteStatement)
        defer { sqlite3_reset(sqliteStatement) }
        _ = try step()
    }

    /// Goes on to the next row; false where there is none.
    private func step() throws -> Bool {
        switch sqlite3_step(sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = sqlite3_db_handle(sqliteStatement).flatMap(sqlite3_errmsg).map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
    }
}
