/// Why a policy is not taken, and in which line, from 1.
public struct PolicyFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable {
        /// A control character stands in the file, or the last line does not end.
        case badText
        /// The line is none that a policy may have, or has too few or too many words.
        case badLine
        /// The key is not taken, or is not one for a log or a witness.
        case badKey
        /// The same key stands in two lines.
        case keyTwice
        /// The same name is given twice, or is `none`.
        case nameTwice
        /// A name is used before it is given.
        case unknownName
        /// A name is a member of two groups, or twice of one.
        case memberTwice
        /// The number of members is not between 1 and how many there are.
        case badThreshold
        /// There is no line of the quorum, or a second.
        case quorum
        /// There are more logs, witnesses or groups than are read.
        case tooLong
    }

    /// What is wrong.
    public let reason: Reason
    /// In which line.
    public let line: Int

    /// Makes a fault.
    public init(reason: Reason, line: Int) {
        self.reason = reason
        self.line = line
    }
}
