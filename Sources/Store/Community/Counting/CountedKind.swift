/// What a report was about, as it is counted in public: a few coarse words, in an order that no count changes.
public enum CountedKind: String, Sendable, Hashable, CaseIterable {
    /// Killing, beating, threats.
    case violence
    /// Armed people, bribes, smuggling.
    case money
    /// Forced labour, accidents, pay and conditions.
    case work
    /// Land, houses, graves; mining where it is not allowed.
    case land
    /// Water, fish, dust, waste.
    case water
    /// Something else.
    case other
    /// Work of children, and harm to them.
    case children
    /// Violence and harassment because of sex or gender.
    case gender
    /// Nobody said, or the reporter did not agree to have it counted.
    case notTold = "not_told"
}

/// The tables in each of which every counted report stands once.
public enum CountTable: String, Sendable, Hashable, CaseIterable {
    /// What it was about.
    case kind
    /// Where: a coarse region, never a site.
    case region
    /// How long the first answer took.
    case answer
    /// Whether it was handed to another body.
    case handed
    /// Whether an incident was written from it.
    case incident
    /// Whether it is closed.
    case standing

    /// The rows that do not hang on the installation; nil for regions.
    public var rows: [String]? {
        switch self {
        case .kind: CountedKind.allCases.map(\.rawValue)
        case .region: nil
        case .answer: FirstAnswer.allCases.map(\.rawValue)
        case .handed, .incident: ["yes", "no"]
        case .standing: ["closed", "open"]
        }
    }
}

/// How long the first answer of an organisation took, in days from the day on which the report came.
public enum FirstAnswer: String, Sendable, Hashable, CaseIterable {
    /// Seven days or fewer.
    case week
    /// Eight to thirty days.
    case month
    /// More than thirty days.
    case later
    /// There is none.
    case none

    /// How long it took.
    ///
    /// - Parameter days: Nil where there is no answer.
    public init(days: Int?) {
        switch days {
        case nil: self = .none
        case .some(...7): self = .week
        case .some(...30): self = .month
        case .some: self = .later
        }
    }
}
