public import Vocabulary

/// One of a rule's own tests: a few rows given, the findings expected.
public struct RuleTest: Sendable, Hashable {
    /// A row of a fact table; columns not named are NULL.
    public struct Row: Sendable, Hashable {
        /// The table.
        public let table: String
        /// The values, by column.
        public let values: [String: RuleValue]
        /// The line it stands on.
        public let line: Int
    }

    /// A finding that must come out; what is nil is not compared.
    public struct Expectation: Sendable, Hashable {
        /// The subject.
        public let subject: String
        /// The key.
        public let key: String?
        /// The strength, compared to a thousandth.
        public let strength: Double?
        /// The time.
        public let time: String?
        /// The records, ascending.
        public let records: [Int64]?
        /// The explanation in some languages, word for word.
        public let says: [Language: String]
        /// The line it stands on.
        public let line: Int
    }

    /// What the test shows.
    public let name: String
    /// The rows, in the order of the file.
    public let given: [Row]
    /// Parameters that differ from their defaults.
    public let parameters: [String: RuleValue]
    /// All the findings that must come out, and no others.
    public let expect: [Expectation]
    /// The line it starts on.
    public let line: Int
}
