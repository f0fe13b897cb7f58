/// One thing that is wrong with a rule file, with its place.
public struct RuleFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, as it was named to the loader.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// What is wrong and what to do about it.
    public let message: String

    /// Describes a fault.
    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// `file:line: message`, as compilers and editors write it.
    public var description: String { "\(file):\(line): \(message)" }
}
