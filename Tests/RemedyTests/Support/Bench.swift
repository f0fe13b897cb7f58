import Remedy
import Testing
import Vocabulary

/// A mechanism with organisations in all its parts, and short ways to say what happens.
struct Bench {
    static let mine = OrganisationID("mine")
    static let guards = OrganisationID("guards")
    static let secretariat = OrganisationID("sec")
    static let facts = OrganisationID("facts")
    static let panel = OrganisationID("panel")
    static let appeals = OrganisationID("appeals")
    static let mediators = OrganisationID("mediators")

    static let person = Author("p1", .person)

    var file: GrievanceFile
    private(set) var count = 0

    static func rules(
        procedure: String = "company",
        control: Control = Control([mine: [guards]]),
        bindings: [BodyID: OrganisationID] = bound,
        calendar: WorkingCalendar? = nil
    ) throws -> GrievanceRules {
        GrievanceRules(
            procedure: try Content.procedure(procedure),
            table: try Content.categories(),
            bindings: bindings,
            control: control,
            calendar: try calendar ?? plain()
        )
    }

    static let bound: [BodyID: OrganisationID] = [
        BodyID("secretariat"): secretariat, BodyID("fact-finding-team"): facts, BodyID("independent-panel"): panel,
        BodyID("appeals-panel"): appeals, BodyID("mediation-office"): mediators,
    ]

    /// Monday to Friday, no holidays, UTC.
    static func plain() throws -> WorkingCalendar {
        try WorkingCalendar(id: "plain", clock: #require(LocalClock(minutes: 0)))
    }

    init(_ rules: GrievanceRules) { file = GrievanceFile(rules) }

    var state: GrievanceState { file.state }

    /// Says that something happened, at noon of a day and in the order of the calls.
    mutating func say(_ text: String, _ author: Author, _ fact: GrievanceFact) throws {
        count += 1
        let event = Event(EventID("e\(count)"), at: try noon(text), rank: count, by: author, fact)
        try file.append(event, now: UTCInstant("2199-01-01T00:00:00Z"))
    }

    mutating func person(_ text: String, _ fact: GrievanceFact) throws { try say(text, Self.person, fact) }

    /// Says it in the part of the organisation that has the step.
    mutating func acting(_ text: String, _ fact: GrievanceFact) throws {
        let body = try #require(state.acting)
        try say(text, Author("clerk", .organisation(body)), fact)
    }

    mutating func body(_ id: OrganisationID, _ text: String, _ fact: GrievanceFact) throws {
        try say(text, Author("clerk", .organisation(id)), fact)
    }

    mutating func lodge(
        _ text: String,
        _ categories: Set<CategoryID> = ["water"],
        against respondents: Set<OrganisationID> = [mine],
        by bringer: Intake.Bringer = .person,
        isDangerous: Bool = false
    ) throws {
        let intake = Intake(
            bringer: bringer,
            channel: .paper,
            language: "vmw",
            sex: .woman,
            categories: categories,
            isDangerous: isDangerous,
            respondents: respondents
        )
        try person(text, .lodged(intake))
    }

    var routes: Set<RouteID> { Set(file.rules.table.routes.map(\.id)) }

    /// From nothing to an inquiry: acknowledged after two days, admitted after four.
    mutating func toInquiry(
        _ categories: Set<CategoryID> = ["water"],
        against respondents: Set<OrganisationID> = [mine]
    ) throws {
        try lodge("2026-03-02", categories, against: respondents)
        try acting("2026-03-04", .acknowledged(routes: routes))
        try acting("2026-03-06", .admitted)
    }

    /// On to an offer that waits for an answer.
    mutating func toOffer(_ offer: Offer = Bench.offer) throws {
        try toInquiry()
        try acting("2026-03-20", .found(Finding("water", .established, by: .plausible)))
        try acting("2026-04-01", .offered(offer))
    }

    static let offer = Offer(
        id: "o1",
        items: [
            .init(id: "well", form: .restitution, what: "a new well"),
            .init(id: "words", form: .apology, what: "said at the meeting"),
        ]
    )
}
