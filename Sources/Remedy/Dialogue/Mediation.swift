import Vocabulary

/// A mediation as a file.
public typealias MediationFile = CaseFile<MediationRules>

/// What can happen in a mediation.
public enum MediationFact: Sendable, Hashable {
    /// Somebody proposes to talk. A grave matter names the inquiry or the court that goes on beside the talks.
    case proposed(parties: Set<Author.Part>, isGrave: Bool, beside: CaseID?)
    /// A party agrees to talk.
    case agreed
    /// A party does not.
    case declined(reason: String)
    /// A party accepts a mediator.
    case mediatorAccepted(id: String)
    /// They met.
    case met(minutes: String)
    /// The mediator writes down what they could agree to.
    case termsProposed(String)
    /// A party takes these terms.
    case termsAccepted
    /// What was agreed became these commitments.
    case settled(commitments: Set<CaseID>)
    /// The mediator ends it without agreement.
    case failed(reason: String)
    /// A party leaves, as any may at any time and at no cost.
    case left(reason: String)
}

/// What is so in a mediation.
public struct MediationState: Sendable, Hashable {
    /// The present step; nil before it was proposed.
    public internal(set) var step: StepID?
    /// Who talks with whom.
    public internal(set) var parties: Set<Author.Part> = []
    /// Who agreed to talk.
    public internal(set) var agreed: Set<Author.Part> = []
    /// Which mediator each party accepts.
    public internal(set) var mediators: [Author.Part: String] = [:]
    /// The mediator whom all accept.
    public internal(set) var mediator: String?
    /// The minutes of the meetings.
    public internal(set) var meetings: [String] = []
    /// The terms on the table.
    public internal(set) var terms: String?
    /// Who takes them.
    public internal(set) var takers: Set<Author.Part> = []
    /// What was agreed.
    public internal(set) var commitments: Set<CaseID> = []
    /// Why it ended without agreement.
    public internal(set) var endedBecause: String?
}

/// How a mediation goes its way.
public struct MediationRules: CaseRules {
    /// The procedure.
    public let procedure: Procedure

    /// Rules.
    public init(procedure: Procedure) { self.procedure = procedure }

    /// Nothing was proposed.
    public var initial: MediationState { MediationState() }

    /// Changes the state by what happened.
    public func apply(_ entry: Entry<MediationFact>, to state: inout MediationState) throws(Refusal) {
        do throws(Refusal) {
            try change(&state, by: entry)
        } catch {
            throw error.allowed.isEmpty ? error.allowing(allowed(in: state)) : error
        }
    }

    /// What may happen in a state, and who may do it.
    public func allowed(in state: MediationState) -> [Refusal.Allowed] {
        guard let step = present(state) else { return [Refusal.Allowed("propose", by: "party")] }
        let mediators: Set<String> = ["propose", "meet", "settle", "fail"]
        return step.moves.keys.map { move in
            // What is proposed once talks are under way are terms; the proposal to talk has the plain word.
            let act = move == MediationMove.propose.rawValue ? "propose-terms" : move
            return Refusal.Allowed(act, by: mediators.contains(move) ? "facilitator" : "party")
        }
        .sorted()
    }

    private func change(_ state: inout MediationState, by entry: Entry<MediationFact>) throws(Refusal) {
        if case .proposed(let parties, let isGrave, let beside) = entry.fact {
            guard state.step == nil else { throw Refusal(.begunAlready) }
            guard parties.count >= 2, !parties.contains(.facilitator) else { throw Refusal(.nothingThere) }
            if isGrave, beside == nil { throw Refusal(.mediationAlone) }
            state.parties = parties
            state.step = procedure.steps.first?.id
            return
        }
        guard state.step != nil else { throw Refusal(.notBegun) }
        switch entry.fact {
        case .proposed: break
        case .agreed, .declined, .mediatorAccepted, .termsAccepted, .left: try party(entry, &state)
        case .met, .termsProposed, .settled, .failed: try mediator(entry, &state)
        }
    }

    private func party(_ entry: Entry<MediationFact>, _ state: inout MediationState) throws(Refusal) {
        let part = entry.author.part
        guard state.parties.contains(part) else { throw Refusal(.notTheirs) }
        switch entry.fact {
        case .agreed:
            let next = try step(after: .agree, state)
            state.agreed.insert(part)
            if state.agreed == state.parties { state.step = next }
        case .declined(let reason): try end(.decline, reason, &state)
        case .left(let reason): try end(.leave, reason, &state)
        case .mediatorAccepted(let id):
            let next = try step(after: .appoint, state)
            try check(id)
            state.mediators[part] = id
            guard state.mediators.count == state.parties.count, Set(state.mediators.values).count == 1 else { return }
            state.mediator = id
            state.step = next
        case .termsAccepted:
            guard state.terms != nil, present(state)?.moves["settle"] != nil else { throw Refusal(.nothingThere) }
            state.takers.insert(part)
        default: break
        }
    }

    private func mediator(_ entry: Entry<MediationFact>, _ state: inout MediationState) throws(Refusal) {
        guard entry.author.part == .facilitator, entry.author.id == state.mediator else { throw Refusal(.notTheirs) }
        switch entry.fact {
        case .met(let minutes):
            state.step = try step(after: .meet, state)
            try check(minutes)
            state.meetings.append(minutes)
        case .termsProposed(let terms):
            state.step = try step(after: .propose, state)
            try check(terms)
            // New terms are accepted anew: nobody is held to what they did not read.
            (state.terms, state.takers) = (terms, [])
        case .settled(let commitments):
            let next = try step(after: .settle, state)
            guard state.takers == state.parties else { throw Refusal(.consentMissing) }
            guard !commitments.isEmpty else { throw Refusal(.nothingThere) }
            (state.commitments, state.step) = (commitments, next)
        case .failed(let reason): try end(.fail, reason, &state)
        default: break
        }
    }

    private func present(_ state: MediationState) -> Procedure.Step? { state.step.flatMap(procedure.step) }

    private func step(after move: MediationMove, _ state: MediationState) throws(Refusal) -> StepID {
        guard let target = present(state)?.moves[move.rawValue] else {
            throw Refusal(.notInThisStep, [move.rawValue, state.step?.rawValue ?? ""])
        }
        return target
    }

    private func end(_ move: MediationMove, _ reason: String, _ state: inout MediationState) throws(Refusal) {
        let next = try step(after: move, state)
        try check(reason)
        (state.step, state.endedBecause) = (next, reason)
    }

    private func check(_ text: String) throws(Refusal) {
        guard !text.allSatisfy(\.isWhitespace) else { throw Refusal(.reasonMissing) }
    }
}
