import Formats
import Vocabulary

extension InquiryDeed {
    /// Reads the deed of a word.
    public init(word: String, reading fields: DeedFields) throws(CodingFault) {
        switch word {
        case "request", "extend", "answer", "evidence", "witness", "hearing", "visit":
            self = try Self.gathering(word, fields)
        case "finding", "notice", "reply", "publish", "refer": self = try Self.reporting(word, fields)
        case "recommend", "respond", "step", "done", "verify", "lapse": self = try Self.following(word, fields)
        case "propose": self = .propose(body: try fields.text("body"), mandate: try fields.text("mandate"))
        case "set-terms":
            var powers: Set<InquiryPower> = []
            for power in try fields.texts("powers") {
                guard let power = InquiryPower(rawValue: power) else {
                    throw CodingFault(key: "powers", message: "no power is called so")
                }
                powers.insert(power)
            }
            let (questions, due) = (try fields.texts("questions"), try fields.day("report-due"))
            self = .setTerms(InquiryTerms(questions: questions, powers: powers, reportDue: due))
        case "advance": self = .advance(try fields.word("to", InquiryStage.self))
        default: throw CodingFault(key: "deed", message: "no deed is called so")
        }
    }

    private static func gathering(_ word: String, _ fields: DeedFields) throws(CodingFault) -> InquiryDeed {
        let id = try fields.text("id")
        switch word {
        case "request":
            let (to, what) = (try fields.text("to"), try fields.text("what"))
            return .request(id, to: to, what: what, compelled: try fields.flag("compelled"))
        case "extend": return .extend(id, days: try fields.number("days"))
        case "answer": return .answer(id, try RequestAnswer(fields))
        case "evidence":
            return .evidence(id, title: try fields.text("title"), restricted: try fields.flag("restricted"))
        case "witness": return .witness(ActorID(id), protected: try fields.flag("protected"))
        case "visit": return .visit(id, on: try fields.day("on"))
        default:
            let (day, open) = (try fields.day("on"), try fields.flag("open"))
            let witnesses = try fields.texts("witnesses").map { ActorID($0) }
            return .hearing(id, on: day, open: open, witnesses: witnesses, exhibits: try fields.texts("exhibits"))
        }
    }

    private static func reporting(_ word: String, _ fields: DeedFields) throws(CodingFault) -> InquiryDeed {
        switch word {
        case "finding":
            return .finding(
                InquiryFinding(
                    try fields.text("id"),
                    try fields.text("text"),
                    try fields.word("standard", ProofStandard.self),
                    evidence: try fields.texts("evidence"),
                    adverseTo: Set(try fields.texts("adverse-to").map { ActorID($0) }),
                    dissent: try fields.textIfThere("dissent")
                )
            )
        case "notice": return .notice(finding: try fields.text("finding"), to: ActorID(try fields.text("to")))
        case "reply":
            let (finding, from) = (try fields.text("finding"), ActorID(try fields.text("from")))
            return .reply(finding: finding, from: from, text: try fields.text("text"))
        case "publish":
            let replies = try fields.each("replies") { (reply) throws(CodingFault) in
                ReplyID(try reply.text("finding"), ActorID(try reply.text("party")))
            }
            return .publish(findings: try fields.texts("findings"), replies: replies)
        default: return .refer(finding: try fields.text("finding"))
        }
    }

    private static func following(_ word: String, _ fields: DeedFields) throws(CodingFault) -> InquiryDeed {
        let id = try fields.text("id")
        switch word {
        case "recommend":
            return .recommend(
                Recommendation(
                    id,
                    try fields.text("text"),
                    owner: try fields.text("owner"),
                    due: try fields.day("due"),
                    issue: try fields.text("issue"),
                    findings: try fields.texts("findings"),
                    repeats: try fields.textIfThere("repeats")
                )
            )
        case "respond": return .respond(recommendation: id, try RecommendationAnswer(fields))
        case "step": return .step(recommendation: id, what: try fields.text("what"))
        case "done": return .done(recommendation: id)
        case "verify":
            return .verify(recommendation: id, by: try fields.text("by"), isDone: try fields.flag("done"))
        default: return .lapse(recommendation: id)
        }
    }
}

extension RequestAnswer {
    init(_ fields: DeedFields) throws(CodingFault) {
        switch try fields.text("answer") {
        case "complete": self = .complete
        case "partial": self = .partial(lacking: try fields.text("lacking"))
        case "refused": self = .refused(ground: try fields.text("ground"))
        default: throw CodingFault(key: "answer", message: "expected complete, partial or refused")
        }
    }
}

extension RecommendationAnswer {
    init(_ fields: DeedFields) throws(CodingFault) {
        switch try fields.text("answer") {
        case "accepted": self = .accepted
        case "partly": self = .partly(reasons: try fields.text("reasons"))
        case "rejected": self = .rejected(reasons: try fields.text("reasons"))
        default: throw CodingFault(key: "answer", message: "expected accepted, partly or rejected")
        }
    }
}
