import Crypto

/// What evidence rests on: the SHA-256 of the bytes as received, and of the canonical form (RFC 8785).
///
/// Unlike the event hash id, the first names one sequence of bytes only; the second stays the same when white space,
/// the order of members or the spelling of numbers and texts change, and nothing else.
public struct EvidenceDigest: Sendable, Hashable {
    /// The SHA-256 of the bytes as received.
    public let received: [UInt8]
    /// The SHA-256 of the canonical form; nil if a number is beyond a binary float, so that there is no form.
    public let canonical: [UInt8]?
    /// Whether each number means the same in the canonical form; if not, another number may have the same form.
    public let isExact: Bool

    /// Digests an event.
    ///
    /// - Parameters:
    ///   - bytes: The event's bytes as received.
    ///   - tree: The event that was read from them.
    public init(of bytes: [UInt8], tree: EventTree) {
        var form = CanonicalEvent()
        self.init(of: bytes, tree: tree, with: &form)
    }

    /// Digests an event with a writer that keeps its storage.
    public init(of bytes: [UInt8], tree: EventTree, with form: inout CanonicalEvent) {
        received = Array(SHA256.hash(data: bytes))
        var text: [UInt8] = []
        let isExact = form.append(tree, to: &text)
        canonical = isExact.map { _ in Array(SHA256.hash(data: text)) }
        self.isExact = isExact ?? false
    }
}
