public import Remedy
public import Store
public import Vocabulary

/// A commitment as somebody sees it.
public struct CommitmentCase: Sendable {
    /// The cover.
    public let cover: RemedyFile
    /// The procedure that it was made under.
    public let procedure: SetProcedure
    /// What happened.
    public let file: CommitmentFile
    /// What the public sees of it today.
    public let state: CommitmentState.Public?

    init(_ bundle: RemedyBundle, _ procedure: SetProcedure, today: UTCInstant) throws(RemedyFault) {
        cover = bundle.file
        self.procedure = procedure
        let rules = try procedure.commitmentRules()
        file = try RemedyOffice.file(rules, bundle.entries)
        state = rules.publicState(of: file.state, on: procedure.calendar.day(of: today))
    }

    /// Its number.
    public var id: Int64 { cover.id }
    /// The agency that owes it.
    public var owner: AgencyNumber? {
        guard case .organisation(let id)? = file.state.commitment?.owner else { return nil }
        return id.agency
    }

    /// What may happen now.
    public var allowed: [Refusal.Allowed] { file.rules.allowed(in: file.state) }

    /// Late and disputed first, then what is due first; what is settled comes last.
    static func comesBefore(_ left: CommitmentCase, _ right: CommitmentCase) -> Bool {
        left.rank.lexicographicallyPrecedes(right.rank)
    }

    private var rank: [Int] {
        let order: [CommitmentState.Public] = [
            .broken, .late, .disputed, .reported, .open, .keptLate, .kept, .withdrawn,
        ]
        let place = state.flatMap { order.firstIndex(of: $0) } ?? order.count
        return [place, file.state.due?.number ?? 0, -Int(cover.id)]
    }
}

/// A commitment about to be made.
public struct CommitmentDraft: Sendable {
    /// What is promised.
    public var what: String
    /// The agency that owes it.
    public var owner: AgencyNumber
    /// The last day for it.
    public var due: CalendarDay
    /// What will show that it is done.
    public var proof: String
    /// Who says whether it is done: a seat of the dialogue, in words.
    public var confirmer: String
    /// Whether everybody may see it.
    public var isPublic: Bool
    /// The site that it is about.
    public var site: String?
    /// The meeting in which it was made, or the mediation that it settles.
    public var parent: Int64?

    /// Describes a commitment.
    public init(
        what: String,
        owner: AgencyNumber,
        due: CalendarDay,
        proof: String,
        confirmer: String,
        isPublic: Bool,
        site: String? = nil,
        parent: Int64? = nil
    ) {
        self.what = what
        self.owner = owner
        self.due = due
        self.proof = proof
        self.confirmer = confirmer
        self.isPublic = isPublic
        self.site = site
        self.parent = parent
    }
}

extension RemedyOffice {
    /// Writes a commitment down.
    ///
    /// - Throws: `Refusal`; ``RemedyFault/ownPromise`` where the agency that leads the dialogue is the one that owes it.
    public func make(
        _ draft: CommitmentDraft,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws -> Int64 {
        guard draft.owner != reader.agency || reader.person == nil else { throw RemedyFault.ownPromise }
        let procedure = try await inForce("commitment")
        let (entry, consequences) = try making(draft, event, at: moment ?? now, under: procedure, reader)
        var cover = RemedyDraft(
            kind: .commitment,
            setting: procedure.number,
            marking: draft.isPublic ? .clear : .amber
        )
        cover.title = draft.what
        cover.site = draft.site
        cover.parent = draft.parent
        return try await open(cover, with: entry, consequences, isDated: moment != nil, as: .chair, by: reader)
    }

    private func making(
        _ draft: CommitmentDraft,
        _ event: String,
        at moment: UTCInstant,
        under procedure: SetProcedure,
        _ reader: Reader
    ) throws -> (RemedyEntry, RemedyConsequences) {
        let commitment = Remedy.Commitment(
            what: draft.what,
            owner: .organisation(OrganisationID(draft.owner)),
            due: draft.due,
            proof: draft.proof,
            confirmer: .seat(SeatID(draft.confirmer))
        )
        guard draft.confirmer.contains(where: { !$0.isWhitespace }) else { throw Refusal(.nothingThere) }
        let author = Self.author(reader, .facilitator)
        let rules = try procedure.commitmentRules()
        let (entry, made) = try Self.opening(.made(commitment), event, at: moment, by: author, under: rules, now: now)
        return (entry, Self.consequences(of: made, chair: reader.agency))
    }

    /// The commitments that a reader sees, those first that are late; of one meeting or mediation alone, where it is named.
    public func commitments(madeIn parent: Int64? = nil, as reader: Reader) async throws -> [CommitmentCase] {
        let procedures = try await procedures()
        let bundles = try await store.remedyBundles(.commitment, parent: parent, as: reader)
        return try Self.commitmentCases(bundles, procedures, now)
            .sorted(by: CommitmentCase.comesBefore)
    }

    static func commitmentCases(
        _ bundles: [RemedyBundle],
        _ procedures: [Int64: SetProcedure],
        _ now: UTCInstant
    ) throws -> [CommitmentCase] {
        try bundles.map { try CommitmentCase($0, procedure(of: $0, procedures), today: now) }
    }

    /// One commitment; nil if there is none that the reader sees.
    public func commitment(_ id: Int64, as reader: Reader) async throws -> CommitmentCase? {
        guard let (bundle, procedure) = try await opened(id, .commitment, as: reader) else { return nil }
        return try CommitmentCase(bundle, procedure, today: now)
    }

    /// Says that something happened to a commitment: as `debtor` for who owes it, as `chair` for who confirms.
    public func say(
        _ fact: CommitmentFact,
        as part: RemedyPart,
        inCommitment id: Int64,
        event: String,
        at moment: UTCInstant? = nil,
        by reader: Reader
    ) async throws {
        try await say(fact.word, in: id, .commitment, as: part, by: reader) { bundle, procedure in
            let file = try Self.file(procedure.commitmentRules(), bundle.entries)
            let facts = [(fact, Self.voice(part, fact, file.state))]
            guard let added = try Self.adding(facts, event, at: moment ?? now, by: reader, to: file, now: now) else {
                return nil
            }
            let consequences = Self.consequences(of: added.file, chair: bundle.file.owner)
            return RemedyStep(entries: added.entries, consequences: consequences)
        }
    }

    /// Who owes speaks for themselves; who leads writes down what who confirms has said.
    private static func voice(_ part: RemedyPart, _ fact: CommitmentFact, _ state: CommitmentState) -> Author.Part {
        switch (part, fact) {
        case (.debtor, _): state.commitment?.owner ?? .facilitator
        case (_, .settled): .facilitator
        default: state.commitment?.confirmer ?? .facilitator
        }
    }

    private static func consequences(of file: CommitmentFile, chair: AgencyNumber) -> RemedyConsequences {
        var seats: Set<RemedySeat> = [RemedySeat(chair, .chair)]
        var reminders: Set<RemedyReminder> = []
        if case .organisation(let id)? = file.state.commitment?.owner, let agency = id.agency {
            seats.insert(RemedySeat(agency, .debtor))
            reminders = Set(file.rules.reminders(of: file.state).map { RemedyReminder(agency, on: $0) })
        }
        return RemedyConsequences(seats: seats, reminders: reminders)
    }
}
