import Foundation
import GRDB
import GRDBSQLite

/// What SQLite hands to a function: the call, how many arguments, the arguments.
private typealias PlainFunction = @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

extension ReaderSeat {
    /// The functions that a scan calls for each row, and those that every statement asks once for each view that it
    /// names: registered with SQLite itself, which asks them a million times.
    ///
    /// Those without arguments are deterministic: within one statement the reader does not change, so SQLite asks once.
    func addPlainFunctions(to db: Database) throws {
        try add("reader_base", 0, to: db) { call, _, _ in
            sqlite3_result_int64(call, Int64(ReaderSeat.at(call)?.base ?? -1))
        }
        try add("reader_own", 0, to: db) { call, _, _ in
            sqlite3_result_int64(call, Int64(ReaderSeat.at(call)?.own ?? -1))
        }
        try add("reader_agency", 0, to: db) { call, _, _ in
            sqlite3_result_int64(call, ReaderSeat.at(call)?.agency ?? -1)
        }
        try add("reader_unsealed", 0, to: db) { call, _, _ in
            sqlite3_result_int(call, ReaderSeat.at(call)?.hasSeals ?? true ? 0 : 1)
        }
        try add("reader_redacts", 0, to: db) { call, _, _ in
            sqlite3_result_int(call, ReaderSeat.at(call)?.redacts ?? true ? 1 : 0)
        }
        try add("reader_person", 0, to: db) { call, _, _ in
            sqlite3_result_int64(call, ReaderSeat.at(call)?.current?.person?.rawValue ?? -1)
        }
        try add("reader_sees", 3, to: db) { call, _, values in
            guard let values, let seat = ReaderSeat.at(call) else { return }
            let isSeen = seat.sees(
                marking: Int(sqlite3_value_int(values[0])),
                owner: sqlite3_value_int64(values[1]),
                record: sqlite3_value_int64(values[2])
            )
            sqlite3_result_int(call, isSeen ? 1 : 0)
        }
        try add("reader_sealed", 1, to: db) { call, _, values in
            guard let values, let seat = ReaderSeat.at(call) else { return }
            sqlite3_result_int(call, seat.isSealed(sqlite3_value_int64(values[0])) ? 1 : 0)
        }
    }

    /// The seat of the connection that calls.
    private static func at(_ call: OpaquePointer?) -> ReaderSeat? {
        sqlite3_user_data(call).map { Unmanaged<ReaderSeat>.fromOpaque($0).takeUnretainedValue() }
    }

    private func add(_ name: String, _ count: Int32, to db: Database, _ function: PlainFunction) throws {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC
        let seat = Unmanaged.passUnretained(self).toOpaque()
        let code = sqlite3_create_function_v2(
            db.sqliteConnection,
            name,
            count,
            flags,
            seat,
            function,
            nil,
            nil,
            nil
        )
        guard code == SQLITE_OK else {
            throw StoreError(.database, "A connection cannot be given the functions of the permissions.")
        }
    }
}
