public import Vocabulary

/// What is said of an exhibit when it is added to a case.
public struct ExhibitDescription: Sendable, Hashable {
    /// What it is called.
    public var title: String
    /// What it is, in words.
    public var description: String
    /// Who collected it, as it stands in the log.
    public var collectedBy: String
    /// When it was collected.
    public var collected: UTCInstant
    /// Where.
    public var place: String
    /// Why.
    public var purpose: String

    /// Describes an exhibit.
    public init(
        title: String,
        description: String = "",
        collectedBy: String,
        at collected: UTCInstant,
        place: String = "",
        purpose: String = ""
    ) {
        (self.title, self.description) = (title, description)
        (self.collectedBy, self.collected) = (collectedBy, collected)
        (self.place, self.purpose) = (place, purpose)
    }
}
