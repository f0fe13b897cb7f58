/// Where the contained metal of a lot comes from, in shares a site.
///
/// A balance of masses is not a physical origin: `model` says which chain of custody the lot claims, and a share under
/// mass balance or book and claim must never be shown as "comes from this mine".
public struct OriginMix: Sendable, Hashable {
    /// A site behind a lot.
    public struct Origin: Sendable, Hashable {
        /// The site.
        public let site: String
        /// Its share, each flow in proportion to what it was a part of.
        public let share: Share
        /// The least and the most that can be true under the model that the lots claim, from 0 to 1; rounded outwards.
        public internal(set) var bounds: ClosedRange<Double>
        /// How many lots of the site are behind the lot.
        public let lots: Int
    }

    /// A lot that nothing on file went into.
    public struct Source: Sendable, Hashable {
        /// Its share.
        public let share: Share
        /// The lot.
        public let lot: LotNumber
        /// Why it is the end of the trace.
        public let end: End
    }

    /// Why a trace ends.
    public enum End: Sendable, Hashable {
        /// The lot was made at a site.
        case site
        /// No event says where the lot comes from.
        case noOrigin
        /// Lots were made of each other: what they are made of besides, nobody can say.
        case cycle
        /// The reader may not see what says it.
        case withheld
    }

    /// A lot that claims a stricter model than what it was made of allows (ISO 22095:2020, clause 5).
    public struct Upgrade: Sendable, Hashable {
        /// What was used.
        public let input: LotNumber
        /// The weakest model behind it.
        public let inputModel: CustodyModel
        /// What was made of it.
        public let output: LotNumber
        /// The model that it claims.
        public let outputModel: CustodyModel
    }

    /// The sites, largest share first.
    public internal(set) var origins: [Origin] = []
    /// The lots at the ends of the trace.
    public internal(set) var sources: [Source] = []
    /// The share of which no site is known, for whatever reason.
    public internal(set) var unknown = Share.none
    /// The weakest model of chain of custody on the way, nil if none is stated.
    public internal(set) var model: CustodyModel?
    /// Lots on the way that claim more than they can.
    public internal(set) var upgrades: [Upgrade] = []
    /// Whether a mass was missing somewhere, so that equal parts were taken in its place.
    public internal(set) var isEstimated = false
    /// How many lots the mix rests on.
    public internal(set) var lotCount = 0
    /// How many flows between lots were cut; no share is further from the exact one than that many parts.
    public internal(set) var flowCount = 0
}

/// What a question about the origin of a lot asks for.
public struct OriginQuery: Sendable {
    /// The lot.
    public var lot: String
    /// Of a container or a stock: what was in it at this time; nil for now, or for its last filling if it is empty.
    public var at: Int?
    /// Only what had come in by this time; nil for all that has.
    public var asOf: Int?
    /// Only records that the reader may see; nil for all.
    public var mayRead: RecordFilter?
    /// For how many sites, largest share first, bounds are worked out; others get the bounds that follow from these.
    public var boundedSites: Int

    /// Makes a question.
    public init(
        _ lot: String,
        at: Int? = nil,
        asOf: Int? = nil,
        mayRead: RecordFilter? = nil,
        boundedSites: Int = 8
    ) {
        self.lot = lot
        self.at = at
        self.asOf = asOf
        self.mayRead = mayRead
        self.boundedSites = boundedSites
    }
}
