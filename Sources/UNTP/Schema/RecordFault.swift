public import Vocabulary

/// Something in a credential or a record that the protocol does not allow: what, where, and what was expected there.
public struct RecordFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable {
        case missing
        case wrongType
        case badDate
        case badNumber
        case badCode
        case badIdentifier
        case unknownKind
        case unknownContext
    }

    /// What is wrong.
    public let reason: Reason
    /// JSON path.
    public let path: String
    /// What was found.
    public let found: RefusalText
    /// What was expected.
    public let expected: RefusalText

    init(_ reason: Reason, at path: String, found: RefusalText = .nothing, expected: RefusalText) {
        self.reason = reason
        self.path = path
        self.found = found
        self.expected = expected
    }
}

/// Every fault of a credential or record, in the order of its members; never empty.
public struct RecordFaults: Error, Sendable, Hashable {
    /// The faults.
    public let faults: [RecordFault]

    init(_ faults: [RecordFault]) {
        self.faults = faults
    }
}
