/// Why an act is not taken, what is missing for it, and what would be lawful instead.
public struct ActRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is in the way.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        // Every file
        case notBegun = "not-begun"
        case begunAlready = "begun-already"
        case ended
        case notLawful = "not-lawful"
        case missing
        case dayBeforeLast = "day-before-last"
        case wrongDay = "wrong-day"
        case badText = "bad-text"
        case unknown
        case usedTwice = "used-twice"
        case alreadySo = "already-so"
        case tooSoon = "too-soon"

        // Money
        case notPositive = "not-positive"
        case tooLarge = "too-large"
        case otherCurrency = "other-currency"
        case badConversion = "bad-conversion"
        case notHeld = "not-held"
        case stillHeld = "still-held"

        // Assets
        case orderExpired = "order-expired"
        case thirdPartyUnanswered = "third-party-unanswered"
        case careMissing = "care-missing"
        case buyerNotCleared = "buyer-not-cleared"
        case noFinalOrder = "no-final-order"

        // Restitution
        case excluded
        case notFinal = "not-final"
        case moreThanAsked = "more-than-asked"
        case consentMissing = "consent-missing"
        case assemblyMissing = "assembly-missing"
        case notThePlan = "not-the-plan"
        case moreThanPlanned = "more-than-planned"
        case promised

        // Inquiries
        case noPower = "no-power"
        case noNotice = "no-notice"
        case replyOpen = "reply-open"
        case replyNotPrinted = "reply-not-printed"
        case noEvidence = "no-evidence"
        case notIndependent = "not-independent"
        case openMatters = "open-matters"
    }

    /// What is in the way.
    public let reason: Reason
    /// The ids and numbers that the reason is about.
    public let detail: [String]
    /// What has to be given or done first, in the words of the content.
    public let missing: [String]
    /// The steps that would be lawful now, in the words of the content.
    public let lawful: [String]

    /// A refusal.
    public init(_ reason: Reason, _ detail: [String] = [], missing: [String] = [], lawful: [String] = []) {
        self.reason = reason
        self.detail = detail
        self.missing = missing
        self.lawful = lawful
    }

    /// The same refusal with what would be lawful.
    func allowing(_ lawful: [String]) -> ActRefusal {
        ActRefusal(reason, detail, missing: missing, lawful: lawful)
    }

    /// The refusal on one line, in the words of the content.
    public var description: String {
        var parts = [reason.rawValue + (detail.isEmpty ? "" : ": " + detail.joined(separator: ", "))]
        if !missing.isEmpty { parts.append("missing: " + missing.joined(separator: ", ")) }
        parts.append("lawful: " + (lawful.isEmpty ? "nothing" : lawful.joined(separator: ", ")))
        return parts.joined(separator: "; ")
    }
}
