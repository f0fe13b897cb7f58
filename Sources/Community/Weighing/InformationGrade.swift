/// How far a source can be relied on: the first half of the Admiralty code (NATO AJP-2.1, source reliability A to F).
public enum SourceReliability: String, Sendable, Hashable, CaseIterable {
    /// Completely reliable.
    case complete = "A"
    /// Usually reliable.
    case usual = "B"
    /// Fairly reliable.
    case fair = "C"
    /// Not usually reliable.
    case doubtful = "D"
    /// Unreliable.
    case unreliable = "E"
    /// Cannot be judged: where it starts for whoever reports without a name.
    case unknown = "F"
}

/// How far a piece of information can be believed: the second half of the Admiralty code (NATO AJP-2.1, 1 to 6).
public enum InformationCredibility: Int, Sendable, Hashable, CaseIterable {
    /// Confirmed by other sources, independent of this one.
    case confirmed = 1
    /// Probably true.
    case probable = 2
    /// Possibly true.
    case possible = 3
    /// Doubtful.
    case doubtful = 4
    /// Improbable.
    case improbable = 5
    /// Cannot be judged.
    case unknown = 6
}

/// Source and information, judged apart: a good source can be wrong, and a bad one right.
public struct InformationGrade: Sendable, Hashable, CustomStringConvertible {
    /// The source.
    public let source: SourceReliability
    /// What it says.
    public let information: InformationCredibility

    /// A grade.
    public init(_ source: SourceReliability, _ information: InformationCredibility) {
        self.source = source
        self.information = information
    }

    /// As officers write it: `C3`.
    public var description: String { "\(source.rawValue)\(information.rawValue)" }
}
