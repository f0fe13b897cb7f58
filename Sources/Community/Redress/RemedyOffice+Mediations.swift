public import Remedy
public import Store
public import Vocabulary

/// A mediation as who has a part in it sees it; nobody else sees that there is one.
public struct MediationCase: Sendable {
    /// The cover.
    public let cover: RemedyFile
    /// The procedure that it was opened under.
    public let procedure: SetProcedure
    /// What happened.
    public let file: MediationFile
    /// The present step; nil before anything was proposed.
    public let step: Procedure.Step?
    /// When the step has to be finished; nil at an end.
    public let due: LimitClock.Due?
    /// By how many calendar days the step is overdue.
    public let overdue: Int

    init(_ bundle: RemedyBundle, _ procedure: SetProcedure, today: UTCInstant) throws(RemedyFault) {
        cover = bundle.file
        self.procedure = procedure
        let rules = try procedure.mediationRules()
        file = try RemedyOffice.file(rules, bundle.entries)
        step = file.state.step.flatMap(rules.procedure.step)
        let clock = RemedyOffice.clock(of: file, procedure.calendar)
        due = clock?.due(in: procedure.calendar)
        overdue = clock?.overdue(on: procedure.calendar.day(of: today), in: procedure.calendar) ?? 0
    }

    /// Its number.
    public var id: Int64 { cover.id }
    /// What may happen now.
    public var allowed: [Refusal.Allowed] { file.rules.allowed(in: file.state) }

    /// Those of the parties for whom whoever leads writes down what they say, because they have no account here.
    public var spokenFor: [Author.Part] {
        file.state.parties.filter { if case .organisation = $0 { false } else { true } }
            .sorted { RemedyOffice.key(of: $0) < RemedyOffice.key(of: $1) }
    }

    /// The ids of those who may be named as the mediator: who opened the file, and whom a party has named.
    public var mediators: [String] {
        Set(file.entries.prefix(1).map(\.author.id) + file.state.mediators.values).sorted()
    }
}

/// A mediation about to be proposed.
public struct MediationDraft: Sendable {
    /// What it is about.
    public var title: String
    /// The agencies that talk.
    public var agencies: Set<AgencyNumber>
    /// The others who talk, in words, such as a village or a seat of a group.
    public var others: [String]
    /// Whether it is about a grave matter.
    public var isGrave: Bool
    /// Of a grave matter: the inquiry or the court that goes on beside the talks.
    public var beside: String?
    /// The site that it is about.
    public var site: String?
    /// The commitment that is in dispute.
    public var parent: Int64?

    /// Describes a mediation.
    public init(
        title: String,
        agencies: Set<AgencyNumber>,
        others: [String],
        isGrave: Bool = false,
        beside: String? = nil,
        site: String? = nil,
        parent: Int64? = nil
    ) {
        self.title = title
        self.agencies = agencies
        self.others = others
        self.isGrave = isGrave
        self.beside = beside
        self.site = site
        self.parent = parent
    }

    var parties: Set<Author.Part> {
        Set(agencies.map { .organisation(OrganisationID($0)) } + others.map { .seat(SeatID($0)) })
    }
}

