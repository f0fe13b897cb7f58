import Foundation
package import GRDB
import GRDBSQLite

/// Rows as SQLite gave them, in one piece of memory.
///
/// Nothing is made of a value before somebody asks for it: most values of a page are those of the page before, and are
/// known again by their bytes.
package final class RowBlock: Sendable {
    /// What stands before the bytes of a value; both kinds of numbers take eight bytes, a length takes four.
    private enum Mark {
        static let null: UInt8 = 0
        static let integer: UInt8 = 1
        static let real: UInt8 = 2
        static let text: UInt8 = 3
        static let blob: UInt8 = 4
    }

    private let bytes: [UInt8]
    /// Where each row begins, and where the last one ends.
    private let starts: [Int]

    private init(bytes: [UInt8], starts: [Int]) {
        self.bytes = bytes
        self.starts = starts
    }

    /// How much memory the rows take.
    package var byteCount: Int { bytes.count + starts.count * MemoryLayout<Int>.stride }

    /// How many rows there are.
    package var count: Int { starts.count - 1 }

    /// Runs the body on the bytes of one row: equal rows have equal bytes.
    package func withBytes<T>(ofRow row: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[starts[row]..<starts[row + 1]])) }
    }

    /// Whether all rows are equal to those of another block, in the same order.
    package func holdsSameRows(as other: RowBlock) -> Bool {
        guard starts == other.starts, bytes.count == other.bytes.count else { return false }
        return bytes.withUnsafeBytes { left in
            other.bytes.withUnsafeBytes { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return true }
                return memcmp(first, second, left.count) == 0
            }
        }
    }

    /// One row on its own, without the others.
    package func detached(row: Int) -> RowBlock {
        let slice = bytes[starts[row]..<starts[row + 1]]
        return RowBlock(bytes: Array(slice), starts: [0, slice.count])
    }

    /// A value as GRDB has it; NULL where there is no such column.
    package func value(row: Int, column: Int) -> DatabaseValue {
        bytes.withUnsafeBytes { all in
            guard let place = place(of: column, row: row, in: all) else { return .null }
            switch all[place] {
            case Mark.integer: return Int64(bitPattern: number(at: place, in: all)).databaseValue
            case Mark.real: return Double(bitPattern: number(at: place, in: all)).databaseValue
            case Mark.text: return String(decoding: content(at: place, in: all), as: UTF8.self).databaseValue
            case Mark.blob: return Data(content(at: place, in: all)).databaseValue
            default: return .null
            }
        }
    }

    /// Where a value begins; nil where the row ends before.
    private func place(of column: Int, row: Int, in all: UnsafeRawBufferPointer) -> Int? {
        var place = starts[row]
        let end = starts[row + 1]
        for _ in 0..<column {
            guard place < end else { return nil }
            switch all[place] {
            case Mark.integer, Mark.real: place += 9
            case Mark.text, Mark.blob: place += 5 + length(at: place, in: all)
            default: place += 1
            }
        }
        return place < end ? place : nil
    }

    private func number(at place: Int, in all: UnsafeRawBufferPointer) -> UInt64 {
        all.loadUnaligned(fromByteOffset: place + 1, as: UInt64.self)
    }

    private func length(at place: Int, in all: UnsafeRawBufferPointer) -> Int {
        Int(all.loadUnaligned(fromByteOffset: place + 1, as: UInt32.self))
    }

    private func content(at place: Int, in all: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: all[(place + 5)..<(place + 5 + length(at: place, in: all))])
    }
}

extension RowBlock {
    /// Rows being written.
    struct Writer {
        /// Room for rows; what is written of it ends at ``end``.
        private var room: [UInt8]
        private var end = 0
        private var starts = [0]

        init(rows: Int) {
            room = [UInt8](repeating: 0, count: max(rows, 1) * 320)
            starts.reserveCapacity(rows + 1)
        }

        /// Writes what SQLite holds of the present row, from the first column up to one.
        mutating func append(_ statement: SQLiteStatement, columns: Int32) {
            endRow { pen in
                for column in 0..<columns {
                    // Asked once for each value, and not once for its type, its text and its length. Such a value is safe on a
                    // connection that one thread at a time uses, as GRDB's are (sqlite.org/c3ref/column_blob.html).
                    pen.write(sqlite3_column_value(statement, column))
                }
            }
        }

        /// Writes a row of values that are no longer in a statement.
        mutating func append(_ values: [DatabaseValue]) {
            endRow { pen in
                for value in values { pen.write(value) }
            }
        }

        consuming func finish() -> RowBlock { RowBlock(bytes: Array(room[..<end]), starts: starts) }

        /// Writes one row in one go; once more if there was too little room for it.
        private mutating func endRow(_ write: (inout Pen) -> Void) {
            let start = end
            while true {
                let place = room.withUnsafeMutableBytes { room in
                    var pen = Pen(room: room, place: start)
                    write(&pen)
                    return pen.place
                }
                if place <= room.count {
                    end = place
                    starts.append(end)
                    return
                }
                room.append(contentsOf: repeatElement(0, count: max(room.count, place - room.count)))
            }
        }
    }

