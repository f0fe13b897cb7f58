public import Vocabulary

/// What assessments ask and measure, and against what they hold it: data, read from `Content/procedures/impact.json`.
public struct ImpactGuide: Sendable, Hashable {
    /// Something with an id and a name.
    public struct Named: Sendable, Hashable {
        /// The id.
        public let id: String
        /// The name.
        public let label: LocalisedText
    }

    /// A set of questions about one right.
    public struct QuestionSet: Sendable, Hashable {
        /// Who is asked.
        public enum Asked: String, Sendable, Hashable, CaseIterable {
            case community, company, state
        }

        /// The id.
        public let id: String
        /// The name.
        public let label: LocalisedText
        /// The right.
        public let right: String
        /// Who is asked.
        public let asked: Asked
        /// The questions in their order.
        public let questions: [Question]
        /// Where they come from.
        public let sources: [String]

        /// The question with an id.
        public func question(_ id: String) -> Question? { questions.first { $0.id == id } }
    }

    /// A question.
    public struct Question: Sendable, Hashable {
        /// What can be answered.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case yesNo = "yes-no"
            case choice, number, words
        }

        /// The id within its set.
        public let id: String
        /// The question.
        public let text: LocalisedText
        /// What can be answered.
        public let kind: Kind
        /// The choices of a choice.
        public let choices: [Named]
    }

    /// A unit: how many of the base unit of its dimension one of it is.
    public struct Unit: Sendable, Hashable {
        /// The unit as it is written, such as `mg/l`.
        public let id: String
        /// What it measures, such as `mass-concentration`; units of two dimensions are never converted.
        public let dimension: String
        /// How many base units it is.
        public let factor: DecimalNumber
    }

    /// Something that can be measured.
    public struct Quantity: Sendable, Hashable {
        /// In what.
        public enum Medium: String, Sendable, Hashable, CaseIterable {
            case water, air, noise, soil
        }

        /// The id.
        public let id: String
        /// The name.
        public let label: LocalisedText
        /// In what.
        public let medium: Medium
        /// The dimension of its units.
        public let dimension: String
        /// How it can be measured.
        public let methods: [String]
    }

    /// What a limit is for.
    public enum Use: String, Sendable, Hashable, CaseIterable {
        case drinking, irrigation, livestock
        case aquaticLife = "aquatic-life"
        case breathing
        case homeByDay = "home-by-day"
        case homeByNight = "home-by-night"
    }

    /// A limit that some law or guideline sets.
    public struct Limit: Sendable, Hashable {
        /// The id.
        public let id: String
        /// Of what.
        public let quantity: String
        /// The least that is allowed; nil without one.
        public let least: DecimalNumber?
        /// The most that is allowed; nil without one.
        public let most: DecimalNumber?
        /// The unit of both.
        public let unit: String
        /// For what use.
        public let use: Use
        /// The country whose law it is; nil for guidelines of no country.
        public let country: CountryCode?
        /// The methods whose results may be held against it.
        public let methods: [String]
        /// Where it comes from.
        public let source: String
        /// Whether somebody has read it there.
        public let isChecked: Bool
    }

    /// The id.
    public let id: String
    /// The version.
    public let version: Int
    /// The name.
    public let label: LocalisedText
    /// Where it comes from.
    public let sources: [SourceReference]
    /// Within what time company and state answer, and somebody looks again.
    public let answerLimit: TimeLimit
    /// The names of the stages.
    public let stages: [Named]
    /// The rights that can be looked at.
    public let rights: [Named]
    /// The sets of questions.
    public let questionSets: [QuestionSet]
    /// The units.
    public let units: [Unit]
    /// The methods.
    public let methods: [Named]
    /// What can be measured.
    public let quantities: [Quantity]
    /// The names of the uses.
    public let uses: [Named]
    /// The limits.
    public let limits: [Limit]

    /// The set of questions with an id.
    public func questionSet(_ id: String) -> QuestionSet? { questionSets.first { $0.id == id } }
    /// The unit with an id.
    public func unit(_ id: String) -> Unit? { units.first { $0.id == id } }
    /// The quantity with an id.
    public func quantity(_ id: String) -> Quantity? { quantities.first { $0.id == id } }
    /// The limit with an id.
    public func limit(_ id: String) -> Limit? { limits.first { $0.id == id } }

    /// A number in another unit, exactly; nil between dimensions, for unknown units, and where digits would be lost.
    public func convert(_ number: DecimalNumber, from: String, to: String) -> DecimalNumber? {
        if from == to { return unit(from).map { _ in number } }
        guard let from = unit(from), let to = unit(to), from.dimension == to.dimension else { return nil }
        return number.multiplied(by: from.factor)?.divided(by: to.factor)
    }
}
