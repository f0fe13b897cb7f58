public import Vocabulary

/// Where a request for mutual legal assistance stands on its way.
public struct AssistanceTracker: Sendable, Hashable {
    /// A state.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case draft, checked, sent, acknowledged
        case moreAsked = "more-asked"
        case partlyExecuted = "partly-executed"
        case executed, refused, withdrawn

        /// The key of its word in the catalogue of messages.
        public var messageKey: String { "offences.assistance.state.\(rawValue)" }

        /// The states that may follow.
        var following: Set<State> {
            switch self {
            case .draft: [.checked, .withdrawn]
            case .checked: [.draft, .sent, .withdrawn]
            case .sent: [.acknowledged, .moreAsked, .partlyExecuted, .executed, .refused, .withdrawn]
            case .acknowledged: [.moreAsked, .partlyExecuted, .executed, .refused, .withdrawn]
            case .moreAsked: [.acknowledged, .partlyExecuted, .executed, .refused, .withdrawn]
            case .partlyExecuted: [.moreAsked, .partlyExecuted, .executed, .refused, .withdrawn]
            case .executed, .refused, .withdrawn: []
            }
        }
    }

    /// A step on the way.
    public struct Step: Sendable, Hashable {
        /// The state that it leads to.
        public let to: State
        /// Who says so.
        public let by: OfficerID
        /// The day.
        public let on: CalendarDay
        /// In words; the ground for a refusal, the reason for a withdrawal, what more is asked.
        public let words: String

        /// A step.
        public init(_ to: State, by: OfficerID, on: CalendarDay, words: String = "") {
            self.to = to
            self.by = by
            self.on = on
            self.words = words
        }
    }

    /// Why a step is not taken.
    public enum Refusal: Error, Sendable, Hashable {
        /// The state does not allow it.
        case notInThisState
        /// Something is missing from the request.
        case incomplete([AssistanceRequest.Missing])
        /// A refusal names its ground, a withdrawal its reason, a question what is asked.
        case wordsMissing
        /// Who checks is not who sends.
        case samePerson
        /// It lies before the step before.
        case outOfOrder

        /// The key of its sentence in the catalogue of messages.
        public var messageKey: String {
            switch self {
            case .notInThisState: "offences.assistance.refused.not-in-this-state"
            case .incomplete: "offences.assistance.refused.incomplete"
            case .wordsMissing: "offences.assistance.refused.words-missing"
            case .samePerson: "offences.assistance.refused.same-person"
            case .outOfOrder: "offences.assistance.refused.out-of-order"
            }
        }
    }

    /// The steps, in their order.
    public private(set) var steps: [Step] = []

    /// A draft.
    public init() {}

    /// The state.
    public var state: State { steps.last?.to ?? .draft }

    /// Takes a step; nothing is checked or sent while something is missing.
    public mutating func append(
        _ step: Step,
        of request: AssistanceRequest,
        by guide: AssistanceGuide
    ) throws(Refusal) {
        guard state.following.contains(step.to) else { throw .notInThisState }
        if let last = steps.last, step.on < last.on { throw .outOfOrder }
        switch step.to {
        case .checked, .sent:
            let missing = request.missing(by: guide)
            guard missing.isEmpty else { throw .incomplete(missing) }
            if step.to == .sent, steps.last?.by == step.by { throw .samePerson }
        case .refused, .withdrawn, .moreAsked:
            guard step.words.contains(where: { !$0.isWhitespace }) else { throw .wordsMissing }
        default: break
        }
        steps.append(step)
    }
}
