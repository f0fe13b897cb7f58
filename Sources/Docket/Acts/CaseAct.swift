public import Vocabulary

/// One thing that was done in a case; never changed once it is kept.
public struct CaseAct: Sendable, Hashable {
    /// What makes it the same when it arrives twice.
    public let id: ActID
    /// When it was done.
    public let at: UTCInstant
    /// Who did it, as the installation names people.
    public let by: String
    /// For which agency.
    public let agency: MemberID
    /// Whether it is for that agency alone: partners see neither it nor what rests on it.
    public let isOwn: Bool
    /// What was done.
    public let deed: CaseDeed

    /// Describes an act.
    public init(_ id: ActID, at: UTCInstant, by: String, of agency: MemberID, isOwn: Bool = false, _ deed: CaseDeed) {
        (self.id, self.at, self.by, self.agency, self.isOwn, self.deed) = (id, at, by, agency, isOwn, deed)
    }
}

/// What is done in cases.
public enum CaseDeed: Sendable, Hashable, Codable {
    // The case itself
    case opened(title: String, summary: String)
    case described(title: String, summary: String)
    case paused(reason: String)
    case resumed(reason: String)
    case closed(CaseOutcome, reason: String, lessons: String)
    case reopened(reason: String)
    /// Who may see it among those who work on it: a label of the Traffic Light Protocol, `TLP:AMBER+STRICT` to begin with.
    case marked(String, reason: String)

    // Who works on it
    case partnerAdded(MemberID, reason: String)
    case partnerRemoved(MemberID, reason: String)
    case leadMoved(MemberID, reason: String)
    /// Whether others who name the same subjects are told whom to ask.
    case madeKnown(Bool)

    // What it comes from and speaks of
    case sourceAdded(CaseReference)
    case subjectAdded(CaseReference, role: String)
    case subjectRemoved(CaseReference, reason: String)
    case exhibitAdded(CaseReference)

    // Work
    case noteWritten(ItemID, text: String)
    case noteRevised(ItemID, text: String)
    case taskSet(ItemID, CaseTask)
    case taskDone(ItemID, words: String)
    case taskDropped(ItemID, reason: String)
    case requested(ItemID, CaseRequest)
    case requestGiven(ItemID, words: String, CaseReference?)
    case requestRefused(ItemID, reason: String)
    case requestWithdrawn(ItemID, reason: String)
    case decided(ItemID, CaseDecision)

    // What happened, and what shows it
    case happened(ItemID, CaseMoment)
    case momentStruck(ItemID, reason: String)
    /// The first and last day of what people are thought to have done: the law of those days counts.
    case actsDated(from: String, to: String)
    case offenceConsidered(String)
    case offenceDropped(String, reason: String)
    case proofOffered(ItemID, ProofOffer)
    case proofLookedAt(ItemID, agrees: Bool, words: String)
    case proofWithdrawn(ItemID, reason: String)
    /// A second person says that a withdrawal is right: what clears somebody is not taken away by one alone.
    case proofWithdrawalAgreed(ItemID, words: String)
    case hypothesisStated(ItemID, text: String, isInnocent: Bool)
    case hypothesisDropped(ItemID, reason: String)
    case weighed(ItemID, CaseReference, consistency: String, words: String)

    // What goes with it
    /// What became of a step of the parallel financial investigation.
    case stepAnswered(String, isDone: Bool, words: String)
    case triaged(ItemID, CaseTriage)
    case triageLookedAt(ItemID, agrees: Bool, words: String)
}

/// How a case ended.
public enum CaseOutcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// A court convicted.
    case convicted
    /// A court acquitted.
    case acquitted
    /// Settled, fined or put right without a court.
    case settled
    /// Handed to a body that deals with it further.
    case handedOn = "handed-on"
    /// What was suspected was shown not to be so.
    case refuted
    /// It could not be shown.
    case notShown = "not-shown"
    /// People were helped into the law instead of being prosecuted.
    case formalised

    /// Whether it says that what the findings saw was there; nil where it says nothing of that.
    ///
    /// The weights of rules learn from it: an acquittal says that it was not shown beyond doubt, not that nothing was there.
    public var confirmsFindings: Bool? {
        switch self {
        case .convicted, .settled: true
        case .refuted: false
        case .acquitted, .handedOn, .notShown, .formalised: nil
        }
    }
}
