public import Vocabulary

/// A time that a file spent in one step with one body.
public struct StepStay: Sendable, Hashable {
    /// The step.
    public let step: StepID
    /// The organisation that had it; nil where none was allowed to.
    public let body: OrganisationID?
    /// The first day.
    public let from: CalendarDay
    /// The day on which it ended; nil while it lasts.
    public internal(set) var until: CalendarDay?
    /// The clock of the step; nil at an end.
    public internal(set) var clock: LimitClock?
    /// Whether who had the step finished it; not so where another body took it over or the person walked out of it.
    public internal(set) var isDone = false

    /// How many calendar days it lasted, up to a day where it lasts still.
    public func days(until day: CalendarDay) -> Int { max(0, (until ?? day).number - from.number) }
}

/// That a file was handed to a body outside.
public struct Referral: Sendable, Hashable {
    /// The route.
    public let route: RouteID
    /// When.
    public let day: CalendarDay
    /// What that body gave for it; nil while it gave none.
    public let receipt: String?
}

/// What is so in a grievance.
public struct GrievanceState: Sendable, Hashable {
    /// How it came in; nil before it did.
    public internal(set) var intake: Intake?
    /// The day on which it came in.
    public internal(set) var lodged: CalendarDay?
    /// The day on which it was acknowledged.
    public internal(set) var acknowledged: CalendarDay?
    /// What it is about.
    public internal(set) var categories: Set<CategoryID> = []
    /// Who is complained of.
    public internal(set) var respondents: Set<OrganisationID> = []
    /// Whether it takes the fast lane; once it does, it stays there.
    public internal(set) var isUrgent = false
    /// Whether somebody may speak for the person.
    public internal(set) var representation: Consent?
    /// The present step; nil before it came in.
    public internal(set) var step: StepID?
    /// Where it has been, the present step last.
    public internal(set) var stays: [StepStay] = []
    /// The organisation that took the present step over, if one did.
    var assigned: OrganisationID?
    /// Those who declared an interest of their own and are out.
    public internal(set) var conflicted: Set<OrganisationID> = []
    /// Those who said whether they have an interest.
    public internal(set) var declared: Set<OrganisationID> = []
    /// Those who decided against the person: none of them hears the appeal.
    public internal(set) var deciders: Set<OrganisationID> = []
    /// Those who found, rejected or decided an appeal.
    public internal(set) var decidedBy: [OrganisationID] = []
    /// The latest finding on each category.
    public internal(set) var findings: [CategoryID: Finding] = [:]
    /// Whether it was found inadmissible and no appeal has changed that.
    public internal(set) var isRejected = false
    /// The offers in the order in which they were made.
    public internal(set) var offers: [OfferProgress] = []
    /// The step from which the last appeal was brought.
    var appealedFrom: StepID?
    /// How many appeals were brought.
    public internal(set) var appeals = 0
    /// How many were upheld.
    public internal(set) var appealsUpheld = 0
    /// The ways outside of which the person was told.
    public internal(set) var routesOffered: Set<RouteID> = []
    /// To whom it was handed outside.
    public internal(set) var referrals: [Referral] = []
    /// The days on which the person was looked for since their last sign of life.
    public internal(set) var contacts: [CalendarDay] = []
    /// How often somebody asked whether the person suffered for complaining.
    public internal(set) var retaliationChecks = 0
    /// Whether the last word is that they did.
    public internal(set) var isRetaliationOpen = false
    /// Whether an adviser was offered, and taken; nil while none was.
    public internal(set) var adviserTaken: Bool?
    /// Whether the person has seen what the bodies rest on.
    public internal(set) var hasSharedDocuments = false
    /// The days on which the person was told how things stand.
    public internal(set) var updates: [CalendarDay] = []
    /// What lay behind it.
    public internal(set) var causes: Set<String> = []
    /// The causes on which something was done.
    public internal(set) var lessons: Set<String> = []
    /// Whether what came of it was published.
    public internal(set) var isPublished = false
    /// How content the person says they are, 1 to 5.
    public internal(set) var rating: Int?
    /// What the person answered once it had ended.
    public internal(set) var survey: [SurveyQuestion: Bool] = [:]
    /// Why it is closed; nil while it is open, and where it was withdrawn.
    public internal(set) var closure: Closure?
    /// Why it was withdrawn; nil where it was not.
    public internal(set) var withdrawal: String?
    /// The day on which it ended; nil while it is open.
    public internal(set) var ended: CalendarDay?
    /// How often it was opened again.
    public internal(set) var reopenings = 0

    /// The organisation that has the present step; nil where none is allowed to, and at an end.
    public var acting: OrganisationID? { ended == nil ? stays.last?.body : nil }

    /// The clock of the present step.
    public var clock: LimitClock? { stays.last?.clock }

    /// The offer that was made last.
    public var currentOffer: OfferProgress? { offers.last }

    /// The offer that was accepted last and is not all there yet.
    public var owed: OfferProgress? { offers.last { $0.answer == .accepted && !$0.isDelivered } }

    /// The offers with a waiver of rights: each is shown as such, whatever became of it.
    public var waivers: [OfferProgress] { offers.filter(\.offer.hasWaiver) }

    /// Whether a remedy was agreed, came, and the person says so.
    public var isRemedied: Bool { offers.contains(where: \.isDelivered) }
}
