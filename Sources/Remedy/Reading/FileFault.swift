/// What is wrong with a file of procedures, calendars or categories, and where.
public struct FileFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file as the caller named it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// Where in the document: `steps[2].limit.days`; empty for the whole of it.
    public let path: String
    /// What is wrong and what was expected.
    public let message: String

    /// The fault on one line.
    public var description: String { "\(file):\(line): \(path.isEmpty ? "" : "\(path): ")\(message)" }
}

/// All that is wrong with a file.
public struct FileFaults: Error, Sendable, Hashable, CustomStringConvertible {
    /// The faults in the order of the file; never empty.
    public let faults: [FileFault]

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