extension RemedyOffice {
    /// Proposes a mediation.
    ///
    /// - Throws: `Refusal` for fewer than two parties, and for a grave matter with nothing beside the talks.
    public func propose(
        _ draft: MediationDraft,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws -> Int64 {
        guard draft.title.contains(where: { !$0.isWhitespace }) else { throw RemedyFault.nothingSaid }
        // Who leads the talks sits on neither side of them.
        guard !draft.agencies.contains(reader.agency) || reader.person == nil else { throw RemedyFault.ownPromise }
        let procedure = try await inForce("mediation")
        let beside = draft.beside.map(CaseID.init(rawValue:))
        let (entry, file) = try Self.opening(
            .proposed(parties: draft.parties, isGrave: draft.isGrave, beside: beside),
            event,
            at: moment ?? now,
            by: Self.author(reader, .facilitator),
            under: procedure.mediationRules(),
            now: now
        )
        var cover = RemedyDraft(kind: .mediation, setting: procedure.number, marking: .amberStrict)
        cover.title = draft.title
        cover.site = draft.site
        cover.parent = draft.parent
        let consequences = Self.consequences(of: file, chair: reader.agency, procedure.calendar)
        return try await open(cover, with: entry, consequences, isDated: moment != nil, as: .chair, by: reader)
    }

    /// The mediations that a reader has a part in, the newest first.
    public func mediations(as reader: Reader) async throws -> [MediationCase] {
        let bundles = try await store.remedyBundles(.mediation, as: reader)
        guard !bundles.isEmpty else { return [] }
        let procedures = try await procedures()
        return try bundles.map { try MediationCase($0, Self.procedure(of: $0, procedures), today: now) }
    }

    /// One mediation; nil if there is none that the reader has a part in.
    public func mediation(_ id: Int64, as reader: Reader) async throws -> MediationCase? {
        guard let (bundle, procedure) = try await opened(id, .mediation, as: reader) else { return nil }
        return try MediationCase(bundle, procedure, today: now)
    }

    /// Says what happened in a mediation.
    ///
    /// - Parameters:
    ///   - part: `chair` for who leads the talks, `party` for an agency that talks.
    ///   - voice: Of `chair`: the party whose word is written down; nil for the mediator's own.
    /// - Throws: ``RemedyFault/noPart`` where `chair` would speak for an agency, which speaks for itself.
    public func say(
        _ fact: MediationFact,
        as part: RemedyPart,
        for voice: Author.Part? = nil,
        inMediation id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        if part == .chair, case .organisation? = voice { throw RemedyFault.noPart }
        try await say(fact.word, in: id, .mediation, as: part, by: reader) { bundle, procedure in
            let file = try Self.file(procedure.mediationRules(), bundle.entries)
            let own = Author.Part.organisation(OrganisationID(reader.agency))
            let facts = [(fact, part == .party ? own : voice ?? .facilitator)]
            guard let added = try Self.adding(facts, event, at: moment ?? now, by: reader, to: file, now: now) else {
                return nil
            }
            let chair = bundle.file.owner
            let consequences = Self.consequences(of: added.file, chair: chair, procedure.calendar)
            return RemedyStep(entries: added.entries, consequences: consequences)
        }
    }

    /// Ends a mediation with the commitments that were written down in it.
    public func settle(
        mediation id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        let made = try await commitments(madeIn: id, as: reader).map { CaseID($0.id) }
        let fact = MediationFact.settled(commitments: Set(made))
        try await say(fact, as: .chair, inMediation: id, event: event, at: moment, by: reader)
    }

    /// Writes down what a mediation comes to as a commitment.
    public func make(
        _ draft: CommitmentDraft,
        inMediation id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws -> Int64 {
        guard let one = try await mediation(id, as: reader) else { throw RemedyFault.noSuchFile }
        guard one.cover.parts.contains(.chair) else { throw RemedyFault.noPart }
        guard one.file.state.terms != nil, one.step?.isEnd == false else { throw Refusal(.nothingThere) }
        var draft = draft
        draft.parent = id
        draft.site = one.cover.site
        return try await make(draft, event: event, at: moment, by: reader)
    }

    /// The clock of the present step, from the day on which the file came to it; nil at an end.
    static func clock(of file: MediationFile, _ calendar: WorkingCalendar) -> LimitClock? {
        guard let step = file.state.step.flatMap(file.rules.procedure.step), let limit = step.limit else { return nil }
        var start: UTCInstant?
        for entry in file.entries.reversed() {
            guard file.state(at: entry.at).step == step.id else { break }
            start = entry.at
        }
        return start.map { LimitClock(start: calendar.day(of: $0), limit: limit) }
    }

    /// Whoever the step waits for is reminded at the shares of its limit that the procedure names, and on the day after.
    private static func consequences(
        of file: MediationFile,
        chair: AgencyNumber,
        _ calendar: WorkingCalendar
    ) -> RemedyConsequences {
        let agencies = file.state.parties.compactMap { part -> AgencyNumber? in
            guard case .organisation(let id) = part else { return nil }
            return id.agency
        }
        var reminders: Set<RemedyReminder> = []
        if let step = file.state.step.flatMap(file.rules.procedure.step), let clock = clock(of: file, calendar),
            case .on(let due) = clock.due(in: calendar)
        {
            let span = due.number - clock.start.number
            let days = file.rules.procedure.terms.reminders.map { clock.start.number + (span * $0 + 99) / 100 }
            let waiting = step.waitsFor == .body ? [chair] : [chair] + agencies
            reminders = Set(
                waiting.flatMap { agency in
                    (days + [due.number + 1]).map { RemedyReminder(agency, on: CalendarDay(clamping: $0)) }
                }
            )
        }
        let seats = agencies.map { RemedySeat($0, .party) } + [RemedySeat(chair, .chair)]
        return RemedyConsequences(seats: Set(seats), reminders: reminders)
    }

    /// By what parties are put in an order.
    static func key(of part: Author.Part) -> String {
        switch part {
        case .person: "person"
        case .representative: "representative"
        case .facilitator: "facilitator"
        case .organisation(let id): "organisation \(id.rawValue)"
        case .seat(let id): "seat \(id.rawValue)"
        }
    }
}
