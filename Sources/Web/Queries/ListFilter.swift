/// One filter of a list: a name in the query, a control in the form and a condition in SQL.
struct ListFilter: Sendable {
    enum Control: Sendable {
        /// One of a fixed set of codes, translated by `group.code`.
        case choice(group: String, codes: [String])
        /// One of the rules in force.
        case rule
        /// A stage or a vulnerability of the matrix.
        case stage
        case vulnerability
        case text
        case date
        /// Kept in the query, without a control.
        case hidden
    }

    /// The name in the query; the label is the message `filter.<name>`.
    let name: String
    let control: Control
    /// The condition; `?` stands for the value.
    let condition: String
    /// Makes the argument from the value.
    let argument: @Sendable (String) -> String

    init(
        _ name: String,
        _ control: Control,
        _ condition: String,
        argument: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.name = name
        self.control = control
        self.condition = condition
        self.argument = argument
    }

    /// A choice among codes of a column.
    static func choice(_ column: String, _ group: String, _ codes: [String]) -> ListFilter {
        ListFilter(column, .choice(group: group, codes: codes), "\(column) = ?")
    }

    /// A text that a column equals, without regard to case.
    static func equals(_ column: String, name: String? = nil) -> ListFilter {
        ListFilter(name ?? column, .text, "\(column) = ? COLLATE NOCASE")
    }

    /// The first characters of a column.
    static func prefix(_ column: String) -> ListFilter {
        ListFilter(column, .text, "\(column) LIKE ? ESCAPE '\\'", argument: { LikePattern.escaped($0) + "%" })
    }

    /// A word among words separated by spaces.
    static func word(_ column: String, name: String) -> ListFilter {
        ListFilter(
            name,
            .text,
            "' ' || \(column) || ' ' LIKE ? ESCAPE '\\'",
            argument: { "% \(LikePattern.escaped($0)) %" }
        )
    }

    /// First and last day of a date column.
    static func period(_ column: String) -> [ListFilter] {
        [
            ListFilter("from", .date, "\(column) >= ?"),
            // A day stands for all its times: the text of any time on it sorts before the tilde.
            ListFilter("to", .date, "\(column) <= ?", argument: { $0 + "~" }),
        ]
    }
}

/// Text for the right side of SQL `LIKE … ESCAPE '\'`.
enum LikePattern {
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }
}
