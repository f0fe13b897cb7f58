public import Docket
public import Store

extension CaseDeed {
    /// What somebody must be able to do to do it; the rules of cases say for which agency.
    public var needs: Capability {
        switch self {
        case .opened, .described, .paused, .resumed, .closed, .reopened, .marked, .partnerAdded, .partnerRemoved,
            .leadMoved, .madeKnown, .offenceDropped, .decided:
            .leadCases
        default: .workCases
        }
    }

    /// The word for it: the key of its name in the catalogue of messages is `case.deed.WORD`.
    public var word: String {
        switch self {
        case .opened: "opened"
        case .described: "described"
        case .paused: "paused"
        case .resumed: "resumed"
        case .closed: "closed"
        case .reopened: "reopened"
        case .marked: "marked"
        case .partnerAdded: "partner-added"
        case .partnerRemoved: "partner-removed"
        case .leadMoved: "lead-moved"
        case .madeKnown: "made-known"
        case .sourceAdded: "source-added"
        case .subjectAdded: "subject-added"
        case .subjectRemoved: "subject-removed"
        case .exhibitAdded: "exhibit-added"
        case .noteWritten: "note-written"
        case .noteRevised: "note-revised"
        case .taskSet: "task-set"
        case .taskDone: "task-done"
        case .taskDropped: "task-dropped"
        case .requested: "requested"
        case .requestGiven: "request-given"
        case .requestRefused: "request-refused"
        case .requestWithdrawn: "request-withdrawn"
        case .decided: "decided"
        case .happened: "happened"
        case .momentStruck: "moment-struck"
        case .actsDated: "acts-dated"
        case .offenceConsidered: "offence-considered"
        case .offenceDropped: "offence-dropped"
        case .proofOffered: "proof-offered"
        case .proofLookedAt: "proof-looked-at"
        case .proofWithdrawn: "proof-withdrawn"
        case .proofWithdrawalAgreed: "proof-withdrawal-agreed"
        case .hypothesisStated: "hypothesis-stated"
        case .hypothesisDropped: "hypothesis-dropped"
        case .weighed: "weighed"
        case .stepAnswered: "step-answered"
        case .triaged: "triaged"
        case .triageLookedAt: "triage-looked-at"
        }
    }

    /// What it says in the words of who did it, for lists of what was done; empty where the name says it all.
    public var words: String {
        switch self {
        case .opened(let title, _), .described(let title, _): title
        case .paused(let reason), .resumed(let reason), .closed(_, let reason, _), .reopened(let reason),
            .marked(_, let reason), .partnerAdded(_, let reason), .partnerRemoved(_, let reason),
            .leadMoved(_, let reason), .subjectRemoved(_, let reason), .taskDropped(_, let reason),
            .requestRefused(_, let reason), .requestWithdrawn(_, let reason), .momentStruck(_, let reason),
            .offenceDropped(_, let reason), .proofWithdrawn(_, let reason), .hypothesisDropped(_, let reason):
            reason
        case .madeKnown, .actsDated: ""
        case .sourceAdded(let thing), .exhibitAdded(let thing), .subjectAdded(let thing, _): thing.id
        case .noteWritten(_, let text), .noteRevised(_, let text), .hypothesisStated(_, let text, _): text
        case .taskSet(_, let task): task.text
        case .taskDone(_, let words), .requestGiven(_, let words, _), .proofLookedAt(_, _, let words),
            .proofWithdrawalAgreed(_, let words), .weighed(_, _, _, let words), .stepAnswered(_, _, let words),
            .triageLookedAt(_, _, let words):
            words
        case .requested(_, let request): request.what
        case .decided(_, let decision): decision.what
        case .happened(_, let moment): moment.what
        case .offenceConsidered(let offence): offence
        case .proofOffered(_, let offer): offer.words
        case .triaged(_, let card): card.reason
        }
    }
}
