/// Why an assessment cannot be made.
public struct AssessmentError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened, to which file, and what to do.
    public let message: String

    /// Makes an error.
    public init(_ message: String) {
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
