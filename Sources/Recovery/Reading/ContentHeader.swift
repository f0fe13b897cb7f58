public import Vocabulary

/// What a file of content rests on, and who answers for it.
public struct ContentHeader: Sendable, Hashable {
    /// A document that something was taken from.
    public struct Source: Sendable, Hashable {
        /// The id within its file.
        public let id: String
        /// The document.
        public let title: String
        /// The article, section or page.
        public let reference: String
        /// Whether somebody has compared it there; false where it was written from memory and waits.
        public let isChecked: Bool
    }

    /// The version of the file.
    public let version: Int
    /// The office that answers for it.
    public let owner: String
    /// The day by which it is to be read again.
    public let review: CalendarDay
    /// The documents.
    public let sources: [Source]
}

/// What is wrong with a file of content, and where.
public struct ContentFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file as the caller named it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// Where in the document: `stages[2].needs`; empty for the whole of it.
    public let path: String
    /// What is wrong and what was expected.
    public let message: String

    /// The fault on one line.
    public var description: String { "\(file):\(line): \(path.isEmpty ? "" : "\(path): ")\(message)" }
}

/// All that is wrong with a file of content.
public struct ContentFaults: Error, Sendable, Hashable, CustomStringConvertible {
    /// The faults in the order of the file; never empty.
    public let faults: [ContentFault]

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
