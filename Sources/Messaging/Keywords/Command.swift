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
    /// To be answered in the language of the word.
    case language
    /// No message any more.
    case stop
    /// Messages again, after STOP.
    case start
    /// Yes.
    case yes
    /// No.
    case no
}
