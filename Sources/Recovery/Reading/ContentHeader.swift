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
