public import Vocabulary

/// A note of an officer as it is kept: an envelope.
public struct KeptNote: Sendable, Hashable {
    /// The name of the report.
    public let report: [UInt8]
    /// Its place among the organisation's notes on the report.
    public let sequence: UInt32
    /// What kind of thing it says.
    public let word: String
    /// The envelope.
    public let envelope: [UInt8]
    /// The day on which it was written.
    public let day: CalendarDay
    /// Who wrote it.
    public let by: String
}

/// Something that one organisation hands to another.
public struct ReportHandover: Sendable, Hashable {
    /// How things stand with it.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// It waits for an answer.
        case sent
        /// The other organisation has taken it.
        case accepted
        /// The other organisation has not taken it.
        case declined
    }

    /// Why an organisation does not take something.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// It is not its task.
        case notOurs = "not_ours"
        /// It, or somebody of it, is concerned.
        case conflict
        /// It cannot keep those safe whom it is about.
        case cannotProtect = "cannot_protect"
        /// It cannot now.
        case noMeans = "no_means"
    }

    /// Its number.
    public let id: Int64
    /// The number of the report at the organisation that received it.
    public let reportNumber: Int64
    /// The name of the report.
    public let report: [UInt8]
    /// The place of its first envelope.
    public let firstSequence: UInt32
    /// Who hands it over.
    public let from: AgencyNumber
    /// To whom.
    public let to: AgencyNumber
    /// SHA-256 of the envelopes, one behind the other.
    public let digest: [UInt8]
    /// When it was handed over.
    public let sentOn: CalendarDay
    /// The last day for an answer.
    public let answerBy: CalendarDay
    /// How things stand with it.
    public let state: State
    /// Why it was declined.
    public let reason: Reason?
    /// When it was answered.
    public let answeredOn: CalendarDay?
    /// Whether somebody is in danger now, as the reporter says.
    public let isUrgent: Bool
    /// Through which door the report came.
    public let door: ReportDoor
}
