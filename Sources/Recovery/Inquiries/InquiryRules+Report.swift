import Vocabulary

/// Findings, the right of reply, and the report.
extension InquiryRules {
    func report(
        _ act: Act<InquiryDeed>,
        in stage: InquiryStage,
        _ state: inout InquiryState
    ) throws(ActRefusal) {
        guard let terms = state.terms else { throw ActRefusal(.notLawful, [stage.rawValue]) }
        switch act.deed {
        case .finding(let finding):
            guard stage == .analysis || stage == .notice else { throw ActRefusal(.notLawful, [stage.rawValue]) }
            try Self.need(["id": finding.id, "text": finding.text])
            guard !finding.evidence.isEmpty else { throw ActRefusal(.noEvidence, [finding.id]) }
            for id in finding.evidence where state.evidence[id] == nil { throw ActRefusal(.unknown, [id]) }
            // Another text is another finding: who was told the first one was not told the second.
            guard state.findings[finding.id] == nil else { throw ActRefusal(.usedTwice, [finding.id]) }
            state.findings[finding.id] = finding
        case .notice(let finding, let party):
            guard stage == .notice else { throw ActRefusal(.notLawful, [stage.rawValue]) }
            guard let found = state.findings[finding] else { throw ActRefusal(.unknown, [finding]) }
            guard found.adverseTo.contains(party) else { throw ActRefusal(.unknown, [party.rawValue]) }
            guard act.paper != nil else { throw ActRefusal(.missing, missing: ["paper"]) }
            let id = ReplyID(finding, party)
            guard state.replies[id] == nil else { throw ActRefusal(.alreadySo, [finding, party.rawValue]) }
            state.replies[id] = .init(notice: act.day, due: guide.replyTerm.due(from: act.day, working))
        case .reply(let finding, let party, let text):
            let id = ReplyID(finding, party)
            guard state.published == nil else { throw ActRefusal(.ended) }
            guard let reply = state.replies[id] else { throw ActRefusal(.noNotice, [finding, party.rawValue]) }
            // A late reply is taken as long as nothing is printed: the right is theirs, not the clock's.
            guard reply.text == nil else { throw ActRefusal(.alreadySo, [finding, party.rawValue]) }
            try Self.need(["text": text])
            state.replies[id]?.text = text
        case .publish(let findings, let replies):
            try need(.publish, terms)
            try publish(findings, replies, act, in: stage, &state)
        case .refer(let finding):
            try need(.refer, terms)
            guard state.findings[finding] != nil else { throw ActRefusal(.unknown, [finding]) }
            guard state.referred.insert(finding).inserted else { throw ActRefusal(.alreadySo, [finding]) }
        default: break
        }
    }

    private func publish(
        _ findings: [String],
        _ replies: [ReplyID],
        _ act: Act<InquiryDeed>,
        in stage: InquiryStage,
        _ state: inout InquiryState
    ) throws(ActRefusal) {
        guard stage == .notice else { throw ActRefusal(.notLawful, [stage.rawValue]) }
        guard let paper = act.paper else { throw ActRefusal(.missing, missing: ["paper"]) }
        guard !findings.isEmpty, Set(findings).count == findings.count else {
            throw ActRefusal(.missing, missing: ["finding"])
        }
        for id in findings {
            guard let finding = state.findings[id] else { throw ActRefusal(.unknown, [id]) }
            for party in finding.adverseTo.sorted() {
                guard let reply = state.replies[ReplyID(id, party)] else {
                    throw ActRefusal(.noNotice, [id, party.rawValue], missing: ["notice"])
                }
                if reply.text == nil, act.day <= reply.due {
                    throw ActRefusal(.replyOpen, [id, party.rawValue, reply.due.text])
                }
                if reply.text != nil, !replies.contains(ReplyID(id, party)) {
                    throw ActRefusal(.replyNotPrinted, [id, party.rawValue])
                }
            }
        }
        for reply in replies where state.replies[reply]?.text == nil || !findings.contains(reply.finding) {
            throw ActRefusal(.unknown, [reply.finding, reply.party.rawValue])
        }
        (state.published, state.reportTitle) = (findings, paper.title)
        enter(.report, act.day, &state)
    }
}
