/// An identifier in a query, which an EPC URN and a GS1 Digital Link of any domain spell alike.
public struct QueryIdentifier: Sendable, Hashable {
    /// The identifier as written.
    public let text: String
    /// The canonical Digital Link, or else the text itself: what an index of identifiers is kept by.
    public let key: String

    let bytes: [UInt8]
    let keyBytes: [UInt8]
    let hasLink: Bool

    /// Makes an identifier of any text.
    public init(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8)
        var link: [UInt8] = []
        let hasLink = CanonicalLink.append(bytes.span, to: &link)
        self.bytes = bytes
        self.hasLink = hasLink
        keyBytes = hasLink ? link : bytes
        key = hasLink ? String(decoding: link, as: UTF8.self) : text
    }

    /// Compares the bytes of the text: canonically equivalent spellings are different identifiers.
    public static func == (left: QueryIdentifier, right: QueryIdentifier) -> Bool { left.bytes == right.bytes }

    /// Hashes the bytes of the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    /// Whether a value names the same.
    func matches(_ value: Span<UInt8>) -> Bool {
        if value.equals(bytes.span) { return true }
        guard hasLink else { return false }
        var link: [UInt8] = []
        return CanonicalLink.append(value, to: &link) && link == keyBytes
    }
}

extension Span<UInt8> {
    /// Whether both have the same bytes.
    func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }
}
