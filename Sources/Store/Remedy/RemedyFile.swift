import Formats
import Foundation
import GRDB
public import Vocabulary

/// What a file is about.
public enum RemedyKind: String, Sendable, Hashable, CaseIterable {
    /// A complaint.
    case grievance
    /// A promise from a dialogue.
    case commitment
    /// Free, prior and informed consent.
    case consultation
    /// Those who sit together about a site, and how they are balanced.
    case group
    /// A meeting of a group.
    case meeting
    /// Talks before a mediator.
    case mediation
    /// What a project does to people and their surroundings, assessed by them.
    case assessment
    /// A finding of an assessment that was put to somebody, and what became of it.
    case followUp = "follow-up"
}

/// The part that an agency has in a file, as the file's events say.
public enum RemedyPart: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Took the complaint in, and writes down what the person says.
    case taker
    /// Has the present step of a complaint, or had an earlier one.
    case body
    /// Sees to it that somebody has the step where no body may.
    case keeper
    /// Is complained of, or controlled by who is: gets what the procedure lets them see, and answers.
    case respondent
    /// Leads a dialogue or a consultation.
    case chair
    /// Owes what was promised.
    case debtor
    /// Talks with others before a mediator.
    case party

    /// What somebody of the agency must be able to do to act in it.
    public var capability: Capability {
        switch self {
        case .taker: .takeGrievances
        case .body, .keeper: .hearGrievances
        case .respondent, .debtor, .party: .answerGrievances
        case .chair: .leadDialogue
        }
    }

    /// In the order of the cases.
    public static func < (left: RemedyPart, right: RemedyPart) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// An agency and its part.
public struct RemedySeat: Sendable, Hashable {
    /// The agency.
    public let agency: AgencyNumber
    /// Its part.
    public let part: RemedyPart

    /// A seat.
    public init(_ agency: AgencyNumber, _ part: RemedyPart) {
        self.agency = agency
        self.part = part
    }
}

/// A day on which an agency is to be reminded.
public struct RemedyReminder: Sendable, Hashable {
    /// The agency.
    public let agency: AgencyNumber
    /// The day.
    public let day: CalendarDay

    /// A reminder.
    public init(_ agency: AgencyNumber, on day: CalendarDay) {
        self.agency = agency
        self.day = day
    }
}

/// What stands on the cover of a file.
public struct RemedyFile: Sendable, Hashable {
    /// Its number.
    public let id: Int64
    /// What it is about.
    public let kind: RemedyKind
    /// The setting that it was opened under.
    public let setting: Int64
    /// The agency that opened it.
    public let owner: AgencyNumber
    /// Its handling marking; of a grievance the least clearance of whoever sees it.
    public let marking: HandlingMarking
    /// What it is called; empty for a grievance.
    public let title: String
    /// The site.
    public let site: String?
    /// The licence.
    public let licence: String?
    /// The file that it belongs to: of a meeting its group, of a commitment the meeting in which it was made, of a
    /// mediation what is in dispute.
    public let parent: Int64?
    /// Against whom a grievance is made.
    public let against: String?
    /// Whether who is complained of is a member of the International Code of Conduct Association.
    public let isCodeMember: Bool
    /// When it was opened: UTC, ISO 8601.
    public let openedAt: String
    /// The parts that the reader's agency has in it, as far as the reader can act in them.
    public let parts: Set<RemedyPart>

    init(_ row: Row) throws {
        id = row["id"]
        kind = try row.word("kind")
        setting = row["setting_id"]
        owner = AgencyNumber(rawValue: row["owner"])
        marking = try row.word("marking")
        title = row["title"]
        site = row["site"]
        licence = row["licence"]
        parent = row["parent_id"]
        against = row["against"]
        isCodeMember = row["is_code_member"]
        openedAt = row["opened_at"]
        parts = try Set(
            (row["parts"] as String? ?? "").split(separator: " ").map { word in
                guard let part = RemedyPart(rawValue: String(word)) else {
                    throw StoreError(
                        .database,
                        "The file \(row["id"] as Int64) has a part “\(word)”, which nobody can have."
                    )
                }
                return part
            }
        )
    }
}

/// A file about to be opened.
public struct RemedyDraft: Sendable, Hashable {
    /// What it is about.
    public var kind: RemedyKind
    /// The setting that it is opened under.
    public var setting: Int64
    /// Its handling marking.
    public var marking: HandlingMarking
    /// What it is called.
    public var title = ""
    /// The site.
    public var site: String?
    /// The licence.
    public var licence: String?
    /// The file that it belongs to.
    public var parent: Int64?
    /// Against whom a grievance is made.
    public var against: String?
    /// Whether who is complained of is a member of the International Code of Conduct Association.
    public var isCodeMember = false
    /// Who brings a grievance.
    public var account: RemedyAccount?

