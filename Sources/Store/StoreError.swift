/// Why the store cannot do what was asked.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable, Hashable {
        /// The folder or a file in it cannot be made, read or written.
        case fileSystem
        /// The database answered with an error.
        case database
        /// The thing asked for is not there, or the reader may not see it.
        case notFound
        /// The store was made by a newer version of the program.
        case tooNew
        /// What was given cannot be accepted.
        case invalid
        /// It is there already, or was changed meanwhile.
        case conflict
    }

    /// What kind of failure it is.
    public let code: Code
    /// What happened, to which file or row, and what to do.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// Two errors are equal if they are of one kind; their words are for people.
    public static func == (left: StoreError, right: StoreError) -> Bool { left.code == right.code }
}
