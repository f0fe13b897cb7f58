/// What a reader asks of a list: filters, words, order, page.
struct ListRequest: Sendable {
    static let pageSize = 50
    static let largestPageSize = 1000
    /// Beyond it SQLite would have to walk over too many rows to find the page.
    static let lastPage = 100_000

    let query: QueryString
    let page: Int
    let size: Int
    let sort: ListColumn?
    let isDescending: Bool

    init(_ definition: ListDefinition, query: QueryString, size: Int? = nil) {
        self.query = query
        page = min(max(query["page"].flatMap { Int($0) } ?? 1, 1), Self.lastPage)
        self.size = min(max(size ?? query["size"].flatMap { Int($0) } ?? Self.pageSize, 1), Self.largestPageSize)
        let wanted = query["sort"] ?? definition.defaultSort
        let fallback = definition.defaultSort
        let find: (String) -> ListColumn? = { name in
            definition.columns.first { $0.isSortable && $0.id == name.drop(while: { $0 == "-" }) }
        }
        sort = find(wanted) ?? find(fallback)
        isDescending = (find(wanted) == nil ? fallback : wanted).hasPrefix("-")
    }

    /// The value of `sort` in force.
    var sortName: String? {
        sort.map { (isDescending ? "-" : "") + $0.id }
    }
}
