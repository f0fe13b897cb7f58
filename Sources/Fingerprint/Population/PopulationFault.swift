import Formats

/// What is wrong in a file of a population or of samples, and where.
public struct PopulationFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    public let file: String
    /// The line, from 1; nil where the file as a whole is meant.
    public let line: Int?
    /// What is wrong and what to do.
    public let reason: String

    /// Makes a fault.
    public init(_ file: String, line: Int?, _ reason: String) {
        (self.file, self.line, self.reason) = (file, line, reason)
    }

    /// File, line and reason; control characters are made visible.
    public var description: String {
        Printable.text(line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)")
    }
}

/// A row that could not be taken, as it came, with what to do.
public struct QuarantinedRow: Sendable, Hashable {
    /// Where it stands and why it was set aside.
    public let fault: PopulationFault
    /// The row.
    public let text: String
}
