import Vocabulary

/// Recommendations and what becomes of them.
extension InquiryRules {
    func follow(
        _ act: Act<InquiryDeed>,
        _ number: Int,
        in stage: InquiryStage,
        _ state: inout InquiryState
    ) throws(ActRefusal) {
        if case .recommend(let what) = act.deed { return try recommend(what, act.day, in: stage, &state) }
        guard state.published != nil else { throw ActRefusal(.notLawful, [stage.rawValue], missing: ["publish"]) }
        switch act.deed {
        case .respond(let id, let answer):
            var followed = try find(id, state)
            guard followed.answer == nil else { throw ActRefusal(.alreadySo, [id]) }
            switch answer {
            case .accepted: followed.status = .accepted
            case .partly(let reasons):
                try Self.need(["reasons": reasons])
                followed.status = .partlyAccepted
            case .rejected(let reasons):
                try Self.need(["reasons": reasons])
                followed.status = .rejected
            }
            (followed.answer, followed.answered) = (answer, act.day)
            state.recommendations[id] = followed
        case .step(let id, let what):
            var followed = try accepted(id, state)
            try Self.need(["what": what])
            guard act.paper != nil else { throw ActRefusal(.missing, missing: ["paper"]) }
            followed.steps.append(number)
            (followed.status, followed.done) = (.inProgress, nil)
            state.recommendations[id] = followed
        case .done(let id):
            var followed = try accepted(id, state)
            guard !followed.steps.isEmpty else { throw ActRefusal(.noEvidence, [id], missing: ["step"]) }
            guard followed.status == .inProgress else { throw ActRefusal(.alreadySo, [id]) }
            (followed.status, followed.done) = (.doneNotVerified, act.day)
            state.recommendations[id] = followed
        case .verify(let id, let verifier, let isDone):
            var followed = try find(id, state)
            guard followed.status == .doneNotVerified else { throw ActRefusal(.notLawful, [followed.status.rawValue]) }
            try Self.need(["verifier": verifier])
            guard Self.plain(verifier) != Self.plain(followed.recommendation.owner) else {
                throw ActRefusal(.notIndependent, [verifier])
            }
            guard act.paper != nil else { throw ActRefusal(.missing, missing: ["paper"]) }
            followed.verifier = verifier
            followed.status = isDone ? .doneAndVerified : .inProgress
            if !isDone { followed.done = nil }
            state.recommendations[id] = followed
        case .lapse(let id):
            let followed = try find(id, state)
            guard followed.status != .doneAndVerified else { throw ActRefusal(.alreadySo, [id]) }
            state.recommendations[id]?.status = .lapsed
        default: break
        }
    }

    private func recommend(
        _ what: Recommendation,
        _ day: CalendarDay,
        in stage: InquiryStage,
        _ state: inout InquiryState
    ) throws(ActRefusal) {
        // What was not found cannot be followed by a recommendation, and none is slipped in after the report.
        guard stage == .notice || stage == .report else { throw ActRefusal(.notLawful, [stage.rawValue]) }
        try Self.need(["id": what.id, "text": what.text, "owner": what.owner, "issue": what.issue])
        guard state.recommendations[what.id] == nil else { throw ActRefusal(.usedTwice, [what.id]) }
        guard what.due > day else { throw ActRefusal(.wrongDay, [what.due.text]) }
        guard !what.findings.isEmpty else { throw ActRefusal(.missing, missing: ["finding"]) }
        for id in what.findings where !(state.published ?? Array(state.findings.keys)).contains(id) {
            throw ActRefusal(.unknown, [id])
        }
        state.recommendations[what.id] = .init(recommendation: what)
    }

    private func find(_ id: String, _ state: InquiryState) throws(ActRefusal) -> InquiryState.Followed {
        guard let followed = state.recommendations[id] else { throw ActRefusal(.unknown, [id]) }
        guard followed.status != .lapsed else { throw ActRefusal(.ended, [id]) }
        return followed
    }

    private func accepted(_ id: String, _ state: InquiryState) throws(ActRefusal) -> InquiryState.Followed {
        let followed = try find(id, state)
        switch followed.status {
        case .noAnswer, .rejected: throw ActRefusal(.notLawful, [followed.status.rawValue], missing: ["respond"])
        case .doneAndVerified: throw ActRefusal(.alreadySo, [id])
        default: return followed
        }
    }

    /// A name as two spellings of it are compared.
    private static func plain(_ name: String) -> String { WordFolding.fold(name) }
}
