import Formats
public import Vocabulary

/// What an officer says of a report; only the officers of the same organisation can read it.
///
/// Notes are sealed like reports and never changed: what holds is what the latest of a kind says (``ReportFile``).
public enum ReportNote: Sendable, Hashable {
    /// By what the report is compared with others; written when it is first opened.
    case traits(ReportTraits)
    /// How far it is to be believed, why, and who outside confirms it, if somebody does.
    case graded(InformationGrade, reason: String, confirmation: String)
    /// What it is about.
    case linked(ReportLink)
    /// It is not about that after all.
    case unlinked(ReportLink)
    /// Another report, by its name, tells of the same matter.
    case same(report: [UInt8])
    /// Another report tells of another matter.
    case different(report: [UInt8])
    /// Words.
    case remark(String)
    /// An incident was written from it: the incident's identifier.
    case incident(String)
    /// Why it is kept beyond its day, and until when.
    case held(until: CalendarDay, reason: String)

    /// The most bytes of the words of a note.
    public static let longest = 8 * 1024

    /// What stands in the open of a note: what the store must know to find it.
    public var word: String {
        switch self {
        case .traits: "traits"
        case .graded: "graded"
        case .linked: "linked"
        case .unlinked: "unlinked"
        case .same: "same"
        case .different: "different"
        case .remark: "remark"
        case .incident: "incident"
        case .held: "held"
        }
    }
}

/// What a report can be about.
public struct ReportLink: Sendable, Hashable {
    /// The kinds of thing.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A site.
        case site
        /// A licence.
        case licence
        /// Who works there: a party.
        case `operator`
        /// Guards, police or soldiers: a party, or the name of a unit.
        case unit
    }

    /// What kind of thing.
    public let kind: Kind
    /// Its identifier; of a unit that is on no list, its name.
    public let id: String

    /// A link.
    public init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }
}
