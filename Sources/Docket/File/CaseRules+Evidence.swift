import Vocabulary

/// What happened, what is offered as proof of what, and what is made of it.
extension CaseRules {
    static func evidence(_ act: CaseAct, _ state: inout CaseState) throws(CaseRefusal) {
        // A court sees one board and one time line.
        guard !act.isOwn else { throw CaseRefusal(.ownedByOne) }
        switch act.deed {
        case .happened(let id, let moment):
            try said(moment.what)
            guard (try? CalendarDate(moment.when)) != nil || (try? UTCInstant(moment.when)) != nil else {
                throw CaseRefusal(.notADay, [moment.when])
            }
            try fresh(id, moment, of: act, in: &state.moments)
        case .momentStruck(let id, let reason):
            try said(reason)
            let index = try standing(id, in: state.moments, for: act)
            guard mayEnd(state.moments[index].origin, act, state) else { throw CaseRefusal(.notTheirs) }
            state.moments[index].end = end(.struck, reason, act)
        case .offenceConsidered(let offence):
            try said(offence)
            guard !state.offences.contains(offence) else { throw CaseRefusal(.alreadySo) }
            state.offences.append(offence)
        case .offenceDropped(let offence, let reason):
            try leads(act, state)
            try said(reason)
            guard state.offences.contains(offence) else { throw CaseRefusal(.nothingThere) }
            state.offences.removeAll { $0 == offence }
        case .proofOffered(let id, let offer):
            try said(offer.proof, offer.says, offer.words)
            try fresh(id, .init(offer: offer, looks: []), of: act, in: &state.proofs)
        case .proofLookedAt(let id, let agrees, let words):
            try said(words)
            let index = try standing(id, in: state.proofs, for: act)
            // Nobody is their own second person.
            guard state.proofs[index].origin.by != act.by,
                !state.proofs[index].content.looks.contains(where: { $0.origin.by == act.by })
            else { throw CaseRefusal(.ownWork) }
            state.proofs[index].content.looks.append(.init(origin: CaseOrigin(act), agrees: agrees, words: words))
        case .proofWithdrawn(let id, let reason):
            try said(reason)
            let index = try standing(id, in: state.proofs, for: act)
            guard mayEnd(state.proofs[index].origin, act, state) else { throw CaseRefusal(.notTheirs) }
            state.proofs[index].end = end(.withdrawn, reason, act)
        default: break
        }
    }

    static func judgement(_ act: CaseAct, _ state: inout CaseState) throws(CaseRefusal) {
        guard !act.isOwn else { throw CaseRefusal(.ownedByOne) }
        switch act.deed {
        case .hypothesisStated(let id, let text):
            try said(text)
            try fresh(id, text, of: act, in: &state.hypotheses)
        case .hypothesisDropped(let id, let reason):
            try said(reason)
            let index = try standing(id, in: state.hypotheses, for: act)
            guard mayEnd(state.hypotheses[index].origin, act, state) else { throw CaseRefusal(.notTheirs) }
            state.hypotheses[index].end = end(.dropped, reason, act)
        case .weighed(let hypothesis, let thing, let consistency, let words):
            try said(consistency, words)
            _ = try standing(hypothesis, in: state.hypotheses, for: act)
            state.weighings.removeAll { $0.hypothesis == hypothesis && $0.rests == thing }
            state.weighings.append(
                .init(
                    hypothesis: hypothesis,
                    rests: thing,
                    consistency: consistency,
                    words: words,
                    origin: CaseOrigin(act)
                )
            )
        case .moneyFollowed(let isFollowed, let reason):
            try said(reason)
            state.money = .init(isYes: isFollowed, reason: reason, origin: CaseOrigin(act))
        case .triaged(let answers, let decision, let reason):
            try said(decision, reason)
            state.triage = .init(answers: answers, decision: decision, reason: reason, origin: CaseOrigin(act))
        default: break
        }
    }

    /// Who said a thing takes it back, or who leads the case.
    private static func mayEnd(_ origin: CaseOrigin, _ act: CaseAct, _ state: CaseState) -> Bool {
        act.agency == origin.agency || act.agency == state.lead
    }
}
