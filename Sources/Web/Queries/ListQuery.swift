internal import GRDB
internal import Store

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
        try Int.fetchOne(statement(db, "SELECT count(*)" + tail), arguments: StatementArguments(arguments)) ?? 0
    }

    /// The rows of the page, or those of a chunk of an export.
    func rows(_ db: Database, columns: [ListColumn]? = nil, offset: Int? = nil, limit: Int? = nil) throws -> [ListRow] {
        let columns = columns ?? exported
        // Names and other columns that cost a look-up each are asked of the rows of the page alone.
        let sql = """
            SELECT \(Self.list(columns)) FROM \(definition.source)
            WHERE id IN (SELECT id\(tail)\(order) LIMIT ? OFFSET ?)\(order)
            """
        var values: [any DatabaseValueConvertible] = arguments
        values.append(limit ?? request.size)
        values.append(offset ?? (request.page - 1) * request.size)
        return ListRow.rows(
            of: try statement(db, sql).rowBlock(StatementArguments(values)),
            ListRow.Columns(columns)
        )
    }

    /// The rows of these keys, in their order; those that are there no more are left out.
    func rows(_ db: Database, keys: RowBlock, _ range: Range<Int>) throws -> [ListRow] {
        guard !range.isEmpty else { return [] }
        let plan = ListPlan.plan(of: definition)
        let block = try db.cachedStatement(sql: plan.sql(forKeys: range.count)).rowBlock(of: keys, range)
        return ListRow.rows(of: block, plan.places)
    }

    /// The keys of the whole list in its order, if it is short enough to be kept, and how many rows it has.
    func keys(_ db: Database) throws -> ListKeys {
        let total = try count(db)
        guard conditions.isEmpty, total <= ListKeys.limit else { return ListKeys(total: total, keys: nil) }
        let statement = try statement(db, "SELECT id FROM \(definition.source)\(order)")
        return ListKeys(total: total, keys: try statement.rowBlock())
    }

    /// Whether the whole list is asked for, in whatever order and page.
    var isWhole: Bool { conditions.isEmpty }

    static func list(_ columns: [ListColumn]) -> String {
        columns.map { "\($0.sql) AS \"\($0.id)\"" }.joined(separator: ", ")
    }

    /// What is asked of a whole list is compiled once a connection; what else can be asked of it has no end.
    private func statement(_ db: Database, _ sql: String) throws -> Statement {
        conditions.isEmpty ? try db.cachedStatement(sql: sql) : try db.makeStatement(sql: sql)
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

/// The order of a whole list, for paging through it without sorting it again.
struct ListKeys: Sendable {
    /// A longer list is sorted for each page.
    static let limit = 20_000
    /// What a key takes in memory, about.
    static let bytesPerKey = 64

    let total: Int
    /// The keys in order; nil if there are too many.
    let keys: RowBlock?

    /// Where the keys of one page stand among them.
    func page(_ request: ListRequest) -> (keys: RowBlock, range: Range<Int>)? {
        keys.map { keys in
            let first = min((request.page - 1) * request.size, keys.count)
            return (keys, first..<min(first + request.size, keys.count))
        }
    }
}
