import Foundation
package import GRDB
import GRDBSQLite

extension Statement {
    /// The values of every row that the statement gives.
    ///
    /// They are read from SQLite itself: GRDB asks anew for each value how its type is decoded, at a cost that shows on
    /// every page of a list.
    package func rowValues(_ arguments: StatementArguments = []) throws -> [[DatabaseValue]] {
        var rows: [[DatabaseValue]] = []
        let cursor = try Row.fetchCursor(self, arguments: arguments)
        let columns = 0..<Int32(columnCount)
        while try cursor.next() != nil {
            rows.append(columns.map(value))
        }
        return rows
    }

    private func value(of column: Int32) -> DatabaseValue {
        switch sqlite3_column_type(sqliteStatement, column) {
        case SQLITE_INTEGER: return sqlite3_column_int64(sqliteStatement, column).databaseValue
        case SQLITE_FLOAT: return sqlite3_column_double(sqliteStatement, column).databaseValue
        case SQLITE_TEXT:
            guard let bytes = sqlite3_column_text(sqliteStatement, column) else { return .null }
            let count = Int(sqlite3_column_bytes(sqliteStatement, column))
            return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self).databaseValue
        case SQLITE_BLOB:
            guard let bytes = sqlite3_column_blob(sqliteStatement, column) else { return Data().databaseValue }
            return Data(bytes: bytes, count: Int(sqlite3_column_bytes(sqliteStatement, column))).databaseValue
        default: return .null
        }
    }
}
