/// The page of one thing: its particulars, and the lists of what hangs together with it.
struct ProfileDefinition: Sendable {
    let subject: Subject
    let particulars: [ListColumn]
    var position: ListDefinition.Position?
    let related: [RelatedList]

    /// One table of a profile; `?1` in its SQL is the subject's id.
    struct RelatedList: Sendable {
        /// The heading is the message `related.<id>`.
        let id: String
        let columns: [ListColumn]
        /// What stands after the columns.
        let tail: String

        init(_ id: String, _ columns: [ListColumn], _ tail: String) {
            self.id = id
            self.columns = columns
            self.tail = tail
        }

        /// Rows shown at most; a longer list links to the filtered list instead.
        static let limit = 100
    }

    static let all: [ProfileDefinition] = [.site, .party, .declaration, .detection, .licence, .lot]
}

extension ListColumn {
    /// The record that a row was read from.
    static let source = ListColumn("record", .link(.record, id: "record_id"), sql: "'#' || record_id")
    static let sourceID = ListColumn("record_id", .hidden)

    /// The name of a party whose id is in a column.
    static func party(_ id: String, from column: String) -> [ListColumn] {
        [
            ListColumn(
                id,
                .link(.party, id: "\(id)_id"),
                sql: "coalesce((SELECT p.name FROM party p WHERE p.id = \(column)), \(column))"
            ),
            ListColumn("\(id)_id", .hidden, sql: column),
        ]
    }

    /// The name of a site whose id is in a column.
    static func site(_ id: String, from column: String) -> [ListColumn] {
        [
            ListColumn(
                id,
                .link(.site, id: "\(id)_id"),
                sql: "coalesce((SELECT s.name FROM site s WHERE s.id = \(column)), \(column))"
            ),
            ListColumn("\(id)_id", .hidden, sql: column),
        ]
    }

    /// The code of a licence whose id is in a column.
    static func licence(_ id: String, from column: String) -> [ListColumn] {
        [
            ListColumn(
                id,
                .link(.licence, id: "\(id)_id"),
                sql: "coalesce((SELECT l.code FROM licence l WHERE l.id = \(column)), \(column))"
            ),
            ListColumn("\(id)_id", .hidden, sql: column),
        ]
    }
}
