import Vocabulary

/// The rules by which the file of an inquiry is kept.
public struct InquiryRules: ActRules {
    /// What the country's file says.
    public let guide: InquiryGuide
    let working: WorkingDays

    /// The rules of a guide.
    public init(_ guide: InquiryGuide, _ working: WorkingDays) { (self.guide, self.working) = (guide, working) }

    /// A file without an inquiry.
    public var initial: InquiryState { InquiryState() }

    /// The acts that a stage knows, and the stage that may follow.
    public func lawful(in state: InquiryState) -> [String] {
        guard let stage = state.stage else { return ["propose"] }
        let gathering = ["request", "extend", "answer", "evidence", "witness", "hearing", "visit"]
        let acts: [String] =
            switch stage {
            case .proposed: ["set-terms"]
            case .termsSet, .evidence: gathering
            case .analysis: gathering + ["finding"]
            case .notice: ["finding", "notice", "reply", "recommend", "refer", "publish"]
            case .report: ["recommend", "refer", "respond"]
            case .answer: ["refer", "respond", "step", "done", "verify", "lapse"]
            case .followUp: ["respond", "step", "done", "verify", "lapse"]
            case .closed: []
            }
        guard let next = Self.next(stage), next != .termsSet, next != .report else { return acts }
        return acts + [next.rawValue]
    }

    static func next(_ stage: InquiryStage) -> InquiryStage? {
        guard let index = InquiryStage.allCases.firstIndex(of: stage), index + 1 < InquiryStage.allCases.count else {
            return nil
        }
        return InquiryStage.allCases[index + 1]
    }

    /// The free words of a deed.
    public func words(of deed: InquiryDeed) -> [String] {
        switch deed {
        case .propose(let body, let mandate): [body, mandate]
        case .setTerms(let terms): terms.questions
        case .request(let id, let to, let what, _): [id, to, what]
        case .answer(let id, .partial(let text)), .answer(let id, .refused(let text)): [id, text]
        case .evidence(let id, let title, _): [id, title]
        case .finding(let finding):
            [finding.id, finding.text, finding.dissent ?? ""] + finding.adverseTo.map(\.rawValue)
        case .reply(_, let party, let text): [party.rawValue, text]
        case .recommend(let what): [what.id, what.text, what.owner, what.issue, what.repeats ?? ""]
        case .respond(_, .partly(let text)), .respond(_, .rejected(let text)), .step(_, let text): [text]
        case .verify(_, let verifier, _): [verifier]
        case .witness(let actor, _): [actor.rawValue]
        case .hearing(let id, _, _, _, _), .visit(let id, _): [id]
        default: []
        }
    }

    /// Does an act to the state.
    public func apply(_ act: Act<InquiryDeed>, number: Int, to state: inout InquiryState) throws(ActRefusal) {
        if case .propose(let body, let mandate) = act.deed {
            guard state.stage == nil else { throw ActRefusal(.begunAlready) }
            try Self.need(["body": body, "mandate": mandate])
            (state.body, state.mandate) = (body, mandate)
            return enter(.proposed, act.day, &state)
        }
        guard let stage = state.stage else { throw ActRefusal(.notBegun) }
        guard stage != .closed else { throw ActRefusal(.ended) }
        switch act.deed {
        case .propose: break
        case .setTerms(let terms):
            guard stage == .proposed else { throw ActRefusal(.notLawful) }
            guard terms.questions.contains(where: { !$0.isEmpty }) else {
                throw ActRefusal(.missing, missing: ["questions"])
            }
            guard terms.reportDue > act.day else { throw ActRefusal(.wrongDay, [terms.reportDue.text]) }
            guard act.paper != nil else { throw ActRefusal(.missing, missing: ["paper"]) }
            state.terms = terms
            enter(.termsSet, act.day, &state)
        case .advance(let next): try advance(to: next, from: stage, act.day, &state)
        case .request, .extend, .answer, .evidence, .witness, .hearing, .visit:
            try gather(act, number, in: stage, &state)
        case .finding, .notice, .reply, .publish, .refer:
            try report(act, in: stage, &state)
        case .recommend, .respond, .step, .done, .verify, .lapse:
            try follow(act, number, in: stage, &state)
        }
    }

    private func advance(
        to next: InquiryStage,
        from stage: InquiryStage,
        _ day: CalendarDay,
        _ state: inout InquiryState
    ) throws(ActRefusal) {
        // Terms and report have acts of their own, with what they need.
        guard Self.next(stage) == next, next != .termsSet, next != .report else {
            throw ActRefusal(.notLawful, ["\(stage.rawValue) → \(next.rawValue)"])
        }
        switch next {
        case .notice where state.findings.isEmpty: throw ActRefusal(.missing, missing: ["finding"])
        case .closed:
            let open = state.recommendations.values.filter { followed in
                ![FollowUpStatus.doneAndVerified, .rejected, .lapsed].contains(followed.status)
            }
            guard open.isEmpty else { throw ActRefusal(.openMatters, open.map(\.recommendation.id).sorted()) }
        default: break
        }
        enter(next, day, &state)
    }

    func enter(_ stage: InquiryStage, _ day: CalendarDay, _ state: inout InquiryState) {
        state.stage = stage
        state.days[stage] = day
    }

    static func need(_ named: KeyValuePairs<String, String>) throws(ActRefusal) {
        let missing = named.filter { $0.value.allSatisfy(\.isWhitespace) }.map(\.key)
        guard missing.isEmpty else { throw ActRefusal(.missing, missing: missing) }
    }
}
