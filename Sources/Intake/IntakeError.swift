/// Why a file as a whole cannot be taken in.
///
/// What is wrong with single records is kept in quarantine instead.
public struct IntakeError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable, Hashable {
        /// The file cannot be read.
        case unreadable
        /// What the file holds was not recognised and nothing said what it is.
        case unknownKind
        /// The map named is not there, is broken, or does not fit the file.
        case badMap
        /// The file holds no record at all.
        case noRecords
        /// Required columns are not in the header.
        case missingColumns
        /// The store failed.
        case store
        /// The program is stopping; what was taken in is kept, and the import can be repeated.
        case stopped
    }

    /// What kind of failure it is.
    public let code: Code
    /// What happened, to which file, and what to do.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// Two errors are equal if they are of one kind.
    public static func == (left: IntakeError, right: IntakeError) -> Bool { left.code == right.code }
}
