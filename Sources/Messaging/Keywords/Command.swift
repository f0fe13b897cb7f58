/// What a keyword asks for.
public enum Command: String, Sendable, Hashable, CaseIterable {
    /// To report something.
    case report
    /// The price of a mineral.
    case price
    /// What was answered to a report.
    case answer
    /// What can be asked.
    case help
    /// No message any more.
    case stop
    /// Messages again, after STOP.
    case start
    /// Yes.
    case yes
    /// No.
    case no
}