    /// Describes a file.
    public init(kind: RemedyKind, setting: Int64, marking: HandlingMarking) {
        self.kind = kind
        self.setting = setting
        self.marking = marking
    }
}

/// Who brings a grievance, and in what words.
public struct RemedyAccount: Sendable, Hashable {
    /// The name; empty where none was given, and where the reader may not have it.
    public var name: String
    /// How to reach the person; as the name.
    public var contact: String
    /// What happened, in their words.
    public var words: String
    /// Where.
    public var place: String
    /// Whether those complained of may be told the name.
    public var tellsName: Bool
    /// Whether those complained of may read the words.
    public var tellsWords: Bool

    /// Describes who brings it.
    public init(
        name: String = "",
        contact: String = "",
        words: String = "",
        place: String = "",
        tellsName: Bool = false,
        tellsWords: Bool = false
    ) {
        self.name = name
        self.contact = contact
        self.words = words
        self.place = place
        self.tellsName = tellsName
        self.tellsWords = tellsWords
    }

    init(_ row: Row) {
        self.init(
            name: row["name"] ?? "",
            contact: row["contact"] ?? "",
            words: row["words"] ?? "",
            place: row["place"] ?? "",
            tellsName: row["tells_name"],
            tellsWords: row["tells_words"]
        )
    }

    /// What those complained of may have of it.
    package var forRespondents: RemedyAccount {
        RemedyAccount(
            name: tellsName ? name : "",
            words: tellsWords ? words : "",
            place: tellsWords ? place : "",
            tellsName: tellsName,
            tellsWords: tellsWords
        )
    }
}

/// An event as it is kept.
public struct RemedyEntry: Sendable, Hashable {
    /// Its id, by which it is known when it comes twice.
    public let id: String
    /// What it says, as canonical JSON.
    public let bytes: [UInt8]

    /// An event.
    public init(id: String, bytes: [UInt8]) {
        self.id = id
        self.bytes = bytes
    }

    /// Whether another one says the same, whenever it was said.
    ///
    /// Where nobody said when, the moment is taken when a form arrives, and differs each time that it is sent.
    func saysTheSame(as other: RemedyEntry) -> Bool {
        guard bytes != other.bytes else { return true }
        guard let mine = timeless, let theirs = other.timeless else { return false }
        return mine == theirs
    }

    private var timeless: [JSONNode.Member]? {
        (try? JSONNode(parsing: bytes))?.members?.filter { $0.name != "at" }
    }
}

/// A file with all that happened in it: for the kernel to work out, and for this package alone.
package struct RemedyBundle: Sendable {
    /// The cover, as the reader sees it.
    package let file: RemedyFile
    /// Every event.
    package let entries: [RemedyEntry]
}

/// What the events of a file come to for the store: worked out by the kernel, kept beside them.
package struct RemedyConsequences: Sendable, Hashable {
    /// Who has a part.
    package var seats: Set<RemedySeat>
    /// Who is to be reminded when.
    package var reminders: Set<RemedyReminder>

    package init(seats: Set<RemedySeat>, reminders: Set<RemedyReminder>) {
        self.seats = seats
        self.reminders = reminders
    }
}

/// What became of an event that was handed in.
package enum RemedyOutcome: Sendable, Hashable {
    /// It is kept.
    case kept
    /// The very same event was there.
    case known
    /// Something else came in meanwhile: work it out again.
    case stale
}

/// How a procedure works here.
package struct RemedySetting: Sendable, Hashable {
    package let id: Int64
    package let procedure: String
    /// Who plays which part and more, as JSON.
    package let settings: [UInt8]
    package let procedureFile: [UInt8]
    package let tableFile: [UInt8]
    package let at: String

    init(_ row: Row) {
        id = row["id"]
        procedure = row["procedure"]
        settings = Array(row["settings"] as Data)
        procedureFile = Array(row["procedure_file"] as Data)
        tableFile = Array(row["table_file"] as Data)
        at = row["at"]
    }
}

/// What is known of a mechanism beside its files.
public struct RemedyNote: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Statistics were published.
        case statistics
        /// The mechanism was reviewed together with those for whom it is there.
        case review
    }

    /// What it is.
    public let kind: Kind
    /// When.
    public let day: CalendarDay
    /// Of a review: how many proposals were made.
    public let proposals: Int
    /// Of a review: how many were adopted.
    public let adopted: Int
    /// Of statistics: the table as it was published.
    public let bytes: [UInt8]?

    /// A note.
    public init(_ kind: Kind, on day: CalendarDay, proposals: Int = 0, adopted: Int = 0, bytes: [UInt8]? = nil) {
        self.kind = kind
        self.day = day
        self.proposals = proposals
        self.adopted = adopted
        self.bytes = bytes
    }
}
