public import Vocabulary

/// The terms of an inquiry.
public struct InquiryTerms: Sendable, Hashable {
    /// What it is to find out.
    public let questions: [String]
    /// What it may do.
    public let powers: Set<InquiryPower>
    /// By when it reports.
    public let reportDue: CalendarDay

    /// Terms.
    public init(questions: [String], powers: Set<InquiryPower>, reportDue: CalendarDay) {
        (self.questions, self.powers, self.reportDue) = (questions, powers, reportDue)
    }
}

/// How a request was answered.
public enum RequestAnswer: Sendable, Hashable {
    case complete
    case partial(lacking: String)
    case refused(ground: String)
}

/// A finding.
public struct InquiryFinding: Sendable, Hashable {
    /// The id.
    public let id: String
    /// What was found.
    public let text: String
    /// How sure it is.
    public let standard: ProofStandard
    /// The ids of the evidence that it rests on.
    public let evidence: [String]
    /// Who is criticised by it; each has the right of reply.
    public let adverseTo: Set<ActorID>
    /// What members who do not agree say; nil where all agree.
    public let dissent: String?

    /// A finding.
    public init(
        _ id: String,
        _ text: String,
        _ standard: ProofStandard,
        evidence: [String],
        adverseTo: Set<ActorID> = [],
        dissent: String? = nil
    ) {
        (self.id, self.text, self.standard) = (id, text, standard)
        (self.evidence, self.adverseTo, self.dissent) = (evidence, adverseTo, dissent)
    }
}

/// A recommendation.
public struct Recommendation: Sendable, Hashable {
    /// The id.
    public let id: String
    /// What is to be done.
    public let text: String
    /// Who has to do it: an office, by its public name.
    public let owner: String
    /// By when.
    public let due: CalendarDay
    /// The issue, by which repeated recommendations are found.
    public let issue: String
    /// The findings that it follows from.
    public let findings: [String]
    /// The recommendation of an earlier inquiry that it repeats.
    public let repeats: String?

    /// A recommendation.
    public init(
        _ id: String,
        _ text: String,
        owner: String,
        due: CalendarDay,
        issue: String,
        findings: [String],
        repeats: String? = nil
    ) {
        (self.id, self.text, self.owner, self.due) = (id, text, owner, due)
        (self.issue, self.findings, self.repeats) = (issue, findings, repeats)
    }
}

/// What the owner of a recommendation answers.
public enum RecommendationAnswer: Sendable, Hashable {
    case accepted
    case partly(reasons: String)
    case rejected(reasons: String)
}

/// What can be done in an inquiry.
public enum InquiryDeed: Sendable, Hashable {
    case propose(body: String, mandate: String)
    case setTerms(InquiryTerms)
    case advance(InquiryStage)
    /// A request for a document or data, by its id; to an office by its public name. `compelled` where it must be answered.
    case request(String, to: String, what: String, compelled: Bool)
    /// A request may be answered so many days later.
    case extend(String, days: Int)
    case answer(String, RequestAnswer)
    case evidence(String, title: String, restricted: Bool)
    /// A witness, by an id that is nobody's name.
    case witness(ActorID, protected: Bool)
    case hearing(String, on: CalendarDay, open: Bool, witnesses: [ActorID], exhibits: [String])
    case visit(String, on: CalendarDay)
    case finding(InquiryFinding)
    /// Somebody who is criticised is told the finding before it is published.
    case notice(finding: String, to: ActorID)
    case reply(finding: String, from: ActorID, text: String)
    case recommend(Recommendation)
    /// The report with these findings, and the replies that are printed in it.
    case publish(findings: [String], replies: [ReplyID])
    case refer(finding: String)
    case respond(recommendation: String, RecommendationAnswer)
    case step(recommendation: String, what: String)
    case done(recommendation: String)
    /// Somebody who is not the owner has looked whether it is done.
    case verify(recommendation: String, by: String, isDone: Bool)
    case lapse(recommendation: String)
}

/// A reply of somebody to a finding.
public struct ReplyID: Sendable, Hashable {
    /// The finding.
    public let finding: String
    /// Who is criticised by it.
    public let party: ActorID

    /// A reply.
    public init(_ finding: String, _ party: ActorID) { (self.finding, self.party) = (finding, party) }
}
