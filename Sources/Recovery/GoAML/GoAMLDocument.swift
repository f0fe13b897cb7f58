/// A report as XML, and what has to be known about it before it is sent.
public struct GoAMLDocument: Sendable, Hashable {
    /// A text that was changed to fit.
    public struct Change: Sendable, Hashable {
        /// The element: `report.transaction[0].from.person.first_name`.
        public let path: String
        /// The text as it was.
        public let original: String
        /// The text as it stands in the XML.
        public let written: String
    }

    /// Something that the report does not say.
    public struct Omission: Sendable, Hashable {
        /// Why.
        public enum Why: String, Sendable, Hashable, CaseIterable {
            /// The officer did not give it.
            case notGiven = "not-given"
            /// The unit does not take it.
            case notTaken = "not-taken"
            /// The unit's list of codes is not known here, so the code was not compared.
            case listUnknown = "list-unknown"
        }

        /// The element.
        public let path: String
        /// Why.
        public let why: Why
    }

    /// The XML, in ASCII.
    public let xml: [UInt8]
    /// What was changed.
    public let changes: [Change]
    /// What is left out or was not checked.
    public let omissions: [Omission]
}

/// What keeps a report from being written.
public struct GoAMLFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case missing
        case tooShort = "too-short"
        case tooLong = "too-long"
        case badCharacter = "bad-character"
        /// A letter has no spelling here: give the one of the passport.
        case noLatinSpelling = "no-latin-spelling"
        case unknownCode = "unknown-code"
        case badNumber = "bad-number"
        case otherCurrency = "other-currency"
        case tooMany = "too-many"
    }

    /// The element.
    public let path: String
    /// What is wrong.
    public let reason: Reason
    /// The value, limit or characters that it is about.
    public let detail: String

    /// The fault on one line.
    public var description: String { "\(path): \(reason.rawValue)\(detail.isEmpty ? "" : " (\(detail))")" }
}

/// All that keeps a report from being written.
public struct GoAMLFaults: Error, Sendable, Hashable, CustomStringConvertible {
    /// The faults in the order of the elements; never empty.
    public let faults: [GoAMLFault]

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
