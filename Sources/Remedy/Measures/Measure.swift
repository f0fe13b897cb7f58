/// The eight criteria by which the UN Guiding Principles on Business and Human Rights, principle 31, judge a mechanism.
public enum Criterion: String, Sendable, Hashable, CaseIterable {
    case legitimate, accessible, predictable, equitable, transparent
    case rightsCompatible = "rights-compatible"
    case learning
    case dialogue

    /// What no other record tells and people have to be asked: the keys of the questions.
    ///
    /// Four of them are asked when a complaint has ended, see ``SurveyQuestion``.
    public var survey: [String] {
        switch self {
        case .legitimate: ["trust"]
        case .accessible: ["knows-where", "afraid"]
        case .predictable: ["knew-next"]
        case .equitable: ["felt-heard"]
        case .transparent: ["understood"]
        case .rightsCompatible: ["outcome-adequate"]
        case .learning: ["sees-change"]
        case .dialogue: ["was-asked"]
        }
    }
}

/// A measure of one criterion, from the records alone.
public struct Measure: Sendable, Hashable {
    /// What is measured; the definitions stand in docs/remedy.md.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case communityDecision = "community-decision"
        case interestDeclared = "interest-declared"
        case women
        case anonymous
        case assisted
        case languageServed = "language-served"
        case stepsInTime = "steps-in-time"
        case daysToAcknowledge = "days-to-acknowledge"
        case knewNext = "knew-next"
        case adviserOffered = "adviser-offered"
        case documentsShared = "documents-shared"
        case feltHeard = "felt-heard"
        case keptInformed = "kept-informed"
        case outcomePublished = "outcome-published"
        case statisticsAge = "statistics-age"
        case understood
        case itemsConfirmed = "items-confirmed"
        case withoutWaiver = "without-waiver"
        case retaliationChecked = "retaliation-checked"
        case outcomeAdequate = "outcome-adequate"
        case causeNamed = "cause-named"
        case causeRepeated = "cause-repeated"
        case causeActedOn = "cause-acted-on"
        case remedyConfirmed = "remedy-confirmed"
        case commitmentsKept = "commitments-kept"
        case proposalsAdopted = "proposals-adopted"

        /// The criterion that it speaks of.
        public var criterion: Criterion {
            switch self {
            case .communityDecision, .interestDeclared: .legitimate
            case .women, .anonymous, .assisted, .languageServed: .accessible
            case .stepsInTime, .daysToAcknowledge, .knewNext: .predictable
            case .adviserOffered, .documentsShared, .feltHeard: .equitable
            case .keptInformed, .outcomePublished, .statisticsAge, .understood: .transparent
            case .itemsConfirmed, .withoutWaiver, .retaliationChecked, .outcomeAdequate: .rightsCompatible
            case .causeNamed, .causeRepeated, .causeActedOn: .learning
            case .remedyConfirmed, .commitmentsKept, .proposalsAdopted: .dialogue
            }
        }

        /// The key of its definition in the catalogue of messages.
        public var messageKey: String { "remedy.measure.\(rawValue)" }
    }

    /// What is counted.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        case cases, steps, items, offers, causes, commitments, proposals
        /// Calendar days.
        case days
    }

    /// What it comes to.
    public enum Value: Sendable, Hashable {
        /// So many of so many.
        case share(Int, of: Int)
        /// The middle of so many numbers.
        case median(Median, of: Int)
        /// One number of days, which rests on no case.
        case days(Int)
        /// There is nothing to count.
        case notKnown
        /// Known, but not told, because it would speak of fewer people than the threshold.
        case suppressed(below: Int)
    }

    /// What is measured.
    public let kind: Kind
    /// What it comes to.
    public let value: Value
    /// What is counted.
    public let unit: Unit
    /// The files that the denominator rests on, each once.
    public let cases: [CaseID]
    /// The files that the numerator rests on, each once; of a median all of them.
    public let counted: [CaseID]
    /// The files with something that the numerator leaves out.
    public let rest: [CaseID]

    /// A share: for each thing counted, the files it rests on and whether it is in the numerator.
    init(_ kind: Kind, _ unit: Unit, _ things: [(cases: [CaseID], isCounted: Bool)]) {
        self.kind = kind
        self.unit = unit
        let counted = things.filter(\.isCounted)
        value = things.isEmpty ? .notKnown : .share(counted.count, of: things.count)
        cases = Set(things.flatMap(\.cases)).sorted()
        self.counted = Set(counted.flatMap(\.cases)).sorted()
        rest = Set(things.filter { !$0.isCounted }.flatMap(\.cases)).sorted()
    }

    /// A median of days.
    init(_ kind: Kind, days: [(id: CaseID, days: Int)]) {
        self.kind = kind
        unit = .days
        value = Median(of: days.map(\.days)).map { .median($0, of: days.count) } ?? .notKnown
        cases = Set(days.map(\.id)).sorted()
        counted = cases
        rest = []
    }

    /// A number of days that rests on no case; nil where it is not known.
    init(_ kind: Kind, age days: Int?) {
        self.kind = kind
        unit = .days
        value = days.map { .days($0) } ?? .notKnown
        (cases, counted, rest) = ([], [], [])
    }

    private init(_ measure: Measure, below threshold: Int) {
        kind = measure.kind
        unit = measure.unit
        value = .suppressed(below: threshold)
        (cases, counted, rest) = ([], [], [])
    }

    /// The measure as the public may see it: without ids, and suppressed where the files in the denominator, in the
    /// numerator or outside it are some but fewer than the threshold.
    ///
    /// - Parameter threshold: The least number of files that a figure may speak of; at least 3 is used.
    public func published(threshold: Int) -> Measure {
        let least = max(PublicTable.leastThreshold, threshold)
        let isSmall = [cases.count, counted.count, rest.count].contains { (1..<least).contains($0) }
        return isSmall ? Measure(self, below: least) : Measure(withoutCases: self)
    }

    private init(withoutCases measure: Measure) {
        kind = measure.kind
        unit = measure.unit
        value = measure.value
        (cases, counted, rest) = ([], [], [])
    }
}
