import Vocabulary

/// What bodies decide, and who is asked to.
extension GrievanceRules {
    func decide(_ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        let body = try requireBody(turn, state)
        switch turn.entry.fact {
        case .acknowledged(let routes):
            let next = try step(after: .acknowledge, state)
            try offer(routes, &state)
            state.acknowledged = turn.day
            state.updates.append(turn.day)
            enter(next, turn.day, &state)
        case .admitted:
            enter(try step(after: .admit, state), turn.day, &state)
        case .rejected(let ground):
            let next = try step(after: .reject, state)
            try check(ground)
            state.isRejected = true
            decided(by: body, against: true, &state)
            enter(next, turn.day, &state)
        case .found(let finding):
            try find(finding, body, turn, &state)
        case .appealDecided(let upheld):
            let next = try step(after: upheld ? .uphold : .dismiss, state)
            decided(by: body, against: !upheld, &state)
            if upheld {
                state.appealsUpheld += 1
                state.isRejected = false
                // What the appeal overturned is no finding any more.
                state.findings = [:]
            }
            // An appeal of delay that is lost leads back to what was waited for.
            let back = !upheld && isAppealOfDelay(state.appealedFrom) ? state.appealedFrom.flatMap(procedure.step) : nil
            enter(back ?? next, turn.day, &state)
        default: break
        }
    }

    private func decided(by body: OrganisationID, against: Bool, _ state: inout GrievanceState) {
        state.decidedBy.append(body)
        if against { state.deciders.insert(body) }
    }

    /// Takes a finding; the file moves on when there is one on each category.
    private func find(
        _ finding: Finding,
        _ body: OrganisationID,
        _ turn: Turn,
        _ state: inout GrievanceState
    ) throws(Refusal) {
        guard present(state)?.stage == .inquiry else {
            throw Refusal(.notInThisStep, ["find", state.step?.rawValue ?? ""])
        }
        guard state.categories.contains(finding.category), let category = table[finding.category] else {
            throw Refusal(.unknownWord, [finding.category.rawValue])
        }
        guard finding.standard == category.standard else {
            throw Refusal(.wrongStandard, [finding.standard.rawValue, category.standard.rawValue])
        }
        state.findings[finding.category] = finding
        let outcomes = state.categories.map { state.findings[$0]?.outcome }
        guard outcomes.allSatisfy({ $0 != nil }) else { return }
        let isEstablished = outcomes.contains { $0 != .notEstablished }
        let next = try step(after: isEstablished ? .establish : .notEstablish, state)
        decided(by: body, against: !isEstablished, &state)
        enter(next, turn.day, &state)
    }

    /// Tells the person of the ways outside: all that take complaints against whom this one is about.
    func offer(_ routes: Set<RouteID>, _ state: inout GrievanceState) throws(Refusal) {
        let known = Set(table.routes.map(\.id))
        let unknown = routes.subtracting(known).sorted()
        guard unknown.isEmpty else { throw Refusal(.unknownWord, unknown.map(\.rawValue)) }
        let missing = routesDue(state).subtracting(state.routesOffered).subtracting(routes).sorted()
        guard missing.isEmpty else { throw Refusal(.routesNotOffered, missing.map(\.rawValue)) }
        state.routesOffered.formUnion(routes)
    }

    /// The ways outside of which a person must be told; routes that only members of an association open are extra.
    func routesDue(_ state: GrievanceState) -> Set<RouteID> {
        let against = state.categories.reduce(into: Set<ComplaintCategory.Against>()) { all, id in
            all.formUnion(table[id]?.against ?? [])
        }
        return Set(table.routes.filter { !$0.needsMembership && !$0.against.isDisjoint(with: against) }.map(\.id))
    }

    // MARK: What it is about, and who deals with it

    func arrange(_ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        guard state.ended == nil else { throw Refusal(.ended) }
        switch turn.entry.fact {
        case .categorised(let categories, let isDangerous):
            if !isPerson(turn.author, state) { try requireBody(turn, state) }
            try check(categories)
            // What a person called grave stays grave until a finding says otherwise: no body talks it down.
            let grave = state.categories.filter { table[$0]?.isGrave ?? false }
            guard isPerson(turn.author, state) || grave.isSubset(of: categories) else {
                throw Refusal(.notTheirs, grave.subtracting(categories).sorted().map(\.rawValue))
            }
            state.categories = categories
            hasten(isDangerous || isUrgent(categories), turn, &state)
        case .respondentsNamed(let respondents):
            if !isPerson(turn.author, state) { try requireBody(turn, state) }
            // A body may add who is complained of, and never strikes anybody off.
            guard isPerson(turn.author, state) || state.respondents.isSubset(of: respondents) else {
                throw Refusal(.notTheirs, state.respondents.subtracting(respondents).sorted().map(\.rawValue))
            }
            state.respondents = respondents
            reassign(turn.day, &state)
        case .represented(let consent):
            guard turn.author.part == .person else { throw Refusal(.consentMissing) }
            state.representation = consent
        case .assigned(let organisation):
            try assign(organisation, turn, &state)
        case .interestDeclared(let hasConflict):
            guard case .organisation(let id) = turn.author.part, bindings.values.contains(id) || state.acting == id
            else {
                throw Refusal(.notTheirs)
            }
            state.declared.insert(id)
            guard hasConflict else { return }
            state.conflicted.insert(id)
            reassign(turn.day, &state)
        default: break
        }
    }

    private func assign(_ organisation: OrganisationID, _ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        try requireClean(organisation, state)
        if present(state)?.stage == .appeal, control.closure(of: state.deciders).contains(organisation) {
            throw Refusal(.decidedBefore, [organisation.rawValue])
        }
        if state.acting == nil {
            // Nobody has the step: who keeps the files, or any clean body of the procedure, sees to it that somebody does.
            switch turn.author.part {
            case .facilitator: break
            case .organisation(let id) where bindings.values.contains(id): try requireClean(id, state)
            default: throw Refusal(.notTheirs, ["assign"])
            }
        } else {
            try requireBody(turn, state)
        }
        guard organisation != state.acting else { throw Refusal(.alreadySo, [organisation.rawValue]) }
        state.assigned = organisation
        reassign(turn.day, &state)
    }

    /// Puts a file into the fast lane: the clock of the step begins anew with the shorter limit.
    private func hasten(_ isUrgent: Bool, _ turn: Turn, _ state: inout GrievanceState) {
        guard isUrgent, !state.isUrgent else { return }
        state.isUrgent = true
        guard let limit = present(state)?.urgentLimit, let last = state.stays.indices.last else { return }
        state.stays[last].clock = LimitClock(start: turn.day, limit: limit)
    }
}
