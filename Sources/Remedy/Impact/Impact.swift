import Vocabulary

/// An assessment of what a project does to people and their surroundings, as a file.
public typealias ImpactFile = CaseFile<ImpactRules>

/// What can happen in an assessment.
public enum ImpactFact: Sendable, Hashable {
    /// It is begun: of what project, at what place (ids), and who can answer for it.
    case begun(project: String, place: String, answerable: Set<OrganisationID>)
    /// A document is there, by the id of its record.
    case recorded(ImpactRecord, record: String)
    /// A right is looked at, and why.
    case scoped(right: String, reason: String)
    /// A set of questions is used.
    case setChosen(String)
    /// Somebody was asked.
    case interviewed(Interview)
    /// The same, where what was told is sealed elsewhere or forgotten: SHA-256 of the sealed bytes, 64 lower-case
    /// hexadecimal digits.
    case heard(interview: String, set: String, digest: String)
    /// Somebody takes consent back, for these uses.
    case withdrew(interview: String, Set<ConsentUse>)
    /// Something was measured.
    case measured(Observation)
    /// Something was found.
    case found(ImpactFinding)
    /// A finding was put to somebody who can answer; the answers are followed in a ``FollowUpFile`` of that id.
    case put(finding: String, to: OrganisationID, followUp: CaseID)
    /// The next stage begins.
    case advanced(to: ImpactStage)
    /// It is over.
    case closed(reason: String)
}

/// What is so in an assessment.
public struct ImpactState: Sendable, Hashable {
    /// Somebody who takes consent back.
    public struct Withdrawal: Sendable, Hashable {
        /// Who says so.
        public let author: Author
        /// For what.
        public let uses: Set<ConsentUse>
    }

    /// A finding that was put to somebody.
    public struct Addressed: Sendable, Hashable {
        /// To whom.
        public let to: OrganisationID
        /// The file in which the answer is followed.
        public let followUp: CaseID
    }

    /// The stage; nil before it was begun.
    public internal(set) var stage: ImpactStage?
    /// The project.
    public internal(set) var project: String?
    /// The place.
    public internal(set) var place: String?
    /// Who can answer: companies and state bodies.
    public internal(set) var answerable: Set<OrganisationID> = []
    /// The documents, the latest last.
    public internal(set) var records: [ImpactRecord: [String]] = [:]
    /// The rights that are looked at, and why.
    public internal(set) var rights: [String: String] = [:]
    /// The sets of questions.
    public internal(set) var sets: Set<String> = []
    /// The set of each interview that was ever held, those withdrawn included: that it was, and nothing of it.
    public internal(set) var held: [String: String] = [:]
    /// The interviews with what was agreed to as it stands; those withdrawn from all counts are not here any more.
    public internal(set) var interviews: [String: Interview] = [:]
    /// Who took back what, also of interviews that have not arrived yet.
    public internal(set) var withdrawals: [String: [Withdrawal]] = [:]
    /// What was measured.
    public internal(set) var observations: [String: Observation] = [:]
    /// What was found.
    public internal(set) var findings: [String: ImpactFinding] = [:]
    /// To whom each finding was put.
    public internal(set) var addressed: [String: [Addressed]] = [:]
    /// Why it is over; nil while it goes on.
    public internal(set) var closedBecause: String?

    /// The interviews that count: those whose consent to it stands.
    public var counting: [Interview] {
        interviews.values.filter { $0.uses.contains(.count) }.sorted { $0.id < $1.id }
    }

    /// What a finding rests on now: interviews that count and measurements.
    public func basis(of finding: ImpactFinding) -> (interviews: [String], measurements: [String]) {
        (
            finding.interviews.filter { interviews[$0]?.uses.contains(.count) ?? false }.sorted(),
            finding.measurements.filter { observations[$0] != nil }.sorted()
        )
    }

    /// What speaks against a finding now: interviews that count and measurements.
    public func counterBasis(of finding: ImpactFinding) -> (interviews: [String], measurements: [String]) {
        (
            finding.againstInterviews.filter { interviews[$0]?.uses.contains(.count) ?? false }.sorted(),
            finding.againstMeasurements.filter { observations[$0] != nil }.sorted()
        )
    }
}
