import Vocabulary

/// Offers, answers, and what became of them.
extension GrievanceRules {
    func remedy(_ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        switch turn.entry.fact {
        case .offered(let offer): try propose(offer, turn, &state)
        case .accepted(let id):
            let (index, next) = try answering(id, .accept, turn, state)
            // Who gives up a right must have been able to ask somebody of their own.
            if state.offers[index].offer.hasWaiver, state.adviserTaken == nil { throw Refusal(.adviceMissing, [id]) }
            // Who accepts a newer offer takes it in the place of one that never came.
            for earlier in state.offers.indices where state.offers[earlier].answer == .accepted {
                if !state.offers[earlier].isDelivered { state.offers[earlier].answer = .replaced }
            }
            state.offers[index].answer = .accepted
            enter(next, turn.day, &state)
        case .refused(let id, _):
            let (index, next) = try answering(id, .refuse, turn, state)
            state.offers[index].answer = .refused
            // Who refuses a better offer keeps the one that they had accepted.
            enter(state.owed == nil ? next : try step(after: .accept, state), turn.day, &state)
        case .countered(let id, let demand):
            let (index, next) = try answering(id, .counter, turn, state)
            try check(demand)
            state.offers[index].answer = .countered
            enter(next, turn.day, &state)
        case .deliveryReported(let id, let item): try report(id, item, turn, &state)
        case .deliveryConfirmed(let id, let item):
            let index = try delivering(id, item, .confirm, turn, state)
            state.offers[index].delivery[item] = .confirmed
            if state.offers[index].isDelivered { enter(try step(after: .confirm, state), turn.day, &state) }
        case .deliveryDenied(let id, let item, let reason):
            let index = try delivering(id, item, .deny, turn, state)
            try check(reason)
            state.offers[index].delivery[item] = .denied
            let next = try step(after: .deny, state)
            if next.id != state.step { enter(next, turn.day, &state) }
        default: break
        }
    }

    private func propose(_ offer: Offer, _ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        if !isRespondent(turn.author, state) { try requireBody(turn, state) }
        let next = try step(after: .offer, state)
        guard !offer.items.isEmpty, !offer.id.isEmpty else { throw Refusal(.nothingThere) }
        guard Set(offer.items.map(\.id)).count == offer.items.count,
            !state.offers.contains(where: { $0.offer.id == offer.id })
        else { throw Refusal(.idUsedTwice, [offer.id]) }
        if let money = offer.items.compactMap(\.money).first(where: { $0.minorUnits <= 0 }) {
            throw Refusal(.notANumber, [money.description])
        }
        if offer.hasWaiver, isGrave(state) { throw Refusal(.waiverInGraveCase, [offer.id]) }
        if let last = state.offers.indices.last, state.offers[last].answer == .none {
            state.offers[last].answer = .replaced
        }
        state.offers.append(OfferProgress(offer, by: turn.author, on: turn.day))
        enter(next, turn.day, &state)
    }

    /// The offer that the person answers, which is the last one and waits for an answer.
    private func answering(
        _ id: String,
        _ move: GrievanceMove,
        _ turn: Turn,
        _ state: GrievanceState
    ) throws(Refusal) -> (index: Int, next: Procedure.Step) {
        try requirePerson(turn, state)
        let next = try step(after: move, state)
        guard let index = state.offers.indices.last, state.offers[index].offer.id == id else {
            throw Refusal(.nothingThere, [id])
        }
        guard state.offers[index].answer == .none else {
            throw Refusal(.alreadySo, [state.offers[index].answer.rawValue])
        }
        return (index, next)
    }

    private func report(_ id: String, _ item: String, _ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        if !isRespondent(turn.author, state) { try requireBody(turn, state) }
        let next = try step(after: .reportDelivery, state)
        let index = try accepted(id, item, state)
        guard state.offers[index].delivery[item] != .confirmed else { throw Refusal(.alreadySo, [item]) }
        state.offers[index].delivery[item] = .reported
        let isWhole = state.offers[index].delivery.values.allSatisfy { $0 == .reported || $0 == .confirmed }
        if isWhole { enter(next, turn.day, &state) }
    }

    /// The offer whose delivery the person speaks of.
    private func delivering(
        _ id: String,
        _ item: String,
        _ move: GrievanceMove,
        _ turn: Turn,
        _ state: GrievanceState
    ) throws(Refusal) -> Int {
        try requirePerson(turn, state)
        _ = try step(after: move, state)
        let index = try accepted(id, item, state)
        let present = state.offers[index].delivery[item]
        guard present != (move == .confirm ? .confirmed : .denied) else { throw Refusal(.alreadySo, [item]) }
        return index
    }

    private func accepted(_ id: String, _ item: String, _ state: GrievanceState) throws(Refusal) -> Int {
        let index = state.offers.lastIndex { $0.offer.id == id && $0.answer == .accepted && $0.delivery[item] != nil }
        guard let index else { throw Refusal(.nothingThere, [id, item]) }
        return index
    }
}
