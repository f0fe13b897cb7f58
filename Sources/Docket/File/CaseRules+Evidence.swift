import Vocabulary

/// What happened, which offences are looked at, what is offered as proof of what, and what is made of it.
extension CaseRules {
    static func facts(_ act: CaseAct, _ state: inout CaseState) throws(CaseRefusal) {
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
        case .actsDated(let from, let to):
            guard let first = CalendarDay(from), let last = CalendarDay(to), first <= last else {
                throw CaseRefusal(.notADay, [from, to])
            }
            state.days = first...last
        case .offenceConsidered(let offence):
            try said(offence)
            guard !state.offences.contains(offence) else { throw CaseRefusal(.alreadySo) }
            state.offences.append(offence)
        case .offenceDropped(let offence, let reason):
            try leads(act, state)
            try said(reason)
            guard state.offences.contains(offence) else { throw CaseRefusal(.nothingThere) }
            state.offences.removeAll { $0 == offence }
        default: break
        }
    }

    static func proofs(_ act: CaseAct, _ state: inout CaseState) throws(CaseRefusal) {
        guard !act.isOwn else { throw CaseRefusal(.ownedByOne) }
        switch act.deed {
        case .proofOffered(let id, let offer):
            try said(offer.proof, offer.says, offer.words)
            try fresh(id, .init(offer: offer, looks: []), of: act, in: &state.proofs)
        case .proofLookedAt(let id, let agrees, let words):
            try said(words)
            let index = try standing(id, in: state.proofs, for: act)
            try second(state.proofs[index].origin, state.proofs[index].content.looks, act)
            state.proofs[index].content.looks.append(.init(origin: CaseOrigin(act), agrees: agrees, words: words))
        case .proofWithdrawn(let id, let reason):
            try said(reason)
            let index = try standing(id, in: state.proofs, for: act)
            guard mayEnd(state.proofs[index].origin, act, state) else { throw CaseRefusal(.notTheirs) }
            state.proofs[index].end = end(.withdrawn, reason, act)
        case .proofWithdrawalAgreed(let id, let words):
            try said(words)
            guard let index = state.proofs.firstIndex(where: { $0.id == id }) else {
                throw CaseRefusal(.nothingThere, [id.rawValue])
            }
            guard let end = state.proofs[index].end else { throw CaseRefusal(.stillStands, [id.rawValue]) }
            guard state.proofs[index].content.agreed == nil else { throw CaseRefusal(.alreadySo, [id.rawValue]) }
            try second(end.origin, [], act)
            state.proofs[index].content.agreed = .init(origin: CaseOrigin(act), agrees: true, words: words)
        default: break
        }
    }

    /// Nobody is their own second person, nor a second person twice.
    private static func second(
        _ origin: CaseOrigin,
        _ looks: [CaseState.Look],
        _ act: CaseAct
    ) throws(CaseRefusal) {
        guard origin.by != act.by, !looks.contains(where: { $0.origin.by == act.by }) else {
            throw CaseRefusal(.ownWork)
        }
    }

    static func judgement(_ act: CaseAct, _ state: inout CaseState) throws(CaseRefusal) {
        guard !act.isOwn else { throw CaseRefusal(.ownedByOne) }
        switch act.deed {
        case .hypothesisStated(let id, let text, let isInnocent):
            try said(text)
            try fresh(id, .init(text: text, isInnocent: isInnocent), of: act, in: &state.hypotheses)
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
        case .stepAnswered(let step, let isDone, let words):
            try said(step)
            // A step is set aside with a reason or not at all.
            if !isDone { try said(words) }
            state.steps[step] = .init(isDone: isDone, words: words, origin: CaseOrigin(act))
        case .triaged(let id, let card):
            try said(card.decision, card.reason)
            try fresh(id, .init(card: card, looks: []), of: act, in: &state.triages)
        case .triageLookedAt(let id, let agrees, let words):
            try said(words)
            let index = try standing(id, in: state.triages, for: act)
            try second(state.triages[index].origin, state.triages[index].content.looks, act)
            state.triages[index].content.looks.append(.init(origin: CaseOrigin(act), agrees: agrees, words: words))
        default: break
        }
    }

    /// Who said a thing takes it back, or who leads the case.
    private static func mayEnd(_ origin: CaseOrigin, _ act: CaseAct, _ state: CaseState) -> Bool {
        act.agency == origin.agency || act.agency == state.lead
    }
}
