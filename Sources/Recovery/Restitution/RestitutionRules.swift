import Vocabulary

/// The rules by which a fund for compensation is kept.
public struct RestitutionRules: ActRules {
    /// What the country's file says.
    public let guide: RestitutionGuide
    let working: WorkingDays

    /// The rules of a guide.
    public init(_ guide: RestitutionGuide, _ working: WorkingDays) {
        (self.guide, self.working) = (guide, working)
    }

    /// A fund that is not opened.
    public var initial: RestitutionState { RestitutionState() }

    /// The kinds of act that a fund can take now.
    public func lawful(in state: RestitutionState) -> [String] {
        guard let account = state.account else { return ["open"] }
        var lawful = ["receive", "convert", "claim", "exclude"]
        if account.held > state.promised { lawful.append("cost") }
        if state.claims.values.contains(where: { $0.decision == nil && $0.withdrawnBy == nil }) {
            lawful.append("decide")
        }
        if state.claims.values.contains(where: { $0.isAppealed }) { lawful.append("decide-appeal") }
        if !state.claims.isEmpty { lawful += ["appeal", "withdraw", "assembly", "adopt"] }
        if state.promised > 0 { lawful.append("pay") }
        if !state.payments.isEmpty { lawful.append("returned") }
        return lawful
    }

    /// The free words of a deed.
    public func words(of deed: RestitutionDeed) -> [String] {
        switch deed {
        case .open, .appeal, .withdraw, .decide, .decideAppeal, .returned: []
        case .convert(let id, let conversion): [id, conversion.source]
        case .receive(let id, let asset, let booked): [id, asset.rawValue, booked.conversion ?? ""]
        case .cost(let id, let booked, let purpose): [id, purpose, booked.conversion ?? ""]
        case .claim(let claim):
            [
                claim.id.rawValue, claim.claimant.rawValue, claim.district, claim.harm,
                claim.representative?.rawValue ?? "",
            ]
        case .assembly(_, let assembly): [assembly.measure]
        case .exclude(let actor, _): [actor.rawValue]
        case .adopt(let id, _, _): [id]
        case .passOn(let id, _, let recipient): [id, recipient.name]
        case .pay(let id, _, _): [id.rawValue]
        }
    }

    /// The papers of a deed.
    public func papers(of deed: RestitutionDeed) -> [PaperReference] {
        switch deed {
        case .claim(let claim): claim.evidence + (claim.consent.map { [$0] } ?? [])
        case .assembly(_, let assembly): [assembly.minutes]
        default: []
        }
    }

    /// Does an act to the state.
    public func apply(_ act: Act<RestitutionDeed>, number: Int, to state: inout RestitutionState) throws(ActRefusal) {
        if case .open(let currency) = act.deed {
            guard state.account == nil else { throw ActRefusal(.begunAlready) }
            state.account = Account(currency)
            return
        }
        guard var account = state.account else { throw ActRefusal(.notBegun) }
        switch act.deed {
        case .open: break
        case .convert(let id, let conversion):
            guard conversion.to.currency == account.currency else {
                throw ActRefusal(.otherCurrency, [conversion.to.currency.code])
            }
            guard conversion.day <= act.day else { throw ActRefusal(.wrongDay, [conversion.day.text]) }
            guard !id.isEmpty, state.conversions.updateValue(conversion, forKey: id) == nil else {
                throw ActRefusal(.usedTwice, [id])
            }
        case .receive(let id, let asset, let booked):
            guard !asset.rawValue.isEmpty else { throw ActRefusal(.missing, missing: ["asset"]) }
            try use(id, booked, &state)
            try account.receive(booked.money)
            state.received[asset, default: 0] += booked.money.minorUnits
        case .cost(let id, let booked, let purpose):
            guard purpose.contains(where: { !$0.isWhitespace }) else {
                throw ActRefusal(.missing, missing: ["purpose"])
            }
            // What the plan promises is the victims'; costs are kept back when the plan is made.
            guard booked.money.minorUnits <= account.held - state.promised else {
                throw ActRefusal(.promised, [account.money(account.held - state.promised).description])
            }
            try use(id, booked, &state)
            try account.spend(booked.money)
        case .exclude(let actor, let ground):
            guard state.excluded.updateValue(ground, forKey: actor) == nil else {
                throw ActRefusal(.alreadySo, [actor.rawValue])
            }
        case .claim, .decide, .appeal, .decideAppeal, .withdraw, .assembly:
            try applyToClaim(act, number, account.currency, &state)
        case .adopt(let id, let kept, let lines):
            try adopt(id, keeping: kept, lines, act, number, account, &state)
        case .pay(let id, let claim, let money):
            try pay(id, claim, money, act, number, &account, &state)
        case .returned(let id):
            guard let payment = state.payments[id] else { throw ActRefusal(.unknown, [id.rawValue]) }
            guard payment.returnedBy == nil else { throw ActRefusal(.alreadySo, [id.rawValue]) }
            try account.unpay(payment.money)
            state.payments[id]?.returnedBy = number
            state.claims[payment.claim]?.paid -= payment.money.minorUnits
        case .passOn(let id, let money, _):
            try passOn(id, money, act, &account, &state)
        }
        state.account = account
    }

    func use(_ id: String, _ booked: Booked?, _ state: inout RestitutionState) throws(ActRefusal) {
        guard !id.isEmpty else { throw ActRefusal(.missing, missing: ["id"]) }
        guard state.usedIDs.insert(id).inserted else { throw ActRefusal(.usedTwice, [id]) }
        guard let booked, let conversion = booked.conversion else { return }
        guard let made = state.conversions[conversion] else { throw ActRefusal(.unknown, [conversion]) }
        guard made.to == booked.money else {
            throw ActRefusal(.badConversion, [made.to.description, booked.money.description])
        }
        guard state.bookedConversions.insert(conversion).inserted else { throw ActRefusal(.usedTwice, [conversion]) }
    }
}
