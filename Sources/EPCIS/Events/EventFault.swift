public import Vocabulary

/// Why an event cannot be read.
public struct EventFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable {
        case missing
        case badTime
        case badQuantity
        case negativeQuantity
        case unknownUnit
        case unknownType
        case unknownAction
    }

    /// What is wrong.
    public let reason: Reason
    /// The JSON path of the fault.
    public let path: String
    /// What was found.
    public let found: RefusalText
    /// What was expected.
    public let expected: RefusalText
}
