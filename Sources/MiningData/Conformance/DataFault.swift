public import Vocabulary

/// Something in a record that the standard does not allow: what, where, and what was expected there.
public struct DataFault: Error, Sendable, Hashable {
    /// What was looked at.
    public let check: Check
    /// JSON path within the record.
    public let path: String
    /// What was found.
    public let found: RefusalText
    /// What was expected.
    public let expected: RefusalText

    init(_ check: Check, at path: String, found: RefusalText = .nothing, expected: RefusalText) {
        self.check = check
        self.path = path
        self.found = found
        self.expected = expected
    }

    /// The same fault in a record that stands deeper in a document.
    func below(_ prefix: String) -> DataFault {
        DataFault(check, at: prefix + path.dropFirst(), found: found, expected: expected)
    }
}

/// Why an object is no record of the standard: every fault that its schema shows.
public struct DataFaults: Error, Sendable, Hashable {
    /// The faults, in the order of the terms; never empty.
    public let faults: [DataFault]

    init(_ faults: [DataFault]) {
        self.faults = faults
    }
}
