public import Vocabulary

/// Who keeps an item of the content, and when it is to be looked at again; no item is without.
public struct Stewardship: Sendable, Hashable {
    /// The owner, one of ``ContentOwner``.
    public let owner: String
    /// The day by which the item is to be reviewed.
    public let review: CalendarDay

    /// Whether the review is late on a day.
    public func isOverdue(on day: CalendarDay) -> Bool { day > review }
}

/// A desk that keeps items of the content.
public struct ContentOwner: Sendable, Hashable {
    /// The word that items name it by.
    public let id: String
    /// What it is called.
    public let label: LocalisedText
}

/// Where something in the content was taken from.
public struct LegalSource: Sendable, Hashable {
    /// The id within its file.
    public let id: String
    /// The document.
    public let title: String
    /// The articles, paragraphs or sections.
    public let reference: String
    /// Whether somebody has read it there; false where it was written from memory and waits to be compared.
    public let isChecked: Bool
}

/// A source and the article that an item rests on.
public struct LegalBasis: Sendable, Hashable {
    /// The id of the source.
    public let source: String
    /// The article; nil where the whole of the document is meant.
    public let article: String?
}
