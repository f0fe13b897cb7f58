public import Remedy
public import Store
public import Vocabulary

/// A complaint about to be taken in.
public struct GrievanceDraft: Sendable {
    /// How it came in.
    public var intake: Intake
    /// What those are whom it is about.
    public var against: ComplaintCategory.Against
    /// Whether they are members of the International Code of Conduct Association.
    public var isCodeMember: Bool
    /// Who brings it, and in what words.
    public var account: RemedyAccount
    /// The site that it is about, if it is one of the store's.
    public var site: String?

    /// Describes a complaint.
    public init(
        intake: Intake,
        against: ComplaintCategory.Against,
        isCodeMember: Bool = false,
        account: RemedyAccount,
        site: String? = nil
    ) {
        self.intake = intake
        self.against = against
        self.isCodeMember = isCodeMember
        self.account = account
        self.site = site
    }

    /// The procedure that such a complaint goes by, the first of these that is set up.
    var procedures: [String] {
        switch against {
        case .privateSecurity where isCodeMember: ["icoca", "company"]
        case .company, .privateSecurity: ["company"]
        case .state, .publicSecurity: ["state"]
        }
    }
}

extension RemedyOffice {
    /// The least clearance of whoever sees a complaint.
    private static let marking = HandlingMarking.amberStrict

    /// Takes a complaint in.
    ///
    /// - Parameters:
    ///   - event: The id of the event, made where the form was made: sent twice, it is one complaint.
    ///   - moment: When it was brought; now unless said.
    /// - Returns: The number of the file. The reader sees it only if their agency has a part in it: not where it is the
    ///   one complained of.
    public func lodge(
        _ draft: GrievanceDraft,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws -> Int64 {
        guard !draft.intake.respondents.isEmpty else { throw RemedyFault.nobodyNamed }
        let inForce = try await inForce()
        guard let procedure = draft.procedures.compactMap({ inForce[$0] }).first else {
            throw RemedyFault.notSetUp(procedure: draft.procedures.last ?? "")
        }
        let (entry, consequences) = try lodging(draft, event, at: moment ?? now, under: procedure, by: reader)
        var cover = RemedyDraft(kind: .grievance, setting: procedure.number, marking: Self.marking)
        cover.site = draft.site
        cover.against = draft.against.rawValue
        cover.isCodeMember = draft.isCodeMember
        cover.account = draft.account
        return try await open(cover, with: entry, consequences, isDated: moment != nil, as: .taker, by: reader)
    }

    private func lodging(
        _ draft: GrievanceDraft,
        _ event: String,
        at moment: UTCInstant,
        under procedure: SetProcedure,
        by reader: Reader
    ) throws -> (RemedyEntry, RemedyConsequences) {
        let rules = try procedure.grievanceRules()
        let isForAnother: Bool = if case .representative = draft.intake.bringer { true } else { false }
        let author = Self.author(reader, isForAnother ? .representative : .person)
        let fact = GrievanceFact.lodged(draft.intake)
        let (entry, opened) = try Self.opening(fact, event, at: moment, by: author, under: rules, now: now)
        let keeper = procedure.settings.keeper
        return (entry, GrievanceConsequences.of(opened, taker: reader.agency, keeper: keeper))
    }

    /// The complaints that a reader sees, those first that have to be looked at first.
    public func grievances(as reader: Reader) async throws -> [GrievanceCase] {
        let procedures = try await procedures()
        return try Self.cases(try await store.remedyBundles(.grievance, as: reader), procedures, now)
            .sorted(by: GrievanceCase.comesBefore)
    }

    static func cases(
        _ bundles: [RemedyBundle],
        _ procedures: [Int64: SetProcedure],
        _ now: UTCInstant
    ) throws -> [GrievanceCase] {
        try bundles.map { try GrievanceCase($0, procedure(of: $0, procedures), today: now) }
    }

    /// One complaint; nil if there is none that the reader sees.
    public func grievance(_ id: Int64, as reader: Reader) async throws -> GrievanceCase? {
        guard let (bundle, procedure) = try await opened(id, .grievance, as: reader) else { return nil }
        return try GrievanceCase(bundle, procedure, today: now)
    }

    /// Says that something happened in a complaint, or that something that was said was wrong.
    ///
    /// - Parameters:
    ///   - part: As what the reader speaks: `taker` for the person, `body`, `keeper` or `respondent`.
    ///   - event: The id of the event, made where the form was made.
    ///   - moment: When it happened; now unless said.
    /// - Throws: `Refusal` with what is allowed instead; ``RemedyFault``; `Denial`.
    public func say(
        _ content: Event<GrievanceFact>.Content,
        as part: RemedyPart,
        in id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        try await say(Self.word(of: content), in: id, .grievance, as: part, by: reader) { bundle, procedure in
            let file = try Self.file(procedure.grievanceRules(), bundle.entries)
            let author = Self.author(reader, Self.voice(part, reader, file.state))
            return try self.saying(content, event, at: moment ?? now, by: author, in: bundle, file, procedure)
        }
    }

    private static func word(of content: Event<GrievanceFact>.Content) -> String {
        switch content {
        case .fact(let fact): fact.word
        case .correction: "correct"
        }
    }

    func saying(
        _ content: Event<GrievanceFact>.Content,
        _ event: String,
        at moment: UTCInstant,
        by author: Author,
        in bundle: RemedyBundle,
        _ file: GrievanceFile,
        _ procedure: SetProcedure
    ) throws -> RemedyStep? {
        guard let (entry, next) = try Self.adding(content, event, at: moment, by: author, to: file, now: now) else {
            return nil
        }
        // What the person said with their receipt is theirs alone to put right, whoever speaks for them otherwise.
        if case .correction(let target, _, _, _) = content, author.id != ComplainantDesk.author,
            file.history.all.contains(where: { $0.id == target && $0.author.id == ComplainantDesk.author })
        {
            throw Refusal(.correctsAnother, [target.rawValue])
        }
        let keeper = procedure.settings.keeper
        return RemedyStep(
            entries: [entry],
            consequences: GrievanceConsequences.of(next, taker: bundle.file.owner, keeper: keeper)
        )
    }

    /// In what part of the kernel somebody speaks.
    static func voice(_ part: RemedyPart, _ reader: Reader, _ state: GrievanceState) -> Author.Part {
        switch part {
        case .taker:
            if case .representative? = state.intake?.bringer { return .representative }
            return .person
        case .keeper, .chair: return .facilitator
        case .body, .respondent, .debtor, .party:
            // The owner of the machine acts for whoever has the step.
            let own = reader.person == nil ? state.acting?.agency ?? reader.agency : reader.agency
            return .organisation(OrganisationID(own))
        }
    }

    /// The queues of the bodies over the complaints that a reader sees, today.
    public func queues(of cases: [GrievanceCase]) -> [QueueAge] {
        let byDay = cases.compactMap { one in one.file.map { FiledGrievance(CaseID(one.id), $0) } }
        guard let calendar = cases.first?.procedure.calendar else { return [] }
        return QueueAge.all(of: byDay, on: calendar.day(of: now))
    }

    /// The day that it is where a procedure works.
    public func today(_ procedure: SetProcedure) -> CalendarDay { procedure.calendar.day(of: now) }
}
