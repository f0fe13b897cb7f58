public import Vocabulary

/// A red flag: one question asked of the facts, with all that a reader needs to judge the answer.
public struct Rule: Sendable {
    /// What a finding of the rule is about.
    public enum Subject: String, Sendable, Hashable, CaseIterable {
        case licence
        case site
        case party
        case lot
        case declaration
        case payment
        case detection
        case event
        case report
    }

    /// Where the weight of evidence comes from.
    public enum WeightBasis: String, Sendable, Hashable, CaseIterable {
        /// Counted on cases with a known outcome.
        case measured
        /// Set by people who know the field.
        case judged

        /// The largest weight that this basis can carry: a likelihood ratio is capped by what supports it.
        public var largestWeight: Double {
            switch self {
            case .measured: 4
            case .judged: 2
            }
        }
    }

    /// A publication that the rule rests on.
    public struct Source: Sendable, Hashable {
        /// Title, with its author and year.
        public let title: String
        /// Where in it: chapter, paragraph, indicator number or address.
        public let reference: String
    }

    /// The SQL of a rule and where it stands in its file.
    public struct Query: Sendable, Hashable {
        /// One SELECT.
        public let sql: String
        /// The line in the file on which the first line of the SQL stands.
        public let line: Int

        /// Describes a query.
        public init(sql: String, line: Int) {
            self.sql = sql
            self.line = line
        }
    }

    /// The identifier: also the name of the file without `.yaml`.
    public let id: String
    /// Raised whenever the meaning of a finding changes.
    public let version: Int
    /// The title.
    public let title: LocalisedText
    /// Cells of the vulnerability matrix (`S2/V3`) and vulnerabilities of the text (`X3`).
    public let cells: [String]
    /// How bad it is if it is true, from 1 to 5.
    public let severity: Int
    /// Log10 of how many times more often it fires where the crime is than where it is not.
    public let weight: Double
    /// Where the weight comes from.
    public let weightBasis: WeightBasis
    /// What supports the weight, in words.
    public let weightNote: String?
    /// Rules that speak of the same thing share a group, and count once.
    public let group: String
    /// What a finding is about.
    public let subject: Subject
    /// The publications that it rests on.
    public let sources: [Source]
    /// The fact tables that the query reads.
    public let needs: [String]
    /// What an office can set.
    public internal(set) var parameters: [RuleParameter]
    /// The query.
    public let query: Query
    /// The sentence that explains a finding.
    public let explanation: RuleExplanation
    /// What to check next.
    public let nextSteps: [LocalisedText]
    /// Known innocent explanations.
    public let innocent: [LocalisedText]
    /// The rule's own tests.
    public let tests: [RuleTest]
    /// The file that it was read from.
    public let file: String
    /// The line on which each top-level field stands.
    public let lines: [String: Int]

    /// The parameters at their defaults, by name.
    public var defaults: [String: RuleValue] {
        Dictionary(parameters.map { ($0.name, $0.defaultValue) }, uniquingKeysWith: { first, _ in first })
    }

    /// The parameters as they are in force, by name.
    public var values: [String: RuleValue] {
        Dictionary(parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The line of a top-level field, or the first line of the file.
    public func line(of field: String) -> Int { lines[field] ?? 1 }
}
