/// Why an act is not taken.
public struct CaseRefusal: Error, Sendable, Hashable {
    /// What is in the way.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case notOpened = "not-opened"
        case openedAlready = "opened-already"
        case idUsedTwice = "id-used-twice"
        case inFuture = "in-future"
        case wordsMissing = "words-missing"
        case notAMember = "not-a-member"
        case notTheLead = "not-the-lead"
        case notTheirs = "not-theirs"
        case nothingThere = "nothing-there"
        case alreadySo = "already-so"
        case ended
        case paused
        case notClosed = "not-closed"
        case notADay = "not-a-day"
        case notAMarking = "not-a-marking"
        case stillStands = "still-stands"
        case ownWork = "own-work"
        case leadStays = "lead-stays"
        case openWork = "open-work"
        case ownedByOne = "owned-by-one"

        /// The key of the sentence in the catalogue of messages.
        public var messageKey: String { "case.refusal.\(rawValue)" }
    }

    /// What is in the way.
    public let reason: Reason
    /// What it is about: the items, in order.
    public let detail: [String]

    /// Describes a refusal.
    public init(_ reason: Reason, _ detail: [String] = []) { (self.reason, self.detail) = (reason, detail) }
}
