public import Vocabulary

/// A commitment as a file.
public typealias CommitmentFile = CaseFile<CommitmentRules>

/// What somebody promised.
public struct Commitment: Sendable, Hashable {
    /// What.
    public let what: String
    /// Who owes it.
    public let owner: Author.Part
    /// The last day for it.
    public let due: CalendarDay
    /// What will show that it is done.
    public let proof: String
    /// Who says whether it is done: never the owner.
    public let confirmer: Author.Part

    /// A commitment.
    public init(what: String, owner: Author.Part, due: CalendarDay, proof: String, confirmer: Author.Part) {
        self.what = what
        self.owner = owner
        self.due = due
        self.proof = proof
        self.confirmer = confirmer
    }
}

/// What can happen to a commitment.
public enum CommitmentFact: Sendable, Hashable {
    /// It was made.
    case made(Commitment)
    /// The owner says that it is done, and shows what was asked for.
    case reportedDone(proof: String)
    /// Who confirms says so.
    case confirmed
    /// Who confirms says that it is not so.
    case disputed(reason: String)
    /// Who confirms agrees to a later day.
    case rescheduled(to: CalendarDay, reason: String)
    /// Who confirms lets it go.
    case withdrawn(reason: String)
    /// A mediator has settled a dispute.
    case settled(isKept: Bool)
    /// The owner says that it will not be done.
    case admittedBroken(reason: String)
}

/// What is so with a commitment.
public struct CommitmentState: Sendable, Hashable {
    /// What the public sees.
    public enum Public: String, Sendable, Hashable, CaseIterable {
        /// Its day has not come.
        case open
        /// Its owner says that it is done; nobody else has.
        case reported
        /// Done by its day, and confirmed.
        case kept
        /// Done later, and confirmed.
        case keptLate = "kept-late"
        /// Its day has passed.
        case late
        /// Not done long after its day, or found or admitted not to be.
        case broken
        /// Done according to its owner, not according to who confirms.
        case disputed
        /// Let go by those to whom it was made.
        case withdrawn
    }

    /// What was promised; nil before it was.
    public internal(set) var commitment: Commitment?
    /// The day on which it was made.
    public internal(set) var made: CalendarDay?
    /// The present step of the procedure.
    public internal(set) var step: StepID?
    /// The last day for it, as agreed last.
    public internal(set) var due: CalendarDay?
    /// The days that were agreed before, with the reasons why each was given up.
    public internal(set) var earlier: [Rescheduling] = []
    /// The day on which its owner said that it is done.
    public internal(set) var reported: CalendarDay?
    /// What the owner showed.
    public internal(set) var proof: String?
    /// The day on which that was confirmed or settled.
    public internal(set) var confirmed: CalendarDay?
    /// Why it was let go; nil where it was not.
    public internal(set) var withdrawal: String?

    /// A day that was given up.
    public struct Rescheduling: Sendable, Hashable {
        /// The day.
        public let due: CalendarDay
        /// Why.
        public let reason: String
    }
}

/// How a commitment goes its way.
public struct CommitmentRules: CaseRules {
    /// The procedure.
    public let procedure: Procedure
    /// The days of work of the place.
    public let calendar: WorkingCalendar

    /// Rules.
    public init(procedure: Procedure, calendar: WorkingCalendar) {
        self.procedure = procedure
        self.calendar = calendar
    }

    /// Nothing was promised.
    public var initial: CommitmentState { CommitmentState() }

    /// Changes the state by what happened.
    public func apply(_ entry: Entry<CommitmentFact>, to state: inout CommitmentState) throws(Refusal) {
        do throws(Refusal) {
            try change(&state, by: entry)
        } catch {
            throw error.allowed.isEmpty ? error.allowing(allowed(in: state)) : error
        }
    }

    private func change(_ state: inout CommitmentState, by entry: Entry<CommitmentFact>) throws(Refusal) {
        let day = calendar.day(of: entry.at)
        if case .made(let commitment) = entry.fact {
            guard state.commitment == nil else { throw Refusal(.begunAlready) }
            guard commitment.owner != commitment.confirmer else { throw Refusal(.notTheirs, ["confirm"]) }
            guard commitment.due >= day else { throw Refusal(.tooLate, [commitment.due.text]) }
            try check(commitment.what)
            try check(commitment.proof)
            (state.commitment, state.made, state.due) = (commitment, day, commitment.due)
            state.step = procedure.steps.first?.id
            return
        }
        guard let commitment = state.commitment else { throw Refusal(.notBegun) }
        let part = entry.author.part
        switch entry.fact {
        case .made: break
        case .reportedDone(let proof):
            try require(part == commitment.owner)
            try move(.reportDone, &state)
            try check(proof)
            (state.reported, state.proof) = (day, proof)
        case .confirmed:
            try require(part == commitment.confirmer)
            try move(.confirm, &state)
            state.confirmed = day
        case .disputed(let reason):
            try require(part == commitment.confirmer)
            try move(.dispute, &state)
            try check(reason)
            state.confirmed = nil
        case .rescheduled(let due, let reason):
            try require(part == commitment.confirmer)
            try check(reason)
            guard let step = present(state), !step.isEnd, let before = state.due else { throw Refusal(.ended) }
            guard due > before else { throw Refusal(.tooSoon, [before.text]) }
            state.earlier.append(CommitmentState.Rescheduling(due: before, reason: reason))
            state.due = due
        case .withdrawn(let reason):
            try require(part == commitment.confirmer)
            try move(.withdraw, &state)
            try check(reason)
            state.withdrawal = reason
        case .settled(let isKept):
            try require(part == .facilitator)
            try move(isKept ? .settleKept : .settleBroken, &state)
            state.confirmed = isKept ? day : nil
        case .admittedBroken(let reason):
            try require(part == commitment.owner)
            try move(.admitBroken, &state)
            try check(reason)
        }
    }

    private func present(_ state: CommitmentState) -> Procedure.Step? { state.step.flatMap(procedure.step) }

    private func require(_ isTheirs: Bool) throws(Refusal) {
        guard isTheirs else { throw Refusal(.notTheirs) }
    }

    private func check(_ text: String) throws(Refusal) {
        guard !text.allSatisfy(\.isWhitespace) else { throw Refusal(.reasonMissing) }
    }

    private func move(_ move: CommitmentMove, _ state: inout CommitmentState) throws(Refusal) {
        guard let target = present(state)?.moves[move.rawValue] else {
            throw Refusal(.notInThisStep, [move.rawValue, state.step?.rawValue ?? ""])
        }
        state.step = target
    }

    /// What may happen in a state, and who may do it.
    public func allowed(in state: CommitmentState) -> [Refusal.Allowed] {
        guard let step = present(state) else { return [Refusal.Allowed("make", by: "party")] }
        return step.moves.keys.map { word in
            switch CommitmentMove(rawValue: word) {
            case .reportDone, .admitBroken: Refusal.Allowed(word, by: "owner")
            case .settleKept, .settleBroken: Refusal.Allowed(word, by: "facilitator")
            default: Refusal.Allowed(word, by: "confirmer")
            }
        }
        .sorted()
    }
}
