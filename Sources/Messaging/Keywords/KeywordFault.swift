/// What is wrong with a file of keywords, and where.
public struct KeywordFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where in the file: `languages.fr.report[1]`; empty for the whole of it.
    public let path: String
    /// What is wrong and what was expected.
    public let message: String

    /// The fault on one line.
    public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// All that is wrong with a file of keywords.
public struct KeywordFaults: Error, Sendable, Hashable, CustomStringConvertible {
    /// The faults in the order in which they were found; never empty.
    public let faults: [KeywordFault]

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
