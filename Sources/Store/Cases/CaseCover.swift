import Foundation
import GRDB
public import Vocabulary

/// What lists tell of a case.
public struct CaseCover: Sendable, Hashable {
    /// Where a case stands.
    public enum Stage: String, Sendable, Hashable, CaseIterable {
        case open, paused, closed
    }

    /// Its number.
    public let id: Int64
    /// What it is called.
    public let title: String
    /// Where it stands.
    public let stage: Stage
    /// Who may see it among those who work on it.
    public let marking: HandlingMarking
    /// The agency that leads it.
    public let lead: AgencyNumber
    /// When it was opened: UTC, ISO 8601.
    public let openedAt: String
    /// When something was last done in it.
    public let changedAt: String

    init(_ row: Row) throws {
        id = row["id"]
        title = row["title"]
        stage = try row.word("stage")
        marking = try row.word("marking")
        lead = AgencyNumber(rawValue: row["lead_id"])
        openedAt = row["opened_at"]
        changedAt = row["changed_at"]
    }
}

/// Something that an agency is to do in a case.
public struct CaseDuty: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Work that somebody gave it.
        case task
        /// A request of another agency, which waits for an answer.
        case request
    }

    /// The agency that is to do it.
    public let agency: AgencyNumber
    /// What it is.
    public let kind: Kind
    /// Its name in the case.
    public let item: String
    /// The last day for it; nil where nobody has set one.
    public let day: CalendarDay?
    /// Whether partners do not see it.
    public let isOwn: Bool

    /// Describes a duty.
    public init(of agency: AgencyNumber, _ kind: Kind, _ item: String, until day: CalendarDay?, isOwn: Bool) {
        (self.agency, self.kind, self.item, self.day, self.isOwn) = (agency, kind, item, day, isOwn)
    }
}

/// An act as it is kept.
package struct CaseEntry: Sendable, Hashable {
    /// By what it is known when it comes twice.
    package let id: String
    /// The agency that did it.
    package let agency: AgencyNumber
    /// Whether it is for that agency alone.
    package let isOwn: Bool
    /// What it says: canonical JSON.
    package let bytes: [UInt8]

    package init(id: String, of agency: AgencyNumber, isOwn: Bool, bytes: [UInt8]) {
        (self.id, self.agency, self.isOwn, self.bytes) = (id, agency, isOwn, bytes)
    }
}

/// What the acts of a case come to for lists and permissions: worked out by the kernel, kept beside them.
package struct CaseConsequences: Sendable, Hashable {
    package var title: String
    package var stage: CaseCover.Stage
    package var marking: HandlingMarking
    package var lead: AgencyNumber
    package var members: Set<AgencyNumber>
    package var isKnown: Bool
    /// Kind and id of what it speaks of and comes from.
    package var subjects: Set<NamedByCase>
    package var duties: Set<CaseDuty>

    package init(
        title: String,
        stage: CaseCover.Stage,
        marking: HandlingMarking,
        lead: AgencyNumber,
        members: Set<AgencyNumber>,
        isKnown: Bool,
        subjects: Set<NamedByCase>,
        duties: Set<CaseDuty>
    ) {
        (self.title, self.stage, self.marking, self.lead) = (title, stage, marking, lead)
        (self.members, self.isKnown, self.subjects, self.duties) = (members, isKnown, subjects, duties)
    }
}

/// Something that a case names.
public struct NamedByCase: Sendable, Hashable {
    /// The word that search and findings have for its kind.
    public let kind: String
    /// Its identifier.
    public let id: String

    /// Names a thing.
    public init(_ kind: String, _ id: String) { (self.kind, self.id) = (kind, id) }
}

/// What became of an act that was handed in.
package enum CaseWriting: Sendable, Hashable {
    /// It is kept.
    case kept
    /// The very same act was there.
    case known
    /// Something else came in meanwhile: work it out again.
    case stale
}

/// Which cases name a thing.
public struct CasesNaming: Sendable, Hashable {
    /// Those that the reader sees, the newest first.
    public let seen: [CaseCover]
    /// The agencies that lead other cases and let themselves be asked; nothing else is told of those.
    public let asked: [AgencyNumber]
}
