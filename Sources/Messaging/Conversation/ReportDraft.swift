/// What a report by text message is about; the choice is by number, so few are offered.
public enum ReportTopic: String, Sendable, Hashable, CaseIterable {
    case violence
    case armed
    case labour
    case bribery
    case land
    case water
    case accident
    case other

    /// Its words in the list.
    public var key: ReplyKey {
        switch self {
        case .violence: .categoryViolence
        case .armed: .categoryArmed
        case .labour: .categoryLabour
        case .bribery: .categoryBribery
        case .land: .categoryLand
        case .water: .categoryWater
        case .accident: .categoryAccident
        case .other: .categoryOther
        }
    }
}

/// A report as it was given over several messages.
///
/// It does not say who sent it; the carrier knows.
public struct FiledReport: Sendable, Hashable {
    /// What it is about.
    public let topic: ReportTopic
    /// Where, in the sender's words; nil if they did not say.
    public let place: String?
    /// What happened.
    public let text: String
    /// Where gateways keep what was said on a call; empty for text messages.
    public let recordings: [String]
    /// By what it came.
    public let channel: Channel
    /// The day on which it was confirmed, as days since 1970 in UTC; not the time of day.
    public let dayNumber: Int
}

/// What is gathered before a report is filed.
struct ReportDraft: Sendable, Hashable {
    var topic: ReportTopic?
    var place: String?
    var text: String?
    var recordings: [String] = []
}
