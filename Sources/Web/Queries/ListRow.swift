internal import Formats
internal import GRDB
internal import Store

/// One row read for a page, detached from the database.
struct ListRow: Sendable {
    /// Where each column stands in a row, by its name.
    final class Columns: Sendable {
        fileprivate let places: [String: Int]

        init(_ names: some Sequence<String>) {
            places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }

        convenience init(_ columns: [ListColumn]) {
            self.init(columns.map { $0.id })
        }
    }

    private let columns: Columns
    /// What was read, in the order of the columns, with the other rows that were read along.
    let block: RowBlock
    /// Which row of the block it is.
    let place: Int

    private init(_ block: RowBlock, _ place: Int, _ columns: Columns) {
        self.columns = columns
        self.block = block
        self.place = place
    }

    /// The rows of a block.
    static func rows(of block: RowBlock, _ columns: Columns) -> [ListRow] {
        (0..<block.count).map { ListRow(block, $0, columns) }
    }

    /// Takes every column of a row.
    init(_ row: Row) {
        self.init(RowBlock(values: row.databaseValues), 0, Columns(row.columnNames))
    }

    /// Takes values by name.
    init(_ values: KeyValuePairs<String, DatabaseValue>) {
        self.init(RowBlock(values: values.map { $0.value }), 0, Columns(values.map { $0.key }))
    }

    /// Whether a row stands so many places behind this one, which is the first of its block.
    func isFollowed(by row: ListRow, _ distance: Int) -> Bool {
        row.block === block && row.place == distance && place == 0
    }

    subscript(id: String) -> DatabaseValue {
        columns.places[id].map { block.value(row: place, column: $0) } ?? .null
    }

    func text(_ id: String) -> String? {
        switch self[id].storage {
        case .string(let value): value
        case .int64(let value): String(value)
        case .double(let value): String(value)
        case .blob, .null: nil
        }
    }

    func integer(_ id: String) -> Int? {
        if case .int64(let value) = self[id].storage { Int(exactly: value) } else { nil }
    }

    func double(_ id: String) -> Double? {
        switch self[id].storage {
        case .double(let value): value
        case .int64(let value): Double(value)
        case .string, .blob, .null: nil
        }
    }

    func blob(_ id: String) -> [UInt8]? {
        if case .blob(let value) = self[id].storage { Array(value) } else { nil }
    }

    func json(_ id: String) -> JSONValue {
        switch self[id].storage {
        case .null: .null
        case .int64(let value): .integer(Int(clamping: value))
        case .double(let value): .number(value)
        case .string(let value): .string(value)
        case .blob(let value): .string(Hexadecimal.text(value))
        }
    }
}
