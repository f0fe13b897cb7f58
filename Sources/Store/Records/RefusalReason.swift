/// Why a record is in quarantine: where the fault is, what was expected, what to do.
public struct RefusalReason: Error, Sendable, Hashable {
    /// The kinds of fault, stable words that pages translate and tests name.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case notUTF8 = "not-utf8"
        case controlCharacter = "control-character"
        case badSyntax = "bad-syntax"
        case unexpectedEnd = "unexpected-end"
        case duplicateKey = "duplicate-key"
        case tooDeep = "too-deep"
        case tooLong = "too-long"
        case doctypeRefused = "doctype-refused"
        case wrongColumnCount = "wrong-column-count"
        case missingValue = "missing-value"
        case badNumber = "bad-number"
        case negativeNumber = "negative-number"
        case outOfRange = "out-of-range"
        case badDate = "bad-date"
        case badCode = "bad-code"
        case badIdentifier = "bad-identifier"
        case badGeometry = "bad-geometry"
        case openRing = "open-ring"
        case badPosition = "bad-position"
        case unknownType = "unknown-type"
        /// Nothing says what the file as a whole holds.
        case unknownKind = "unknown-kind"
        /// Columns that the kind of record requires are not in the header.
        case missingColumns = "missing-columns"
        /// The file as a whole holds no record.
        case noRecords = "no-records"
    }

    /// What kind of fault it is.
    public let code: Code
    /// Where in the record: a column name or a JSON path (`$.geometry.coordinates[0]`); empty for the whole record.
    public let path: String
    /// What was found, shortened.
    public let found: String
    /// What was expected there.
    public let expected: String

    /// Describes a fault.
    public init(_ code: Code, at path: String = "", found: String = "", expected: String) {
        self.code = code
        self.path = path
        self.found = found
        self.expected = expected
    }

    /// The same fault below a longer path.
    public func below(_ prefix: String) -> RefusalReason {
        RefusalReason(code, at: path.isEmpty ? prefix : "\(prefix)\(path)", found: found, expected: expected)
    }
}
