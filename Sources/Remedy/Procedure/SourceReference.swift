/// Where something in a file was taken from.
public struct SourceReference: Sendable, Hashable {
    /// The id within its file.
    public let id: String
    /// The document.
    public let title: String
    /// The article, section or page.
    public let reference: String
    /// Whether somebody has read it there; false where it was written from memory and waits to be compared.
    public let isChecked: Bool
}
