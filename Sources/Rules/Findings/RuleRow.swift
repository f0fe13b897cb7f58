/// One row that a rule's query returned: one finding.
public struct RuleRow: Sendable, Hashable {
    /// What is wrong with a row.
    public struct Fault: Error, Sendable, Hashable {
        /// The column.
        public let column: String
        /// What it should hold.
        public let expected: String
    }

    /// The columns that every query must return.
    public static let requiredColumns = ["subject", "time", "strength", "records"]

    /// The subject's id.
    public let subject: String
    /// When it happened, as ISO 8601 text.
    public let time: String?
    /// How strongly it shows, from 0 to 1.
    public let strength: Double
    /// The records it rests on, ascending, each once.
    public let records: [Int64]
    /// What tells it from another finding of the same rule on the same subject.
    public let key: String?
    /// Every column, in the order of the query.
    public let columns: [(name: String, value: RuleValue)]

    /// Reads a row.
    public init(columns: [(name: String, value: RuleValue)]) throws(Fault) {
        var byName: [String: RuleValue] = [:]
        for column in columns { byName[column.name] = column.value }
        guard let subject = byName["subject"]?.text, !subject.isEmpty else {
            throw Fault(column: "subject", expected: "an id")
        }
        guard let strength = byName["strength"]?.number, (0...1).contains(strength) else {
            throw Fault(column: "strength", expected: "a number from 0 to 1")
        }
        var records: Set<Int64> = []
        for word in (byName["records"]?.text ?? "").split(separator: " ") {
            guard let id = Int64(word) else {
                throw Fault(column: "records", expected: "record ids separated by spaces")
            }
            records.insert(id)
        }
        self.subject = subject
        self.time = byName["time"]?.text
        self.strength = strength
        self.records = records.sorted()
        self.key = byName["key"]?.text
        self.columns = columns
    }

    /// The value of a column; NULL where there is none.
    public subscript(name: String) -> RuleValue {
        columns.last { $0.name == name }?.value ?? .null
    }

    /// Whether two rows have the same columns with the same values.
    public static func == (left: RuleRow, right: RuleRow) -> Bool {
        left.columns.elementsEqual(right.columns) { $0 == $1 }
    }

    /// Mixes in every column.
    public func hash(into hasher: inout Hasher) {
        for column in columns {
            hasher.combine(column.name)
            hasher.combine(column.value)
        }
    }
}
