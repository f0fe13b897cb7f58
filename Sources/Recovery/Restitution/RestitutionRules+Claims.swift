import Vocabulary

/// Claims and what is decided on them.
extension RestitutionRules {
    func applyToClaim(
        _ act: Act<RestitutionDeed>,
        _ number: Int,
        _ currency: Currency,
        _ state: inout RestitutionState
    ) throws(ActRefusal) {
        switch act.deed {
        case .claim(let claim): try file(claim, act.day, number, currency, &state)
        case .decide(let id, let decision):
            var filed = try open(id, state)
            guard filed.decision == nil else { throw ActRefusal(.alreadySo, [id.rawValue]) }
            try decide(decision, &filed, number, currency, state)
            filed.appealEnd = guide.appealTerm.due(from: act.day, working)
            state.claims[id] = filed
        case .appeal(let id):
            var filed = try open(id, state)
            guard let end = filed.appealEnd, !filed.isAppealed else { throw ActRefusal(.notLawful, [id.rawValue]) }
            guard act.day <= end else { throw ActRefusal(.ended, [end.text]) }
            filed.isAppealed = true
            state.claims[id] = filed
        case .decideAppeal(let id, let decision):
            var filed = try open(id, state)
            guard filed.isAppealed else { throw ActRefusal(.notLawful, [id.rawValue]) }
            try decide(decision, &filed, number, currency, state)
            (filed.isAppealed, filed.appealEnd) = (false, nil)
            state.claims[id] = filed
        case .withdraw(let id):
            var filed = try open(id, state)
            guard filed.paid == 0 else { throw ActRefusal(.alreadySo, [id.rawValue]) }
            filed.withdrawnBy = number
            state.claims[id] = filed
        case .assembly(let id, let assembly):
            var filed = try open(id, state)
            guard filed.claim.victims == .community else { throw ActRefusal(.notLawful, [id.rawValue]) }
            guard assembly.day <= act.day else { throw ActRefusal(.wrongDay, [assembly.day.text]) }
            guard assembly.inFavour > assembly.against, assembly.against >= 0, !assembly.measure.isEmpty,
                !assembly.minutes.title.isEmpty
            else { throw ActRefusal(.assemblyMissing, [id.rawValue]) }
            filed.assembly = number
            state.claims[id] = filed
        default: break
        }
    }

    private func file(
        _ claim: Claim,
        _ day: CalendarDay,
        _ number: Int,
        _ currency: Currency,
        _ state: inout RestitutionState
    ) throws(ActRefusal) {
        guard state.claims[claim.id] == nil else { throw ActRefusal(.usedTwice, [claim.id.rawValue]) }
        guard claim.asked.currency == currency else {
            throw ActRefusal(.otherCurrency, [claim.asked.currency.code])
        }
        guard (1...Account.most).contains(claim.asked.minorUnits), (1...1_000_000_000).contains(claim.people) else {
            throw ActRefusal(.notPositive, [claim.asked.description])
        }
        var missing: [String] = []
        if claim.id.rawValue.isEmpty { missing.append("id") }
        if claim.district.allSatisfy(\.isWhitespace) { missing.append("district") }
        if claim.harm.allSatisfy(\.isWhitespace) { missing.append("harm") }
        if claim.claimant.rawValue.isEmpty { missing.append("claimant") }
        guard missing.isEmpty else { throw ActRefusal(.missing, missing: missing) }
        guard claim.period.lowerBound <= day else { throw ActRefusal(.wrongDay, [claim.period.lowerBound.text]) }
        if claim.representative != nil, claim.consent == nil {
            throw ActRefusal(.consentMissing, [claim.id.rawValue], missing: ["consent"])
        }
        state.claims[claim.id] = .init(claim: claim, act: number)
    }

    private func open(_ id: ClaimID, _ state: RestitutionState) throws(ActRefusal) -> RestitutionState.Filed {
        guard let filed = state.claims[id] else { throw ActRefusal(.unknown, [id.rawValue]) }
        guard filed.withdrawnBy == nil else { throw ActRefusal(.ended, [id.rawValue]) }
        return filed
    }

    private func decide(
        _ decision: ClaimDecision,
        _ filed: inout RestitutionState.Filed,
        _ number: Int,
        _ currency: Currency,
        _ state: RestitutionState
    ) throws(ActRefusal) {
        if case .approved(let money) = decision {
            guard money.currency == currency else { throw ActRefusal(.otherCurrency, [money.currency.code]) }
            guard money.minorUnits > 0 else { throw ActRefusal(.notPositive) }
            guard money.minorUnits <= filed.claim.asked.minorUnits else {
                throw ActRefusal(.moreThanAsked, [filed.claim.asked.description])
            }
            if let ground = exclusion(of: filed.claim, state) { throw ActRefusal(.excluded, [ground.rawValue]) }
            guard !filed.claim.evidence.isEmpty else { throw ActRefusal(.missing, missing: ["evidence"]) }
        }
        (filed.decision, filed.decidedBy) = (decision, number)
    }

    /// Why a claim may not be paid: who claims, or who would receive it for them.
    func exclusion(of claim: Claim, _ state: RestitutionState) -> Exclusion? {
        state.excluded[claim.claimant] ?? claim.representative.flatMap { state.excluded[$0] }
    }
}
