import Vocabulary

/// Costs, income and payments.
extension AssetRules {
    func book(
        _ act: Act<AssetDeed>,
        _ number: Int,
        in stage: AssetStage,
        _ account: inout Account,
        _ state: inout AssetState
    ) throws(ActRefusal) {
        switch act.deed {
        case .cost(let id, let booked, let purpose):
            guard stage != .closed else { throw ActRefusal(.ended) }
            guard purpose.contains(where: { !$0.isWhitespace }) else {
                throw ActRefusal(.missing, missing: ["purpose"])
            }
            try use(id, booked, &state)
            try account.spend(booked.money)
            state.costs[id] = .init(act: number, money: booked.money, recipient: nil)
        case .reverseCost(let id):
            guard stage != .closed else { throw ActRefusal(.ended) }
            guard let cost = state.costs.removeValue(forKey: id) else { throw ActRefusal(.unknown, [id]) }
            try account.unspend(cost.money)
        case .receive(let id, let booked, let buyer, let order):
            try checkSale(to: buyer, order: order, in: stage, act.day, state)
            try use(id, booked, &state)
            try account.receive(booked.money)
            state.receipts[id] = .init(act: number, money: booked.money, recipient: nil)
        case .payOut(let id, let booked, let recipient):
            // Until a final order it may all be the holder's; once it is released, it is nobody else's.
            let mayPay = stage == .distributed && recipient != .holder || stage == .released && recipient == .holder
            guard mayPay else {
                throw stage == .distributed || stage == .released ? ActRefusal(.notLawful) : ActRefusal(.noFinalOrder)
            }
            guard act.paper != nil else { throw ActRefusal(.missing, missing: ["paper"]) }
            try use(id, booked, &state)
            try account.pay(booked.money)
            state.payments[id] = .init(act: number, money: booked.money, recipient: recipient)
        default: break
        }
    }

    private func checkSale(
        to buyer: String,
        order: String?,
        in stage: AssetStage,
        _ day: CalendarDay,
        _ state: AssetState
    ) throws(ActRefusal) {
        switch stage {
        // A buyer who pays in parts still pays when the first part is shared.
        case .realised, .distributed: break
        case .frozen, .managed, .confiscationRequested:
            // What rots, costs more than it is worth or endangers people may be sold early, by order; the money is held.
            guard order?.contains(where: { !$0.isWhitespace }) == true else {
                throw ActRefusal(.missing, missing: ["order for an early sale"])
            }
            if let end = state.orderEnd, end < day { throw ActRefusal(.orderExpired, [end.text]) }
            // What is sold early can never be weighed or assayed again.
            let form = state.description?.form ?? ""
            let care = guide.care(of: form, before: .realised).filter { $0.isBinding && state.care[$0.id] == nil }
            guard care.isEmpty else { throw ActRefusal(.careMissing, [form], missing: care.map(\.id)) }
        default: throw ActRefusal(.notLawful, ["receive in \(stage.rawValue)"])
        }
        // Cash and bank balances have no buyer to be checked.
        guard state.description?.form != "cash", state.description?.form != "account" else { return }
        guard let check = state.buyers[buyer] else {
            throw ActRefusal(.buyerNotCleared, [buyer], missing: ["check of the buyer"])
        }
        guard check.ties.isEmpty else { throw ActRefusal(.buyerNotCleared, [buyer] + check.ties) }
        guard check.licence?.contains(where: { !$0.isWhitespace }) == true else {
            throw ActRefusal(.buyerNotCleared, [buyer], missing: ["licence of the buyer"])
        }
    }

    private func use(_ id: String, _ booked: Booked, _ state: inout AssetState) throws(ActRefusal) {
        guard !id.isEmpty else { throw ActRefusal(.missing, missing: ["id"]) }
        guard state.usedIDs.insert(id).inserted else { throw ActRefusal(.usedTwice, [id]) }
        guard let conversion = booked.conversion else { return }
        guard let made = state.conversions[conversion] else { throw ActRefusal(.unknown, [conversion]) }
        guard made.to == booked.money else {
            throw ActRefusal(.badConversion, [made.to.description, booked.money.description])
        }
        guard state.bookedConversions.insert(conversion).inserted else { throw ActRefusal(.usedTwice, [conversion]) }
    }
}
