/// One table of facts: what a row means and what its columns hold.
///
/// The store makes the SQL table from it, a rule's query is checked against it, and `docs/facts.md` is written from it.
public struct FactTable: Sendable, Hashable {
    /// Who makes the rows.
    public enum Origin: String, Sendable, Hashable {
        /// Read from a record by intake; each row names its record.
        case base
        /// Computed from other facts by a kernel; replaced whenever these change.
        case derived
    }

    /// The table's name in SQL: singular, snake case.
    public let name: String
    /// Who makes the rows.
    public let origin: Origin
    /// What one row is, in one sentence.
    public let meaning: String
    /// The columns that rules may read, in order, without the bookkeeping ones of ``bookkeeping``.
    public let columns: [FactColumn]
    /// The columns that tell one current row from another; a new row with the same key corrects the old one.
    public let key: [String]
    /// Column lists that get an index of their own besides the key.
    public let indexes: [[String]]

    /// Describes a table; see the properties for the meaning of each argument.
    public init(
        _ name: String,
        _ origin: Origin,
        _ meaning: String,
        key: [String],
        indexes: [[String]] = [],
        columns: [FactColumn]
    ) {
        self.name = name
        self.origin = origin
        self.meaning = meaning
        self.key = key
        self.indexes = indexes
        self.columns = columns
    }

    /// The columns that every base table has besides its own: the record a row was read from, its handling marking
    /// (TLP 2.0, see ``HandlingMarking``), the agency that owns it, and the record that replaced it, if any.
    public static let bookkeeping: [FactColumn] = [
        .integer("record_id", "the record that the row was read from"),
        .integer("marking", "handling marking, from 0 (TLP:CLEAR) to 4 (TLP:RED)"),
        .integer("owner", "the agency that handed the record in"),
        .integer("superseded_by", "the record whose row replaced this one, or NULL"),
    ]

    /// The column of that name, bookkeeping columns included.
    public func column(named name: String) -> FactColumn? {
        columns.first { $0.name == name }
            ?? (origin == .base ? Self.bookkeeping.first { $0.name == name } : nil)
    }
}

/// One column of a ``FactTable``.
public struct FactColumn: Sendable, Hashable {
    /// How SQLite stores the column (a `STRICT` table type).
    public enum Storage: String, Sendable, Hashable {
        case integer = "INTEGER"
        case real = "REAL"
        case text = "TEXT"
        case blob = "BLOB"
    }

    /// The name in SQL; a unit is its last part (`net_mass_g`, `value_minor`).
    public let name: String
    /// How the value is stored.
    public let storage: Storage
    /// What the value means, with its unit and its allowed words.
    public let meaning: String
    /// Whether every row has a value.
    public let isRequired: Bool

    /// An integer column.
    public static func integer(_ name: String, _ meaning: String, required: Bool = false) -> FactColumn {
        FactColumn(name: name, storage: .integer, meaning: meaning, isRequired: required)
    }

    /// A floating-point column: only for positions, distances, scores and ratios, never for mass or money.
    public static func real(_ name: String, _ meaning: String, required: Bool = false) -> FactColumn {
        FactColumn(name: name, storage: .real, meaning: meaning, isRequired: required)
    }

    /// A text column.
    public static func text(_ name: String, _ meaning: String, required: Bool = false) -> FactColumn {
        FactColumn(name: name, storage: .text, meaning: meaning, isRequired: required)
    }

    /// A column of bytes.
    public static func blob(_ name: String, _ meaning: String, required: Bool = false) -> FactColumn {
        FactColumn(name: name, storage: .blob, meaning: meaning, isRequired: required)
    }
}
