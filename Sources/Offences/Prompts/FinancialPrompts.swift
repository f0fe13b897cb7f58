public import Vocabulary

/// What a person did about a step of the parallel financial investigation.
public struct FinancialAnswer: Sendable, Hashable {
    /// What became of a step.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        case done
        case notApplicable = "not-applicable"

        /// The key of its word in the catalogue of messages.
        public var messageKey: String { "offences.financial.\(rawValue)" }
    }

    /// The step.
    public let step: GuidanceID
    /// What became of it.
    public let outcome: Outcome
    /// In words: what was done, or why the step does not apply.
    public let words: String
    /// Who says so.
    public let by: OfficerID
    /// When.
    public let at: UTCInstant

    /// An answer.
    public init(step: GuidanceID, outcome: Outcome, words: String, by: OfficerID, at: UTCInstant) {
        self.step = step
        self.outcome = outcome
        self.words = words
        self.by = by
        self.at = at
    }

    /// Whether it counts: a step is set aside with a reason or not at all.
    public var counts: Bool { outcome == .done || words.contains { !$0.isWhitespace } }
}

/// The steps of the parallel financial investigation that the offences of a case call for (FATF recommendation 30).
public struct FinancialPrompts: Sendable, Hashable {
    /// A step and how far it is.
    public struct Prompt: Sendable, Hashable {
        /// The step.
        public let step: OffenceCatalogue.GuidanceStep
        /// The offences of the case that call for it.
        public let offences: [OffenceID]
        /// The last answer that counts; nil while there is none.
        public let answer: FinancialAnswer?
        /// Until when it is to be answered; nil where no limit is set.
        public let due: UTCInstant?
        /// Whether it is past that moment without an answer.
        public let isOverdue: Bool
    }

    /// The steps in the order of the catalogue.
    public let prompts: [Prompt]

    /// The steps that have no answer.
    public var open: [Prompt] { prompts.filter { $0.answer == nil } }

    /// The steps for the offences of a case.
    ///
    /// - Parameters:
    ///   - opened: When the case was opened; limits in hours run from it, nights and holidays included.
    ///   - answers: What was answered; of several to one step the last that counts stands.
    ///   - now: The moment of looking; later answers are not looked at.
    public init(
        for offences: [OffenceChecklist],
        in catalogue: OffenceCatalogue,
        opened: UTCInstant,
        answers: [FinancialAnswer],
        now: UTCInstant
    ) {
        prompts = catalogue.steps.filter { $0.kind == .financial }.compactMap { step in
            let callers = offences.filter { $0.financial.contains(step.id) }.map(\.id)
            guard !callers.isEmpty else { return nil }
            let answer = answers.filter { $0.step == step.id && $0.counts && $0.at <= now }
                .max { ($0.at, $0.by, $0.words) < ($1.at, $1.by, $1.words) }
            let due = step.hours.flatMap { UTCInstant(milliseconds: opened.milliseconds + $0 * 3_600_000) }
            return Prompt(
                step: step,
                offences: Set(callers).sorted(),
                answer: answer,
                due: due,
                isOverdue: answer == nil && (due.map { $0 < now } ?? false)
            )
        }
    }
}
