/// What is wrong with a document that people write by hand, and where.
public struct ContentFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file as the caller named it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// Where in the document: `steps[2].limit.days`; empty for the whole of it.
    public let path: String
    /// What is wrong and what was expected.
    public let message: String

    /// A fault.
    public init(file: String, line: Int, path: String, message: String) {
        self.file = file
        self.line = line
        self.path = path
        self.message = message
    }

    /// The fault on one line.
    public var description: String { "\(file):\(line): \(path.isEmpty ? "" : "\(path): ")\(message)" }
}

/// All that is wrong with a file.
public struct ContentFaults: Error, Sendable, Hashable, CustomStringConvertible {
    /// The faults in the order of the file; never empty.
    public let faults: [ContentFault]

    /// Gathers faults.
    public init(faults: [ContentFault]) { self.faults = faults }

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
