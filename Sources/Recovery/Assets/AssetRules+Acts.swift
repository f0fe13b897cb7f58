import Vocabulary

/// The rules by which the file of an asset is kept.
public struct AssetRules: ActRules {
    /// What the country's file says.
    public let guide: AssetGuide

    /// The rules of a guide.
    public init(_ guide: AssetGuide) { self.guide = guide }

    /// A file without an asset.
    public var initial: AssetState { AssetState() }

    /// The stages that may follow, or `identify`.
    public func lawful(in state: AssetState) -> [String] {
        guard let stage = state.stage else { return ["identify"] }
        return guide[stage]?.next.map(\.rawValue) ?? []
    }

    /// The free words of a deed.
    public func words(of deed: AssetDeed) -> [String] {
        switch deed {
        case .identify(let what, let value): [what.form, what.what, what.holder, what.basis, value.source]
        case .move(_, let told), .renewOrder(let told): told.values.compactMap(\.text)
        case .value(let value): [value.source]
        case .convert(let id, let conversion): [id, conversion.source]
        case .cost(let id, let booked, let purpose): [id, purpose, booked.conversion ?? ""]
        case .receive(let id, let booked, let buyer, let order): [id, buyer, order ?? "", booked.conversion ?? ""]
        case .payOut(let id, let booked, let recipient): [id, booked.conversion ?? "", recipient.name]
        case .checkBuyer(let check): [check.buyer, check.licence ?? ""] + check.ties
        case .thirdParty(let id, let claimant): [id, claimant]
        case .answerThirdParty(let id, let decision): [id, decision]
        case .reverseCost(let text), .care(let text), .consent(let text): [text]
        }
    }

    /// Does an act to the state.
    public func apply(_ act: Act<AssetDeed>, number: Int, to state: inout AssetState) throws(ActRefusal) {
        if case .identify(let what, let value) = act.deed {
            return try identify(what, value, act.day, number, &state)
        }
        guard let stage = state.stage, var account = state.account else { throw ActRefusal(.notBegun) }
        switch act.deed {
        case .identify: break
        case .move(let next, let told): try move(to: next, from: stage, told, act.day, number, &state)
        case .renewOrder(let told): try renew(told, in: stage, act.day, &state)
        case .value(let value): try self.value(value, act.day, account.currency, &state)
        case .convert(let id, let conversion):
            guard conversion.to.currency == account.currency else {
                throw ActRefusal(.otherCurrency, [conversion.to.currency.code])
            }
            guard !id.isEmpty else { throw ActRefusal(.missing, missing: ["id"]) }
            guard conversion.day <= act.day else { throw ActRefusal(.wrongDay, [conversion.day.text]) }
            guard state.conversions.updateValue(conversion, forKey: id) == nil else {
                throw ActRefusal(.usedTwice, [id])
            }
        case .care(let id):
            guard let form = state.description?.form,
                guide.care.contains(where: { $0.id == id && $0.forms.contains(form) })
            else { throw ActRefusal(.unknown, [id]) }
            guard state.care.updateValue(number, forKey: id) == nil else { throw ActRefusal(.alreadySo, [id]) }
        case .checkBuyer(let check):
            guard !check.buyer.isEmpty else { throw ActRefusal(.missing, missing: ["buyer"]) }
            state.buyers[check.buyer] = check
        case .thirdParty(let id, let claimant):
            guard !stage.isEnd, stage != .distributed else { throw ActRefusal(.ended) }
            guard state.thirdParties[id] == nil, !id.isEmpty else { throw ActRefusal(.usedTwice, [id]) }
            state.thirdParties[id] = .init(claimant: claimant, day: act.day)
        case .answerThirdParty(let id, let decision):
            guard let claim = state.thirdParties[id] else { throw ActRefusal(.unknown, [id]) }
            guard claim.answer == nil else { throw ActRefusal(.alreadySo, [id]) }
            guard decision.contains(where: { !$0.isWhitespace }) else {
                throw ActRefusal(.missing, missing: ["decision"])
            }
            state.thirdParties[id]?.answer = number
        case .consent:
            guard act.paper != nil else { throw ActRefusal(.missing, missing: ["paper"]) }
            guard stage == .confiscated || stage == .realised else { throw ActRefusal(.notLawful) }
            state.consents.append(number)
        case .cost, .reverseCost, .receive, .payOut:
            try book(act, number, in: stage, &account, &state)
            state.account = account
        }
    }

    private func identify(
        _ what: AssetDescription,
        _ value: Valuation,
        _ day: CalendarDay,
        _ number: Int,
        _ state: inout AssetState
    ) throws(ActRefusal) {
        guard state.stage == nil else { throw ActRefusal(.begunAlready) }
        let named = [("form", what.form), ("what", what.what), ("holder", what.holder), ("basis", what.basis)]
        let missing = named.filter { $0.1.allSatisfy(\.isWhitespace) }.map(\.0)
        guard missing.isEmpty else { throw ActRefusal(.missing, missing: missing) }
        try self.value(value, day, what.currency, &state)
        state.description = what
        state.account = Account(what.currency)
        state.stage = .identified
        state.entered[.identified] = number
        state.days[.identified] = day
    }

    private func value(
        _ value: Valuation,
        _ day: CalendarDay,
        _ currency: Currency,
        _ state: inout AssetState
    ) throws(ActRefusal) {
        guard value.money.currency == currency else {
            throw ActRefusal(.otherCurrency, [value.money.currency.code])
        }
        guard (0...Account.most).contains(value.money.minorUnits) else { throw ActRefusal(.notPositive) }
        guard value.day <= day else { throw ActRefusal(.wrongDay, [value.day.text]) }
        guard value.source.contains(where: { !$0.isWhitespace }) else {
            throw ActRefusal(.missing, missing: ["source"])
        }
        state.valuations.append(value)
    }
}
