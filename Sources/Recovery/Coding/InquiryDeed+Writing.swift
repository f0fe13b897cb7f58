import Formats
import Vocabulary

extension InquiryDeed: CodedDeed {
    /// The word for it.
    public var word: String {
        switch self {
        case .propose: "propose"
        case .setTerms: "set-terms"
        case .advance: "advance"
        case .request: "request"
        case .extend: "extend"
        case .answer: "answer"
        case .evidence: "evidence"
        case .witness: "witness"
        case .hearing: "hearing"
        case .visit: "visit"
        case .finding: "finding"
        case .notice: "notice"
        case .reply: "reply"
        case .recommend: "recommend"
        case .publish: "publish"
        case .refer: "refer"
        case .respond: "respond"
        case .step: "step"
        case .done: "done"
        case .verify: "verify"
        case .lapse: "lapse"
        }
    }

    /// What it says.
    public var fields: [DeedField] {
        switch self {
        case .propose(let body, let mandate): [DeedField("body", body), DeedField("mandate", mandate)]
        case .setTerms(let terms):
            [
                DeedField("questions", each: terms.questions), DeedField("report-due", terms.reportDue),
                DeedField("powers", each: terms.powers.map(\.rawValue).sorted()),
            ]
        case .advance(let stage): [DeedField("to", stage.rawValue)]
        case .request(let id, let to, let what, let compelled):
            [DeedField("id", id), DeedField("to", to), DeedField("what", what), DeedField("compelled", compelled)]
        case .extend(let id, let days): [DeedField("id", id), DeedField("days", days)]
        case .answer(let id, let answer): [DeedField("id", id)] + answer.fields
        case .evidence(let id, let title, let restricted):
            [DeedField("id", id), DeedField("title", title), DeedField("restricted", restricted)]
        case .witness(let actor, let protected): [DeedField("id", actor.rawValue), DeedField("protected", protected)]
        case .hearing(let id, let day, let open, let witnesses, let exhibits):
            [
                DeedField("id", id), DeedField("on", day), DeedField("open", open),
                DeedField("witnesses", each: witnesses.map(\.rawValue)), DeedField("exhibits", each: exhibits),
            ]
        case .visit(let id, let day): [DeedField("id", id), DeedField("on", day)]
        case .finding(let finding): finding.fields
        case .notice(let finding, let party): [DeedField("finding", finding), DeedField("to", party.rawValue)]
        case .reply(let finding, let party, let text):
            [DeedField("finding", finding), DeedField("from", party.rawValue), DeedField("text", text)]
        case .recommend(let what): what.fields
        case .publish(let findings, let replies):
            [DeedField("findings", each: findings), DeedField("replies", each: replies.map(\.fields))]
        case .refer(let finding): [DeedField("finding", finding)]
        case .respond(let id, let answer): [DeedField("id", id)] + answer.fields
        case .step(let id, let what): [DeedField("id", id), DeedField("what", what)]
        case .done(let id), .lapse(let id): [DeedField("id", id)]
        case .verify(let id, let verifier, let isDone):
            [DeedField("id", id), DeedField("by", verifier), DeedField("done", isDone)]
        }
    }
}

extension RequestAnswer {
    var fields: [DeedField] {
        switch self {
        case .complete: [DeedField("answer", "complete")]
        case .partial(let lacking): [DeedField("answer", "partial"), DeedField("lacking", lacking)]
        case .refused(let ground): [DeedField("answer", "refused"), DeedField("ground", ground)]
        }
    }
}

extension RecommendationAnswer {
    var fields: [DeedField] {
        switch self {
        case .accepted: [DeedField("answer", "accepted")]
        case .partly(let reasons): [DeedField("answer", "partly"), DeedField("reasons", reasons)]
        case .rejected(let reasons): [DeedField("answer", "rejected"), DeedField("reasons", reasons)]
        }
    }
}

extension InquiryFinding {
    var fields: [DeedField] {
        [
            DeedField("id", id), DeedField("text", text), DeedField("standard", standard.rawValue),
            DeedField("evidence", each: evidence), DeedField("adverse-to", each: adverseTo.map(\.rawValue).sorted()),
        ] + (dissent.map { [DeedField("dissent", $0)] } ?? [])
    }
}

extension Recommendation {
    var fields: [DeedField] {
        [
            DeedField("id", id), DeedField("text", text), DeedField("owner", owner), DeedField("due", due),
            DeedField("issue", issue), DeedField("findings", each: findings),
        ] + (repeats.map { [DeedField("repeats", $0)] } ?? [])
    }
}

extension ReplyID {
    var fields: [DeedField] { [DeedField("finding", finding), DeedField("party", party.rawValue)] }
}
