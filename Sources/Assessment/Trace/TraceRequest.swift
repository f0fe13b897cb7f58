/// A question about a lot: where it comes from, what became of it, or both.
public struct TraceRequest: Sendable, Hashable {
    /// Which way to go.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// To what the lot was made of.
        case upstream
        /// To what was made of it.
        case downstream
        /// Both ways.
        case both
    }

    /// The lot.
    public var lot: String
    /// Which way to go.
    public var direction: Direction
    /// How many steps to go upstream at the most; nil for all.
    public var depth: Int?
    /// How many steps to go downstream at the most, where that is less.
    public var downstreamDepth: Int?
    /// Only lots of this mineral, and those of which no mineral is stated.
    public var mineral: String?
    /// Only events from this time on, milliseconds since 1970, UTC.
    public var from: Int?
    /// Only events up to this time.
    public var to: Int?
    /// Only what had come in by this time; nil for all that has.
    public var asOf: Int?
    /// How many lots to find at the most each way.
    public var lotLimit: Int?

    /// Makes a question.
    public init(
        _ lot: String,
        direction: Direction = .upstream,
        depth: Int? = nil,
        downstreamDepth: Int? = nil,
        mineral: String? = nil,
        from: Int? = nil,
        to: Int? = nil,
        asOf: Int? = nil,
        lotLimit: Int? = nil
    ) {
        self.lot = lot
        self.direction = direction
        self.depth = depth
        self.downstreamDepth = downstreamDepth
        self.mineral = mineral
        self.from = from
        self.to = to
        self.asOf = asOf
        self.lotLimit = lotLimit
    }
}

/// Why a question about a lot has no answer.
public enum TraceRefusal: Error, Sendable, Hashable {
    /// No record that the reader may see speaks of the lot; these are called almost the same.
    case unknownLot(nearest: [String])
}
