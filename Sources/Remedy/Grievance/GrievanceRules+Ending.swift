import Vocabulary

/// Appeals, mediation, and how a file ends and begins again.
extension GrievanceRules {
    func turnAway(_ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        switch turn.entry.fact {
        case .appealed(let ground):
            try requirePerson(turn, state)
            let next = try step(after: .appeal, state)
            try check(ground)
            // Where nothing was decided against the person, it is delay that is appealed, and there has to be some.
            if isAppealOfDelay(state.step), overdue(on: turn.day, in: state) == 0 { throw Refusal(.tooSoon) }
            state.appeals += 1
            state.appealedFrom = state.step
            enter(next, turn.day, &state, isDone: false)
        case .mediationOpened:
            try requirePerson(turn, state)
            let next = try step(after: .mediate, state)
            // Talks may go beside an inquiry or a court, never instead of them.
            let grave = state.categories.filter { table[$0]?.isGrave ?? false }
            let isLookedInto =
                grave.allSatisfy { state.findings[$0] != nil } || state.appealsUpheld > 0 || !state.referrals.isEmpty
            guard isLookedInto else { throw Refusal(.mediationAlone, grave.sorted().map(\.rawValue)) }
            enter(next, turn.day, &state, isDone: false)
        case .mediationEnded(let agreed):
            let isMediator = turn.author.part == .facilitator
            if !isMediator, agreed || !isPerson(turn.author, state) { try requireBody(turn, state) }
            enter(try step(after: agreed ? .settle : .failMediation, state), turn.day, &state)
        case .closed(let closure):
            try requireBody(turn, state)
            let next = try step(after: .close, state)
            try checkClosing(closure, turn, state)
            state.closure = closure
            enter(next, turn.day, &state)
        case .reopened(let reason):
            if !isPerson(turn.author, state) { try requireBody(turn, state) }
            let next = try step(after: .reopen, state)
            try check(reason)
            state.reopenings += 1
            (state.closure, state.withdrawal) = (nil, nil)
            state.findings = [:]
            state.isRejected = false
            enter(next, turn.day, &state)
        case .withdrawn(let reason):
            try requirePerson(turn, state)
            let next = try step(after: .withdraw, state)
            try check(reason)
            state.withdrawal = reason
            enter(next, turn.day, &state, isDone: false)
        default: break
        }
    }

    /// Whether an appeal from a step is about delay, not about a decision.
    func isAppealOfDelay(_ step: StepID?) -> Bool {
        let stage = step.flatMap(procedure.step)?.stage
        return stage == .delivery || stage == .remedy
    }

    private func checkClosing(_ closure: Closure, _ turn: Turn, _ state: GrievanceState) throws(Refusal) {
        let missing = routesDue(state).subtracting(state.routesOffered).sorted()
        guard missing.isEmpty else { throw Refusal(.routesNotOffered, missing.map(\.rawValue)) }
        guard !state.isRetaliationOpen else { throw Refusal(.retaliationOpen) }
        guard closure.askedSatisfaction || closure.reason == .unreachable else { throw Refusal(.satisfactionNotAsked) }
        switch closure.reason {
        case .delivered:
            // Silence is not confirmation: each item has the person's own word.
            guard let offer = state.offers.last(where: { $0.answer == .accepted }), offer.isDelivered else {
                throw Refusal(.notConfirmed)
            }
            guard state.retaliationChecks > 0 else { throw Refusal(.retaliationUnchecked) }
            return
        case .unreachable:
            try checkContacts(turn, state)
            return
        case .referred:
            guard state.referrals.contains(where: { $0.receipt != nil }) else { throw Refusal(.notReferred) }
        case .inadmissible:
            guard state.isRejected else { throw Refusal(.notInThisStep, [closure.reason.rawValue]) }
        case .notEstablished:
            let outcomes = state.findings.values.map(\.outcome)
            guard !outcomes.isEmpty, outcomes.allSatisfy({ $0 == .notEstablished }) else {
                throw Refusal(.notInThisStep, [closure.reason.rawValue])
            }
        case .unresolved:
            // What has no answer yet is no refusal.
            if state.offers.last?.answer == OfferProgress.Answer.none { throw Refusal(.notTried) }
            guard !state.isRejected else { throw Refusal(.notInThisStep, [closure.reason.rawValue]) }
        }
        // What has the person's yes is owed until it is there, wherever else the matter may go.
        guard state.owed == nil else { throw Refusal(.notConfirmed) }
        // While the person may still answer or appeal, nobody closes the file over their head.
        if present(state)?.waitsFor == .person, overdue(on: turn.day, in: state) == 0 {
            guard case .on(let due)? = state.clock?.due(in: calendar) else { throw Refusal(.windowOpen) }
            throw Refusal(.windowOpen, [due.text])
        }
    }

    private func checkContacts(_ turn: Turn, _ state: GrievanceState) throws(Refusal) {
        let days = Set(state.contacts)
        guard let first = days.min(), days.count >= procedure.terms.contactAttempts,
            turn.day.number - first.number >= procedure.terms.contactDays
        else {
            throw Refusal(.notTried, [String(procedure.terms.contactAttempts), String(procedure.terms.contactDays)])
        }
    }
}
