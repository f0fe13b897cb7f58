public import Vocabulary

/// Why a record is in quarantine: where the fault is, what was expected, what to do.
public struct RefusalReason: Error, Sendable, Hashable {
    /// The kinds of fault, stable words that pages translate and tests name.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Bytes that are no text: a picture, an archive, a program.
        case notText = "not-text"
        case notUTF8 = "not-utf8"
        case controlCharacter = "control-character"
        case badSyntax = "bad-syntax"
        case unexpectedEnd = "unexpected-end"
        /// A quoted field of a table whose closing quote is missing.
        case unclosedQuote = "unclosed-quote"
        /// Text behind the closing quote of a field.
        case badQuote = "bad-quote"
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
        /// No country, currency, tariff code or unit.
        case badCode = "bad-code"
        /// A word that is not among those that the field knows.
        case unknownWord = "unknown-word"
        /// A list where a text should be, a text where an object should be.
        case wrongType = "wrong-type"
        case badIdentifier = "bad-identifier"
        case badGeometry = "bad-geometry"
        case openRing = "open-ring"
        case badPosition = "bad-position"
        /// Coordinates that are not degrees on WGS 84.
        case unsupportedCRS = "unsupported-crs"
        /// Nothing says what the file as a whole holds.
        case unknownKind = "unknown-kind"
        /// Columns that the kind of record requires are not in the header.
        case missingColumns = "missing-columns"
        /// Two columns of the header have the same name.
        case duplicateColumn = "duplicate-column"
        /// Another agency has handed in something under the same identifier.
        case ownedByAnother = "owned-by-another"
        /// The file as a whole holds nothing.
        case emptyFile = "empty-file"
        /// The file as a whole holds no record.
        case noRecords = "no-records"

        /// The key under which the catalogue of texts has advice for whoever handed the record in.
        public var adviceKey: String { "quarantine.advice.\(rawValue)" }
    }

    /// What kind of fault it is.
    public let code: Code
    /// Where in the record: a column name or a JSON path (`$.geometry.coordinates[0]`); empty for the whole record.
    public let path: String
    /// What was found, shortened.
    public let found: RefusalText
    /// What was expected there.
    public let expected: RefusalText

    /// Describes a fault.
    public init(_ code: Code, at path: String = "", found: RefusalText = .nothing, expected: RefusalText) {
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
