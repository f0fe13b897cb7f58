internal import Store

/// What a page of a list reads, worked out once for each list: its columns, and the SQL that looks rows up by their keys.
final class ListPlan: Sendable {
    /// The plans of all lists, by segment.
    private static let all: [String: ListPlan] = Dictionary(
        ListDefinition.all.map { ($0.segment, ListPlan($0)) },
        uniquingKeysWith: { first, _ in first }
    )

    /// The plan of a list.
    static func plan(of definition: ListDefinition) -> ListPlan {
        all[definition.segment] ?? ListPlan(definition)
    }

    /// The columns that a page shows, and those that they are written with.
    let columns: [ListColumn]
    /// Where they stand in a row.
    let places: ListRow.Columns
    private let source: String
    private let list: String
    private let ofUsualSize: String

    private init(_ definition: ListDefinition) {
        let companions = Set(definition.columns.filter { !$0.isHidden }.flatMap { $0.companions })
        columns = definition.columns.filter { !$0.isHidden || companions.contains($0.id) }
        places = ListRow.Columns(columns)
        source = definition.source
        list = ListQuery.list(columns)
        ofUsualSize = Self.sql(list, source, ListRequest.pageSize)
    }

    /// The SQL for so many keys or somewhat more; its last column is the place of a row's key.
    ///
    /// Arguments that are left over are NULL: a connection compiles it for a few sizes only.
    func sql(forKeys count: Int) -> String {
        guard count > ListRequest.pageSize else { return ofUsualSize }
        var size = ListRequest.pageSize
        while size < count { size *= 2 }
        return Self.sql(list, source, size)
    }

    /// The keys lead, so that the rows come in their order and nothing is sorted.
    private static func sql(_ list: String, _ source: String, _ size: Int) -> String {
        let keys = (0..<size).map { "(\($0),?)" }.joined(separator: ",")
        return """
            WITH asked(asked_place, asked_key) AS (VALUES \(keys))
            SELECT \(list), asked_place FROM asked CROSS JOIN \(source) WHERE id = asked_key
            """
    }
}
