public import Vocabulary

/// The plan of distribution and the payments by it.
extension RestitutionRules {
    /// The plan that the rules give on a day.
    ///
    /// What is held, less what is kept for costs, and what was paid already are shared: class by class in the order of the
    /// law, within classes of one priority in proportion to what was approved, by largest remainder. A claim that can
    /// still change counts with what it asks, and its part is set aside. Nobody gets less than was paid already. Claims
    /// of one priority stand in the order of their ids.
    ///
    /// - Parameter kept: What is kept for costs, in minor units.
    public func plan(of state: RestitutionState, on day: CalendarDay, keeping kept: Int = 0) -> [PlanLine] {
        guard let account = state.account, kept >= 0, kept <= account.held else { return [] }
        var left = account.held - kept
        var lines: [PlanLine] = []
        let claims = state.claims.values.filter { filed in
            filed.paid > 0 || filed.entitlement(on: day) > 0 && exclusion(of: filed.claim, state) == nil
        }
        let byPriority = Dictionary(grouping: claims) { guide.priority(of: $0.claim.victims) }
        for (_, group) in byPriority.sorted(by: { $0.key < $1.key }) {
            let sorted = group.sorted { $0.claim.id < $1.claim.id }
            let paid = sorted.map(\.paid)
            let weights = sorted.map { filed in
                exclusion(of: filed.claim, state) == nil ? filed.entitlement(on: day) : filed.paid
            }
            let paidAll = paid.reduce(0, +)
            // Sums of weights may be larger than any account, so they are compared and not added to.
            let asked = weights.reduce(Int128(0)) { $0 + Int128($1) }
            let budget = Int(clamping: min(asked, Int128(left) + Int128(paidAll)))
            let shares = Apportionment.shares(of: budget, by: weights, notBelow: paid)
            left -= budget - paidAll
            for (filed, share) in zip(sorted, shares) {
                lines.append(PlanLine(filed.claim.id, share, isSetAside: !filed.isFinal(on: day)))
            }
        }
        return lines
    }

    func adopt(
        _ id: String,
        keeping kept: Money?,
        _ lines: [PlanLine],
        _ act: Act<RestitutionDeed>,
        _ number: Int,
        _ account: Account,
        _ state: inout RestitutionState
    ) throws(ActRefusal) {
        if let kept, kept.currency != account.currency { throw ActRefusal(.otherCurrency, [kept.currency.code]) }
        guard (0...account.held).contains(kept?.minorUnits ?? 0) else {
            throw ActRefusal(.notHeld, [account.money(account.held).description])
        }
        guard act.paper != nil else { throw ActRefusal(.missing, missing: ["paper"]) }
        try use(id, nil, &state)
        let right = plan(of: state, on: act.day, keeping: kept?.minorUnits ?? 0)
        guard lines == right else {
            let differing = right.filter { !lines.contains($0) }.map(\.claim.rawValue)
            throw ActRefusal(.notThePlan, Array(differing.prefix(20)))
        }
        state.plan = .init(id: id, act: number, lines: lines)
    }

    func pay(
        _ id: PaymentID,
        _ claim: ClaimID,
        _ money: Money,
        _ act: Act<RestitutionDeed>,
        _ number: Int,
        _ account: inout Account,
        _ state: inout RestitutionState
    ) throws(ActRefusal) {
        guard let filed = state.claims[claim] else { throw ActRefusal(.unknown, [claim.rawValue]) }
        if let ground = exclusion(of: filed.claim, state) { throw ActRefusal(.excluded, [ground.rawValue]) }
        guard filed.withdrawnBy == nil, case .approved(let approved)? = filed.decision, let decision = filed.decidedBy,
            filed.isFinal(on: act.day)
        else { throw ActRefusal(.notFinal, [claim.rawValue], missing: ["final decision"]) }
        guard let plan = state.plan, let line = plan.lines.first(where: { $0.claim == claim }), !line.isSetAside else {
            throw ActRefusal(.notThePlan, [claim.rawValue], missing: ["adopt"])
        }
        if filed.claim.victims == .community, filed.assembly == nil {
            throw ActRefusal(.assemblyMissing, [claim.rawValue], missing: ["assembly"])
        }
        guard act.paper != nil else { throw ActRefusal(.missing, missing: ["paper"]) }
        let most = min(line.minorUnits, approved.minorUnits) - filed.paid
        guard money.minorUnits <= most else { throw ActRefusal(.moreThanPlanned, [account.money(most).description]) }
        try use("payment " + id.rawValue, nil, &state)
        try account.pay(money)
        state.claims[claim]?.paid += money.minorUnits
        state.payments[id] = .init(
            claim: claim,
            money: money,
            act: number,
            claimAct: filed.act,
            decisionAct: decision,
            planAct: plan.act
        )
    }

    /// What is left goes on only when nobody waits for anything.
    func passOn(
        _ id: String,
        _ money: Money,
        _ act: Act<RestitutionDeed>,
        _ account: inout Account,
        _ state: inout RestitutionState
    ) throws(ActRefusal) {
        let waiting = state.claims.values.filter { filed in
            !filed.isFinal(on: act.day)
                || exclusion(of: filed.claim, state) == nil && filed.paid < filed.entitlement(on: act.day)
        }
        guard waiting.isEmpty else { throw ActRefusal(.promised, waiting.map(\.claim.id.rawValue).sorted()) }
        guard state.plan != nil else { throw ActRefusal(.notThePlan, missing: ["adopt"]) }
        guard act.paper != nil else { throw ActRefusal(.missing, missing: ["paper"]) }
        try use(id, nil, &state)
        try account.pay(money)
        state.passedOn += money.minorUnits
    }
}
