/// How the columns of somebody else's file become the fields of a kind of record.
///
/// A map is a small YAML file in `Content/maps/`; `docs/import.md` describes it.
public struct ColumnMap: Sendable, Hashable {
    /// Where a field gets its text from.
    public struct Source: Sendable, Hashable {
        /// The columns whose texts are taken, joined by semicolons where there are several; none for a constant.
        public var columns: [String]
        /// Text that is the same in every record.
        public var constant: String?
        /// Whether the text is the record's digest, for records without an identifier of their own.
        public var isDigest = false
        /// Text before the column's.
        public var prefix = ""
        /// Text behind the column's.
        public var suffix = ""
        /// Texts of the column that several things share: the record's digest tells them apart.
        public var shared: Set<String> = []
        /// Texts of the file and the words that they stand for, compared without regard to case and accents.
        public var words: [String: String] = [:]
        /// The word for a text that is in none of ``words``; nil if that is a fault.
        public var otherwise: String?
        /// The unit or order that the file uses, in place of ours.
        public var unit: String?
        /// Whether a text that cannot be read counts as not stated; otherwise the record is refused.
        public var isLenient = false

        /// Whether the text of one column, or the constant, is taken as it stands.
        var isPlain: Bool {
            columns.count <= 1 && !isDigest && prefix.isEmpty && suffix.isEmpty && shared.isEmpty && words.isEmpty
                && otherwise == nil
        }

        /// Takes the text of a column as it stands, or a constant.
        public init(column: String? = nil, constant: String? = nil) {
            columns = column.map { [$0] } ?? []
            self.constant = constant
        }
    }

    /// One row that a record gives: fields and their sources.
    public struct RowSpec: Sendable, Hashable {
        /// The sources by field name.
        public var fields: [String: Source]
        /// A column without whose text the record gives no such row.
        public var needs: String?
    }

    /// The name, which is that of its file.
    public let id: String
    /// What it is for, in words.
    public let title: String
    /// The kind of record.
    public let kind: String
    /// Who made the data, in words.
    public let source: String
    /// The delimiter of a CSV file.
    public let delimiter: UInt8
    /// Texts that mean that nothing was stated.
    public let empty: Set<String>
    /// The rows that each record gives.
    public let rows: [RowSpec]
    /// Records whose column has one of these texts are the only ones taken; the others are passed over and counted.
    public let only: [String: Set<String>]

    /// The map for files of ours: each field in a column of its name.
    static func own(_ kind: RecordKind) -> ColumnMap {
        var fields: [String: Source] = [:]
        for field in kind.fields { fields[field.name] = Source(column: field.name) }
        return ColumnMap(
            id: "",
            title: "",
            kind: kind.name,
            source: "",
            delimiter: UInt8(ascii: ","),
            empty: [],
            rows: [RowSpec(fields: fields, needs: nil)],
            only: [:]
        )
    }

    /// All columns that the map reads.
    var columns: Set<String> {
        var result = Set(only.keys)
        for row in rows {
            result.formUnion(row.fields.values.flatMap(\.columns))
            if let needs = row.needs { result.insert(needs) }
        }
        return result
    }
}
