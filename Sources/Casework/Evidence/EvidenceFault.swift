import Custody

/// Why something is not done with an exhibit.
public enum EvidenceFault: Error, Sendable, Hashable {
    /// There is no such case for who asks.
    case noSuchCase
    /// The case has no exhibit of that number.
    case noSuchExhibit(Int)
    /// The exhibit is a thing: it has no file.
    case noFile(Int)
    /// Something has to be said and is not, is too long, or holds control characters; which field.
    case notText(field: String)
    /// It is said to have happened after now.
    case future
    /// The entry is of another exhibit than it is added to; which one it names.
    case otherExhibit(String)
    /// The name of the entry stands for another one.
    case idUsedTwice(String)
    /// What is kept cannot be read: a fault of the store; which exhibit.
    case broken(Int)
}
