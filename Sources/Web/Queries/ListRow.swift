internal import GRDB
internal import Store

/// One row read for a page, detached from the database.
struct ListRow: Sendable {
    private let index: [String: Int]
    /// What was read, in the order of the columns.
    let values: [DatabaseValue]

    private init(values: [DatabaseValue], index: [String: Int]) {
        self.index = index
        self.values = values
    }

    /// The rows that a statement gives; the index says which column is where.
    static func fetch(
        _ statement: Statement,
        _ arguments: StatementArguments = [],
        index: [String: Int]
    ) throws -> [ListRow] {
        try statement.rowValues(arguments).map { ListRow(values: $0, index: index) }
    }

    /// Takes every column of a row.
    init(_ row: Row) {
        index = Dictionary(row.columnNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        values = Array(row.databaseValues)
    }

    /// Takes values by name.
    init(_ values: KeyValuePairs<String, DatabaseValue>) {
        index = Dictionary(values.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        self.values = values.map(\.value)
    }

    subscript(id: String) -> DatabaseValue {
        index[id].map { values[$0] } ?? .null
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
        case .blob(let value): .string(Hexadecimal.text(of: value))
        }
    }

    static func index(of columns: [ListColumn]) -> [String: Int] {
        Dictionary(columns.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
