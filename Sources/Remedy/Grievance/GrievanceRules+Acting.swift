import Vocabulary

/// Who may act, and what it means to be in a step.
extension GrievanceRules {
    /// The organisations that may not touch a file: those complained of, what they control, and those with an interest.
    public func excluded(from state: GrievanceState) -> Set<OrganisationID> {
        control.closure(of: state.respondents).union(state.conflicted)
    }

    func present(_ state: GrievanceState) -> Procedure.Step? { state.step.flatMap(procedure.step) }

    func isGrave(_ state: GrievanceState) -> Bool { state.categories.contains { table[$0]?.isGrave ?? false } }

    func isUrgent(_ categories: Set<CategoryID>) -> Bool { categories.contains { table[$0]?.isUrgent ?? false } }

    func check(_ categories: Set<CategoryID>) throws(Refusal) {
        guard !categories.isEmpty else { throw Refusal(.nothingThere) }
        let unknown = categories.filter { table[$0] == nil }.sorted()
        guard unknown.isEmpty else { throw Refusal(.unknownWord, unknown.map(\.rawValue)) }
    }

    func check(_ reason: String) throws(Refusal) {
        guard !reason.allSatisfy(\.isWhitespace) else { throw Refusal(.reasonMissing) }
    }

    // MARK: Authors

    func isPerson(_ author: Author, _ state: GrievanceState) -> Bool {
        author.part == .person || author.part == .representative && state.representation != nil
    }

    func isRespondent(_ author: Author, _ state: GrievanceState) -> Bool {
        guard case .organisation(let id) = author.part else { return false }
        return control.closure(of: state.respondents).contains(id)
    }

    func requirePerson(_ turn: Turn, _ state: GrievanceState) throws(Refusal) {
        if isPerson(turn.author, state) { return }
        if turn.author.part == .representative { throw Refusal(.consentMissing) }
        throw Refusal(.notTheirs, [turn.entry.fact.word])
    }

    /// The organisation that has the step, and no other.
    @discardableResult
    func requireBody(_ turn: Turn, _ state: GrievanceState) throws(Refusal) -> OrganisationID {
        guard case .organisation(let id) = turn.author.part else { throw Refusal(.notTheirs, [turn.entry.fact.word]) }
        try requireClean(id, state)
        guard state.ended == nil else {
            // Where a file has ended, any body of the procedure may note what follows.
            guard bindings.values.contains(id) else { throw Refusal(.notTheirs, [id.rawValue]) }
            return id
        }
        guard let acting = state.acting else { throw Refusal(.noBodyMayAct) }
        guard acting == id else { throw Refusal(.notTheirs, [id.rawValue]) }
        return id
    }

    func requireClean(_ id: OrganisationID, _ state: GrievanceState) throws(Refusal) {
        if state.conflicted.contains(id) { throw Refusal(.conflictOfInterest, [id.rawValue]) }
        if control.closure(of: state.respondents).contains(id) { throw Refusal(.bodyComplainedOf, [id.rawValue]) }
    }

    // MARK: Steps

    func step(after move: GrievanceMove, _ state: GrievanceState) throws(Refusal) -> Procedure.Step {
        guard let step = present(state), let target = step.moves[move.rawValue], let next = procedure.step(target)
        else {
            throw Refusal(.notInThisStep, [move.rawValue, state.step?.rawValue ?? ""])
        }
        return next
    }

    /// - Parameter isDone: Whether who had the step has finished it; not so where the person walked out of it.
    func enter(_ step: Procedure.Step, _ day: CalendarDay, _ state: inout GrievanceState, isDone: Bool = true) {
        if let last = state.stays.indices.last {
            state.stays[last].until = day
            state.stays[last].isDone = isDone
        }
        state.step = step.id
        state.assigned = nil
        state.ended = step.isEnd ? day : nil
        let limit = state.isUrgent ? step.urgentLimit ?? step.limit : step.limit
        let clock = step.isEnd ? nil : limit.map { LimitClock(start: day, limit: $0) }
        state.stays.append(StepStay(step: step.id, body: body(for: step, state), from: day, clock: clock))
    }

    /// Lets the body that may act now have the step, where that has changed.
    func reassign(_ day: CalendarDay, _ state: inout GrievanceState) {
        guard let step = present(state), !step.isEnd, let last = state.stays.last else { return }
        let body = body(for: step, state)
        guard body != last.body else { return }
        state.stays[state.stays.count - 1].until = day
        state.stays.append(StepStay(step: step.id, body: body, from: day, clock: last.clock))
    }

    /// Who has a step: the organisation that took it over, else the body of the step, else its alternates in their order.
    private func body(for step: Procedure.Step, _ state: GrievanceState) -> OrganisationID? {
        guard let id = step.body else { return nil }
        var out = excluded(from: state)
        // Nobody hears an appeal against themselves.
        if step.stage == .appeal { out.formUnion(control.closure(of: state.deciders)) }
        let parts = [id] + (procedure.body(id)?.alternates ?? [])
        return ([state.assigned] + parts.map { bindings[$0] }).compactMap(\.self).first { !out.contains($0) }
    }
}
