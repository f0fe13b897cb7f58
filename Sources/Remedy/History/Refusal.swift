/// Why an event is not taken, and what would be.
public struct Refusal: Error, Sendable, Hashable {
    /// Something that may happen now, and who may do it.
    public struct Allowed: Sendable, Hashable, Comparable {
        /// What: the word of the fact, such as `offer`.
        public let act: String
        /// Who: `person`, `body`, `respondent`, `facilitator`, `seat` or `party`.
        public let by: String

        /// An act and who may do it.
        public init(_ act: String, by: String) {
            self.act = act
            self.by = by
        }

        /// By act, then by who.
        public static func < (left: Allowed, right: Allowed) -> Bool { (left.act, left.by) < (right.act, right.by) }
    }

    /// What is in the way.
    public let reason: RefusalReason
    /// The ids and numbers that the reason is about.
    public let detail: [String]
    /// What may happen instead.
    public let allowed: [Allowed]

    /// A refusal.
    public init(_ reason: RefusalReason, _ detail: [String] = [], allowed: [Allowed] = []) {
        self.reason = reason
        self.detail = detail
        self.allowed = allowed.sorted()
    }

    /// The same refusal with what may happen instead.
    func allowing(_ allowed: [Allowed]) -> Refusal { Refusal(reason, detail, allowed: allowed) }
}

/// What can be in the way of an event.
public enum RefusalReason: String, Sendable, Hashable, CaseIterable {
    // The history
    case idUsedTwice = "id-used-twice"
    case inFuture = "in-future"
    case wouldUndo = "would-undo"
    case correctsNothing = "corrects-nothing"
    case correctsAnother = "corrects-another"
    case reasonMissing = "reason-missing"

    // The procedure
    case notBegun = "not-begun"
    case begunAlready = "begun-already"
    case notInThisStep = "not-in-this-step"
    case ended
    case notTheirs = "not-theirs"
    case nothingThere = "nothing-there"
    case alreadySo = "already-so"
    case notANumber = "not-a-number"
    case unknownWord = "unknown-word"

    // Who may act
    case bodyComplainedOf = "body-complained-of"
    case decidedBefore = "decided-before"
    case noBodyMayAct = "no-body-may-act"
    case conflictOfInterest = "conflict-of-interest"

    // Protection
    case consentMissing = "consent-missing"
    case withdrawalStands = "withdrawal-stands"
    case routesNotOffered = "routes-not-offered"
    case mediationAlone = "mediation-alone"
    case waiverInGraveCase = "waiver-in-grave-case"
    case adviceMissing = "advice-missing"
    case wrongStandard = "wrong-standard"

    // Clocks
    case tooLate = "too-late"
    case tooLong = "too-long"
    case windowOpen = "window-open"
    case stopped

    // The end
    case notConfirmed = "not-confirmed"
    case notEstablished = "not-established"
    case notTried = "not-tried"
    case notReferred = "not-referred"
    case retaliationUnchecked = "retaliation-unchecked"
    case retaliationOpen = "retaliation-open"
    case satisfactionNotAsked = "satisfaction-not-asked"

    // Meetings and consultations
    case notSeated = "not-seated"
    case noQuorum = "no-quorum"
    case objected
    case notRead = "not-read"
    case stepMissing = "step-missing"
    case tooSoon = "too-soon"
    case underPressure = "under-pressure"
    case commentsUnanswered = "comments-unanswered"
    case consultationClosed = "consultation-closed"

    /// The key of the sentence in the catalogue of messages.
    public var messageKey: String { "remedy.refusal.\(rawValue)" }
}