    /// Writes values into some room, and past its end only counts how much they would take.
    private struct Pen {
        let room: UnsafeMutableRawBufferPointer
        var place: Int

        mutating func write(_ value: OpaquePointer?) {
            switch sqlite3_value_type(value) {
            case SQLITE_INTEGER: write(Mark.integer, UInt64(bitPattern: sqlite3_value_int64(value)))
            case SQLITE_FLOAT: write(Mark.real, sqlite3_value_double(value).bitPattern)
            // The bytes of a text as they are: as a text of C it would be copied to end with a zero.
            case SQLITE_TEXT: write(Mark.text, bytes(of: value))
            case SQLITE_BLOB: write(Mark.blob, bytes(of: value))
            default: write(Mark.null)
            }
        }

        mutating func write(_ value: DatabaseValue) {
            switch value.storage {
            case .null: write(Mark.null)
            case .int64(let number): write(Mark.integer, UInt64(bitPattern: number))
            case .double(let number): write(Mark.real, number.bitPattern)
            case .string(var text): text.withUTF8 { write(Mark.text, UnsafeRawBufferPointer($0)) }
            case .blob(let data): data.withUnsafeBytes { write(Mark.blob, $0) }
            }
        }

        private func bytes(of value: OpaquePointer?) -> UnsafeRawBufferPointer {
            // The bytes first: asking for them may change how many they are.
            let start = sqlite3_value_blob(value)
            return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
        }

        private mutating func write(_ mark: UInt8) {
            if place < room.count { room[place] = mark }
            place += 1
        }

        private mutating func write(_ mark: UInt8, _ number: UInt64) {
            if place + 9 <= room.count {
                room[place] = mark
                room.storeBytes(of: number, toByteOffset: place + 1, as: UInt64.self)
            }
            place += 9
        }

        private mutating func write(_ mark: UInt8, _ content: UnsafeRawBufferPointer) {
            let end = place + 5 + content.count
            if end <= room.count {
                room[place] = mark
                // SQLite gives no value of more than 2 GiB (sqlite.org/limits.html).
                room.storeBytes(of: UInt32(truncatingIfNeeded: content.count), toByteOffset: place + 1, as: UInt32.self)
                UnsafeMutableRawBufferPointer(rebasing: room[(place + 5)..<end]).copyMemory(from: content)
            }
            place = end
        }
    }

    /// One row of values that were not read from a statement.
    package convenience init(values: some Sequence<DatabaseValue>) {
        var writer = Writer(rows: 1)
        writer.append(Array(values))
        let block = writer.finish()
        self.init(bytes: block.bytes, starts: block.starts)
    }

    /// The rows in another order: each has its place in it.
    func ordered(by places: [Int64]) -> RowBlock {
        guard !zip(places, places.dropFirst()).allSatisfy({ $0 <= $1 }) else { return self }
        var ordered: [UInt8] = []
        ordered.reserveCapacity(bytes.count)
        var ends = [0]
        for row in places.indices.sorted(by: { places[$0] < places[$1] }) {
            ordered += bytes[starts[row]..<starts[row + 1]]
            ends.append(ordered.count)
        }
        return RowBlock(bytes: ordered, starts: ends)
    }

    /// Runs the body while the first values of some rows are the arguments of a statement, which reads them where they
    /// stand.
    func binding<T>(_ rows: Range<Int>, to statement: SQLiteStatement, _ body: () throws -> T) throws -> T {
        try bytes.withUnsafeBytes { all in
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
            defer {
                sqlite3_reset(statement)
                sqlite3_clear_bindings(statement)
            }
            for (place, row) in rows.enumerated() {
                let code = bind(row, of: all, to: statement, at: Int32(place + 1))
                guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
            }
            return try body()
        }
    }

    private func bind(
        _ row: Int,
        of all: UnsafeRawBufferPointer,
        to statement: SQLiteStatement,
        at argument: Int32
    )
        -> Int32
    {
        guard let place = place(of: 0, row: row, in: all), let start = all.baseAddress.map({ $0 + place + 5 }) else {
            return sqlite3_bind_null(statement, argument)
        }
        switch all[place] {
        case Mark.integer:
            return sqlite3_bind_int64(statement, argument, Int64(bitPattern: number(at: place, in: all)))
        case Mark.real:
            return sqlite3_bind_double(statement, argument, Double(bitPattern: number(at: place, in: all)))
        case Mark.text:
            let text = start.assumingMemoryBound(to: CChar.self)
            return sqlite3_bind_text(statement, argument, text, Int32(length(at: place, in: all)), nil)
        case Mark.blob:
            return sqlite3_bind_blob(statement, argument, start, Int32(length(at: place, in: all)), nil)
        default: return sqlite3_bind_null(statement, argument)
        }
    }
}
