public import Vocabulary

/// What a run of the conformance checks came to.
public struct ConformanceReport: Sendable, Hashable {
    /// How a check ended.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        case pass
        case fail
        /// Nothing that was handed in is subject to it.
        case notApplicable = "not-applicable"
    }

    /// A place where a check failed.
    public struct Finding: Sendable, Hashable {
        /// The file or address.
        public let source: String
        /// JSON path in it.
        public let path: String
        /// What was found.
        public let found: RefusalText
        /// What was expected.
        public let expected: RefusalText
    }

    /// One check with its outcome.
    public struct Result: Sendable, Hashable {
        /// The check.
        public let check: Check
        /// How it ended.
        public let outcome: Outcome
        /// The places where it failed, in the order of the input.
        public let findings: [Finding]
    }

    /// The profile that was asked for; nil where each record was held against the one that fits it.
    public let profile: Profile?
    /// The highest level that was checked.
    public let level: Int
    /// How many records of each entity were looked at.
    public let records: [Entity: Int]
    /// Every check, in the order of the standard.
    public let results: [Result]

    /// Whether no check failed and something was looked at.
    public var isConformant: Bool {
        results.allSatisfy { $0.outcome != .fail } && results.contains { $0.outcome == .pass }
    }

    /// The result of a check.
    public func result(of check: Check) -> Result? {
        results.first { $0.check == check }
    }
}
