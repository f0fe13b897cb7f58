import Formats

/// What one side of a thread writes to the other, as it is sealed.
///
///     {"kind":"message","text":"…","version":1}
public struct ThreadMessage: Sendable, Hashable {
    /// The words.
    public let text: String

    /// The most bytes of a message.
    public static let longest = 16 * 1024

    /// A message.
    public init(_ text: String) { self.text = text }

    /// The bytes that are sealed.
    public var bytes: [UInt8] {
        let members: [JSONNode.Member] = [
            .init("kind", .string("message")), .init("text", .string(text)), .init("version", .integer(1)),
        ]
        return (try? JSONCanonical.bytes(of: .object(members), numbers: .safeIntegers)) ?? []
    }

    /// Reads what was sealed; nil if it is no message.
    public init?(parsing bytes: [UInt8]) {
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers), node["kind"]?.string == "message",
            let text = node["text"]?.string
        else { return nil }
        self.text = text
    }
}
