/// What an assessment did and found.
public struct AssessmentSummary: Sendable {
    /// What became of one kernel.
    public struct KernelRun: Sendable, Hashable {
        /// The kernel.
        public let name: String
        /// How many derived rows it made.
        public let rows: Int
        /// How long it took.
        public let seconds: Double
        /// Whether nothing that it reads had changed.
        public let wasSkipped: Bool
    }

    /// Findings in the store.
    public let findings: Int
    /// Findings that were not there before.
    public let added: Int
    /// Findings that no longer hold.
    public let removed: Int
    /// How many findings each rule has, in the order of the rules.
    public let byRule: [(rule: String, count: Int)]
    /// What became of each kernel.
    public let kernels: [KernelRun]
    /// How long it took.
    public let seconds: Double
    /// Rules that could not be run, and why.
    public let ruleErrors: [String]
}

/// How far an assessment has come.
public struct AssessmentProgress: Sendable, Hashable {
    /// The kernel or rule that was finished.
    public let step: String
    /// How many are finished.
    public let done: Int
    /// How many there are.
    public let total: Int
}
