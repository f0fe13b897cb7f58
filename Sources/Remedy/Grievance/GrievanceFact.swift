/// What can happen to a grievance.
public enum GrievanceFact: Sendable, Hashable {
    /// It was brought.
    case lodged(Intake)
    /// The person was told that it is there, and which ways outside are open to them.
    case acknowledged(routes: Set<RouteID>)
    /// What it is about was said anew; a danger once seen stays.
    case categorised(Set<CategoryID>, isDangerous: Bool)
    /// Who is complained of was said anew.
    case respondentsNamed(Set<OrganisationID>)
    /// The person named somebody to speak for them.
    case represented(Consent)
    /// It is dealt with.
    case admitted
    /// It is not, on this ground.
    case rejected(ground: String)
    /// Another organisation takes the step over.
    case assigned(OrganisationID)
    /// A body says whether it has an interest of its own; who has one is out.
    case interestDeclared(hasConflict: Bool)
    /// What was found on one category.
    case found(Finding)
    /// A remedy is offered.
    case offered(Offer)
    /// The person takes it.
    case accepted(offer: String)
    /// The person does not.
    case refused(offer: String, reason: String)
    /// The person says what they would take.
    case countered(offer: String, demand: String)
    /// Who owes an item says that it is done.
    case deliveryReported(offer: String, item: String)
    /// The person says so.
    case deliveryConfirmed(offer: String, item: String)
    /// The person says that it is not.
    case deliveryDenied(offer: String, item: String, reason: String)
    /// The person goes to the next body.
    case appealed(ground: String)
    /// That body gives them right or not.
    case appealDecided(upheld: Bool)
    /// The person agrees to talk with the other side before a mediator.
    case mediationOpened
    /// The talks are over.
    case mediationEnded(agreed: Bool)
    /// The file is closed.
    case closed(Closure)
    /// It is opened again.
    case reopened(reason: String)
    /// The person takes it back.
    case withdrawn(reason: String)
    /// It was handed to a body outside; the receipt is what that body gave for it, nil while it gave none.
    case referred(RouteID, receipt: String?)
    /// The person was told again which ways outside are open.
    case routesOffered(Set<RouteID>)
    /// The body asks the person something; its clock stands still.
    case informationAsked(String)
    /// The person answers; the clock goes on.
    case informationGiven
    /// The body takes more days, counted as its limit counts.
    case extended(days: Int, reason: String)
    /// Somebody asked the person whether they suffered for complaining.
    case retaliationChecked(found: Bool)
    /// The person says that they did.
    case retaliationReported(String)
    /// The body tried to reach the person.
    case contactTried(Intake.Channel)
    /// An adviser of the person's own was offered, and taken or not.
    case adviserOffered(taken: Bool)
    /// The person was given what the body rests on.
    case documentsShared
    /// The person was told how things stand.
    case updateSent
    /// What lay behind it.
    case causeNamed(String)
    /// Something was changed so that it does not happen again.
    case lessonActedOn(String)
    /// What came of it was published without names.
    case outcomePublished
    /// The person says how content they are, 1 (not at all) to 5 (fully).
    case rated(Int)
    /// The person answers, once it has ended, what no record tells.
    case surveyed([SurveyQuestion: Bool])
}

/// What a person is asked when a complaint has ended; the words are those of ``Criterion/survey``.
public enum SurveyQuestion: String, Sendable, Hashable, CaseIterable {
    /// Whether they knew at each moment what comes next.
    case knewNext = "knew-next"
    /// Whether they were listened to.
    case feltHeard = "felt-heard"
    /// Whether they understood what was decided and why.
    case understood
    /// Whether what came of it is right for what happened.
    case outcomeAdequate = "outcome-adequate"
}

/// What was found on one category of a grievance.
public struct Finding: Sendable, Hashable {
    /// What it comes to.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        case established, partly
        case notEstablished = "not-established"
    }

    /// The category.
    public let category: CategoryID
    /// What it comes to.
    public let outcome: Outcome
    /// The standard by which it was judged; it must be that of the category.
    public let standard: ComplaintCategory.Standard

    /// A finding.
    public init(_ category: CategoryID, _ outcome: Outcome, by standard: ComplaintCategory.Standard) {
        self.category = category
        self.outcome = outcome
        self.standard = standard
    }
}

/// Why a file is closed.
public struct Closure: Sendable, Hashable {
    /// The reasons.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// What was agreed is there, and the person says so.
        case delivered
        /// It was not dealt with, and that stands.
        case inadmissible
        /// Nothing was found, and that stands.
        case notEstablished = "not-established"
        /// Nothing was agreed.
        case unresolved
        /// A body outside has taken it over and gave a receipt.
        case referred
        /// The person cannot be found any more. It never counts as agreement.
        case unreachable
    }

    /// The reason.
    public let reason: Reason
    /// Whether the person was asked how content they are.
    public let askedSatisfaction: Bool

    /// A closure.
    public init(_ reason: Reason, askedSatisfaction: Bool) {
        self.reason = reason
        self.askedSatisfaction = askedSatisfaction
    }
}

extension GrievanceFact {
    /// The word for it, by which refusals say what is allowed.
    public var word: String {
        switch self {
        case .lodged: "lodge"
        case .acknowledged: "acknowledge"
        case .categorised: "categorise"
        case .respondentsNamed: "name-respondents"
        case .represented: "represent"
        case .admitted: "admit"
        case .rejected: "reject"
        case .assigned: "assign"
        case .interestDeclared: "declare-interest"
        case .found: "find"
        case .offered: "offer"
        case .accepted: "accept"
        case .refused: "refuse"
        case .countered: "counter"
        case .deliveryReported: "report-delivery"
        case .deliveryConfirmed: "confirm"
        case .deliveryDenied: "deny"
        case .appealed: "appeal"
        case .appealDecided: "decide-appeal"
        case .mediationOpened: "mediate"
        case .mediationEnded: "end-mediation"
        case .closed: "close"
        case .reopened: "reopen"
        case .withdrawn: "withdraw"
        case .referred: "refer"
        case .routesOffered: "offer-routes"
        case .informationAsked: "ask"
        case .informationGiven: "answer"
        case .extended: "extend"
        case .retaliationChecked: "check-retaliation"
        case .retaliationReported: "report-retaliation"
        case .contactTried: "contact"
        case .adviserOffered: "offer-adviser"
        case .documentsShared: "share-documents"
        case .updateSent: "update"
        case .causeNamed: "name-cause"
        case .lessonActedOn: "act-on-lesson"
        case .outcomePublished: "publish"
        case .rated: "rate"
        case .surveyed: "survey"
        }
    }
}
