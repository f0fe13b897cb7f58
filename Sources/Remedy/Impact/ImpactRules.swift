import Vocabulary

/// How an assessment goes its way.
public struct ImpactRules: CaseRules {
    /// Questions, quantities and limits.
    public let guide: ImpactGuide
    /// The days of work of the place.
    public let calendar: WorkingCalendar

    /// Rules.
    public init(guide: ImpactGuide, calendar: WorkingCalendar) {
        self.guide = guide
        self.calendar = calendar
    }

    /// The rules by which the answers to a finding are followed.
    public var followUp: FollowUpRules { FollowUpRules(limit: guide.answerLimit, calendar: calendar) }

    /// Nothing was begun.
    public var initial: ImpactState { ImpactState() }

    /// Changes the state by what happened.
    public func apply(_ entry: Entry<ImpactFact>, to state: inout ImpactState) throws(Refusal) {
        do throws(Refusal) {
            try change(&state, by: entry)
        } catch {
            throw error.allowed.isEmpty ? error.allowing(allowed(in: state)) : error
        }
    }

    /// What may happen in a state, and who may do it.
    public func allowed(in state: ImpactState) -> [Refusal.Allowed] {
        let withdraw = Refusal.Allowed("withdraw", by: "person")
        guard let stage = state.stage else { return [Refusal.Allowed("begin", by: "facilitator"), withdraw] }
        guard state.closedBecause == nil else { return [withdraw] }
        let acts: [(String, ImpactStage)] = [
            ("record", .prepare), ("measure", .prepare), ("scope", .frame), ("choose-set", .questions),
            ("interview", .gather), ("find", .analyse), ("put", .engage),
        ]
        var allowed = acts.filter { $0.1 <= stage }.map { $0.0 } + ["close"]
        if stage.next != nil, blocking(state).isEmpty { allowed.append("advance") }
        return allowed.map { Refusal.Allowed($0, by: "facilitator") } + [withdraw]
    }

    private func change(_ state: inout ImpactState, by entry: Entry<ImpactFact>) throws(Refusal) {
        // Consent is taken back at any time: before the interview has arrived, and after the end.
        if case .withdrew(let id, let uses) = entry.fact { return try withdraw(uses, from: id, entry.author, &state) }
        try requireTeam(entry)
        if case .begun(let project, let place, let answerable) = entry.fact {
            guard state.stage == nil else { throw Refusal(.begunAlready) }
            try check(id: project)
            try check(id: place)
            guard !answerable.isEmpty else { throw Refusal(.nothingThere) }
            (state.stage, state.project, state.place, state.answerable) = (.prepare, project, place, answerable)
            return
        }
        guard let stage = state.stage else { throw Refusal(.notBegun) }
        guard state.closedBecause == nil else { throw Refusal(.ended) }
        switch entry.fact {
        case .begun, .withdrew: break
        case .recorded(let what, let record):
            try require(what.stage, stage)
            try check(id: record)
            state.records[what, default: []].append(record)
        case .scoped(let right, let reason):
            try require(.frame, stage)
            guard guide.rights.contains(where: { $0.id == right }) else { throw Refusal(.unknownWord, [right]) }
            try check(reason)
            guard state.rights[right] == nil else { throw Refusal(.alreadySo, [right]) }
            state.rights[right] = reason
        case .setChosen(let id):
            try require(.questions, stage)
            guard let set = guide.questionSet(id) else { throw Refusal(.unknownWord, [id]) }
            guard state.rights[set.right] != nil else { throw Refusal(.nothingThere, [set.right]) }
            guard state.sets.insert(id).inserted else { throw Refusal(.alreadySo, [id]) }
        case .interviewed(let interview):
            try require(.gather, stage)
            try hear(interview, &state)
        case .heard(let id, let set, let digest):
            try require(.gather, stage)
            try hear(id, set, digest, &state)
        case .measured(let observation): try measure(observation, entry.at, &state)
        case .found(let finding):
            try require(.analyse, stage)
            try find(finding, &state)
        case .put(let finding, let organisation, let followUp):
            try require(.engage, stage)
            try put(finding, to: organisation, followUp, &state)
        case .advanced(let target):
            guard target == stage.next else { throw Refusal(.notInThisStep, [target.rawValue, stage.rawValue]) }
            let gaps = blocking(state)
            guard gaps.isEmpty else { throw Refusal(.stepMissing, gaps.map(\.description)) }
            state.stage = target
        case .closed(let reason):
            try check(reason)
            state.closedBecause = reason
        }
    }

    /// No company and no ministry says what people told or what was found about it; they answer the findings.
    private func requireTeam(_ entry: Entry<ImpactFact>) throws(Refusal) {
        switch entry.author.part {
        case .person, .representative, .facilitator: return
        case .organisation, .seat: throw Refusal(.notTheirs)
        }
    }

    private func require(_ needed: ImpactStage, _ stage: ImpactStage) throws(Refusal) {
        guard needed <= stage else { throw Refusal(.notInThisStep, [needed.rawValue, stage.rawValue]) }
    }

    private func put(
        _ id: String,
        to organisation: OrganisationID,
        _ followUp: CaseID,
        _ state: inout ImpactState
    ) throws(Refusal) {
        guard state.findings[id] != nil else { throw Refusal(.nothingThere, [id]) }
        guard state.answerable.contains(organisation) else { throw Refusal(.nothingThere, [organisation.rawValue]) }
        let before = state.addressed[id] ?? []
        guard !before.contains(where: { $0.to == organisation }) else {
            throw Refusal(.alreadySo, [id, organisation.rawValue])
        }
        try check(id: followUp.rawValue)
        state.addressed[id] = before + [ImpactState.Addressed(to: organisation, followUp: followUp)]
    }

    func check(_ text: String) throws(Refusal) {
        guard !text.allSatisfy(\.isWhitespace) else { throw Refusal(.reasonMissing) }
    }

    /// Ids have no spaces, so that a name written where an id belongs is refused more often than not.
    func check(id: String) throws(Refusal) {
        let isID =
            (1...80).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x2E || byte == 0x5F
            }
        guard isID else { throw Refusal(.unknownWord, [id]) }
    }
}
