import Vocabulary

/// Requests, evidence, witnesses, hearings and visits.
extension InquiryRules {
    func gather(
        _ act: Act<InquiryDeed>,
        _ number: Int,
        in stage: InquiryStage,
        _ state: inout InquiryState
    ) throws(ActRefusal) {
        // Before terms nobody can be asked anything; after the report nothing more is gathered for it.
        guard let terms = state.terms, state.published == nil else { throw ActRefusal(.notLawful, [stage.rawValue]) }
        switch act.deed {
        case .request(let id, let to, let what, let compelled):
            try Self.need(["id": id, "to": to, "what": what])
            if compelled { try need(.compelDocuments, terms) }
            guard state.requests[id] == nil else { throw ActRefusal(.usedTwice, [id]) }
            state.requests[id] = .init(
                to: to,
                what: what,
                isCompelled: compelled,
                made: act.day,
                due: guide.requestTerm.due(from: act.day, working)
            )
        case .extend(let id, let days):
            guard let request = state.requests[id] else { throw ActRefusal(.unknown, [id]) }
            guard request.answered == nil else { throw ActRefusal(.alreadySo, [id]) }
            guard act.day <= request.due else { throw ActRefusal(.ended, [request.due.text]) }
            guard let more = Term(days: days, guide.requestTerm.count), days <= guide.requestTerm.days else {
                throw ActRefusal(.tooLarge, [String(guide.requestTerm.days)])
            }
            state.requests[id]?.due = more.due(from: request.due, working)
        case .answer(let id, let answer):
            guard let request = state.requests[id] else { throw ActRefusal(.unknown, [id]) }
            if request.answer == .complete { throw ActRefusal(.alreadySo, [id]) }
            if case .refused(let ground) = answer { try Self.need(["ground": ground]) }
            if case .partial(let lacking) = answer { try Self.need(["lacking": lacking]) }
            state.requests[id]?.answer = answer
            // Who answers in part has not answered: the clock goes on.
            if case .partial = answer {} else { state.requests[id]?.answered = act.day }
        case .evidence(let id, let title, let restricted):
            try Self.need(["id": id, "title": title])
            guard state.evidence[id] == nil else { throw ActRefusal(.usedTwice, [id]) }
            state.evidence[id] = .init(title: title, isRestricted: restricted, act: number)
        case .witness(let actor, let protected):
            if protected { try need(.protectWitnesses, terms) }
            guard !actor.rawValue.isEmpty, state.witnesses[actor] == nil else {
                throw ActRefusal(.usedTwice, [actor.rawValue])
            }
            state.witnesses[actor] = protected
        case .hearing(let id, let day, let open, let witnesses, let exhibits):
            try checkHearing(id, open: open, witnesses, exhibits, state)
            state.hearings[id] = .init(day: day, isOpen: open, witnesses: witnesses, exhibits: exhibits)
        case .visit(let id, let day):
            try need(.enterSites, terms)
            guard !id.isEmpty, state.visits[id] == nil else { throw ActRefusal(.usedTwice, [id]) }
            state.visits[id] = day
        default: break
        }
    }

    private func checkHearing(
        _ id: String,
        open: Bool,
        _ witnesses: [ActorID],
        _ exhibits: [String],
        _ state: InquiryState
    ) throws(ActRefusal) {
        guard !id.isEmpty, state.hearings[id] == nil else { throw ActRefusal(.usedTwice, [id]) }
        for witness in witnesses where state.witnesses[witness] == nil {
            throw ActRefusal(.unknown, [witness.rawValue])
        }
        // A protected witness is not heard where everybody listens.
        if open, let witness = witnesses.first(where: { state.witnesses[$0] == true }) {
            throw ActRefusal(.notLawful, [witness.rawValue], missing: ["closed hearing"])
        }
        for exhibit in exhibits {
            guard let piece = state.evidence[exhibit] else { throw ActRefusal(.unknown, [exhibit]) }
            if open, piece.isRestricted { throw ActRefusal(.notLawful, [exhibit], missing: ["closed hearing"]) }
        }
    }

    func need(_ power: InquiryPower, _ terms: InquiryTerms) throws(ActRefusal) {
        guard terms.powers.contains(power) else { throw ActRefusal(.noPower, [power.rawValue]) }
    }
}
