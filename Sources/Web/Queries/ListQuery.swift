internal import GRDB

/// The SQL of a list request; every value that came from outside is an argument.
struct ListQuery: Sendable {
    let definition: ListDefinition
    let request: ListRequest
    private let conditions: [String]
    private let arguments: [String]

    init(_ definition: ListDefinition, _ request: ListRequest) {
        self.definition = definition
        self.request = request
        var conditions: [String] = []
        var arguments: [String] = []
        for filter in definition.filters {
            guard let value = request.query[filter.name] else { continue }
            conditions.append("(\(filter.condition))")
            arguments.append(filter.argument(value))
        }
        if let words = request.query["q"], !definition.searched.isEmpty {
            for word in words.split(separator: " ").prefix(8) {
                let tests = definition.searched.map { "\($0) LIKE ? ESCAPE '\\'" }
                conditions.append("(\(tests.joined(separator: " OR ")))")
                arguments += definition.searched.map { _ in "%\(LikePattern.escaped(String(word)))%" }
            }
        }
        self.conditions = conditions
        self.arguments = arguments
    }

    private var tail: String {
        " FROM \(definition.source)" + (conditions.isEmpty ? "" : " WHERE \(conditions.joined(separator: " AND "))")
    }

    private var order: String {
        guard let sort = request.sort else { return " ORDER BY id" }
        // NULL last in either direction, and the key as the tie-break, so that pages never overlap.
        return " ORDER BY (\(sort.sql)) IS NULL, \(sort.sql) \(request.isDescending ? "DESC" : "ASC"), id"
    }

    /// How many rows there are in all.
    func count(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*)" + tail, arguments: StatementArguments(arguments)) ?? 0
    }

    /// The rows of the page, or those of a chunk of an export.
    func rows(_ db: Database, offset: Int? = nil, limit: Int? = nil) throws -> [ListRow] {
        let columns = exported
        let list = columns.map { "\($0.sql) AS \"\($0.id)\"" }.joined(separator: ", ")
        let sql = "SELECT \(list)\(tail)\(order) LIMIT ? OFFSET ?"
        var values: [any DatabaseValueConvertible] = arguments
        values.append(limit ?? request.size)
        values.append(offset ?? (request.page - 1) * request.size)
        let index = ListRow.index(of: columns)
        var rows: [ListRow] = []
        let cursor = try Row.fetchCursor(db, sql: sql, arguments: StatementArguments(values))
        while let row = try cursor.next() {
            rows.append(ListRow(columns: columns, row: row, index: index))
        }
        return rows
    }

    /// The columns of the list, and the position if it has one.
    var exported: [ListColumn] {
        guard let position = definition.position else { return definition.columns }
        return definition.columns + [
            ListColumn("lon", .hidden, sql: position.lon),
            ListColumn("lat", .hidden, sql: position.lat),
        ]
    }
}
