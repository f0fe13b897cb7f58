/// One column of a list, of a table on a profile, or one particular of it.
struct ListColumn: Sendable {
    /// How a value is written.
    enum Format: Sendable {
        case text
        /// A code that the catalogue translates: `group.code`.
        case token(String)
        case tokens(String)
        case date
        case time
        case integer
        case decimal(Int)
        case mass
        /// Minor units of the currency in another column.
        case money(currency: String)
        case share
        case area
        case bytes
        case yesNo
        case cells
        case severity
        case hash
        /// A type of licence as a register writes it, explained by the country packs in force.
        case licenceType
        /// A rule's id, written as its title.
        case rule
        case marking
        /// What was found or expected in a refused record, kept as a message.
        case refusal
        /// The name of something with a page, whose id is in another column of the row.
        case link(Subject, id: String)
        /// The same, with the kind of the subject in another column.
        case subjectLink(kind: String, id: String)
        /// Used by other columns and in exports; not shown.
        case hidden
    }

    /// The name in exports, in the API and in `sort=`; the label is the message `column.<id>`.
    let id: String
    /// The SQL expression.
    let sql: String
    let format: Format
    /// Whether a list may be sorted by it.
    let isSortable: Bool

    init(_ id: String, _ format: Format = .text, sql: String? = nil, sortable: Bool = true) {
        self.id = id
        self.sql = sql ?? id
        self.format = format
        isSortable = sortable
    }

    var labelKey: String { "column.\(id)" }

    /// The other columns of the row that the value is written with.
    var companions: [String] {
        switch format {
        case .link(_, let id): [id]
        case .subjectLink(let kind, let id): [kind, id]
        case .money(let currency): [currency]
        case .rule: ["id"]
        default: []
        }
    }

    var isHidden: Bool {
        if case .hidden = format { true } else { false }
    }

    /// Whether a value is short and should stay on one line where there is room.
    var isBrief: Bool {
        switch format {
        case .date, .yesNo, .severity: true
        default: false
        }
    }

    /// Whether the column is set flush right.
    var isNumeric: Bool {
        switch format {
        case .integer, .decimal, .mass, .money, .share, .area, .bytes: true
        default: false
        }
    }
}
