public import Secrets
public import Vocabulary

/// Which messages have come in, so that each counts once however often a gateway delivers it.
public struct Arrivals: Sendable, Hashable {
    /// What a delivery is.
    public enum Arrival: String, Sendable, Hashable {
        /// It has not been here.
        case new
        /// The same message was here: it is acknowledged and not acted on.
        case repeated
        /// The gateway used this id for another message: it is kept and acted on, and an operator is told.
        case conflicting
    }

    private struct Known: Sendable, Hashable {
        var digests: Set<[UInt8]>
        var last: UTCInstant
    }

    private var known: [String: Known] = [:]

    /// Nothing has come in yet.
    public init() {}

    /// How many ids are remembered.
    public var count: Int { known.count }

    /// Takes note of a delivery.
    public mutating func receive(_ message: InboundMessage, key: SecretBytes, at now: UTCInstant) -> Arrival {
        let digest = message.contentDigest(key: key)
        guard var entry = known[message.id] else {
            known[message.id] = Known(digests: [digest], last: now)
            return .new
        }
        let isNew = entry.digests.insert(digest).inserted
        entry.last = max(entry.last, now)
        known[message.id] = entry
        return isNew ? .conflicting : .repeated
    }

    /// Forgets ids not seen since a moment; it should lie further back than gateways try again, often some days.
    public mutating func forget(before moment: UTCInstant) {
        known = known.filter { $0.value.last >= moment }
    }
}
