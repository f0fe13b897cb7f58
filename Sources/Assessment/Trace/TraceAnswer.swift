/// What is known of where a lot comes from and what became of it, as far as its reader may see.
public struct TraceAnswer: Sendable, Hashable {
    /// The lot.
    public let lot: String
    /// Only what had come in by then counts, milliseconds since 1970; nil for all.
    public let asOf: Int?
    /// What went into the lot, if that was asked.
    public let upstream: LotTrace?
    /// What was made of it, if that was asked.
    public let downstream: LotTrace?
    /// Where its contained metal comes from; not asked where the question went downstream alone.
    public let mix: LotMix?
    /// What the sites in the answer are called that are on file and that the reader may see.
    public let siteNames: [String: String]
}

/// Lots that hang together, and what flowed between them.
public struct LotTrace: Sendable, Hashable {
    /// A lot.
    public struct Lot: Sendable, Hashable {
        /// Its identifier.
        public let id: String
        /// How many steps it is away from the lot that was asked about.
        public let depth: Int
        /// The mineral, where its record says so and the reader may see it.
        public internal(set) var mineral: String?
        /// Whether a record describes the lot itself, that the reader may see: then it has a page of its own.
        public internal(set) var isOnFile = false
        /// Whether the reader may not see some of the steps that lead on from here.
        public let isWithheld: Bool
        /// How it came into being, where it was made of nothing else.
        public internal(set) var beginnings: [Beginning]
    }

    /// How a lot was made of nothing else.
    public struct Beginning: Sendable, Hashable {
        /// The site; nil where it is not stated or not for the reader to know.
        public internal(set) var site: String?
        /// The mass, grams.
        public let grams: Int?
        /// What was read from a record that only states it: no event did.
        public let isStated: Bool
        /// When it happened, milliseconds since 1970; nil where it is not stated.
        public let time: Int?
        /// The record that says so.
        public let record: Int
    }

    /// What went from one lot into another.
    public struct Flow: Sendable, Hashable {
        /// The lot that was used, by its place in ``LotTrace/lots``.
        public let from: Int
        /// The lot that it went into.
        public let to: Int
        /// What was taken, grams; nil where it is not stated.
        public let grams: Int?
        /// The event, by its place in ``LotTrace/events``.
        public let event: Int
    }

    /// An event between lots.
    public struct Event: Sendable, Hashable {
        /// Its identifier.
        public let id: String
        /// What kind of thing happened, such as `transformed` or `packed`.
        public let kind: String
        /// What was done, in the word of the source.
        public let process: String?
        /// When, milliseconds since 1970.
        public let time: Int
        /// Where; nil where it is not stated or not for the reader to know.
        public internal(set) var site: String?
        /// The record that tells it.
        public let record: Int
    }

    /// The lots, nearest first; the first is the one that was asked about.
    public internal(set) var lots: [Lot]
    /// What flowed between them.
    public internal(set) var flows: [Flow]
    /// The events that did it.
    public internal(set) var events: [Event]
    /// Groups of lots that were made of each other.
    public internal(set) var cycles: [[String]]
    /// What was left out.
    public internal(set) var cut: Cut

    /// What was left out, and why.
    public struct Cut: Sendable, Hashable {
        /// Lots whose own steps lie beyond the greatest depth.
        public internal(set) var byDepth = 0
        /// Steps outside the time limits.
        public internal(set) var byTime = 0
        /// Lots of another mineral.
        public internal(set) var byMineral = 0
        /// Whether the limit of lots was reached.
        public internal(set) var byLotLimit = false
        /// Lots at which the reader may not see a step.
        public internal(set) var withheld = 0

        /// Whether nothing was left out.
        public var isEmpty: Bool { byDepth == 0 && byTime == 0 && byMineral == 0 && !byLotLimit && withheld == 0 }
    }
}

/// Where the contained metal of a lot comes from.
///
/// Parts per million, and they sum to a million: what rounding leaves over goes to the largest remainders.
public struct LotMix: Sendable, Hashable {
    /// A site behind the lot.
    public struct Origin: Sendable, Hashable {
        /// The site.
        public let site: String
        /// Its share.
        public let sharePPM: Int
        /// The least that can be true, rounded down.
        public let leastPPM: Int
        /// The most that can be true, rounded up.
        public let mostPPM: Int
        /// How many lots of the site are behind the lot.
        public let lots: Int
        /// Records that say that lots were made there, the first of them.
        public internal(set) var records: [Int]
    }

    /// A lot that claims a stricter model of chain of custody than what it was made of allows.
    public struct Upgrade: Sendable, Hashable {
        /// What was used.
        public let input: String
        /// The weakest model behind it.
        public let inputModel: String
        /// What was made of it.
        public let output: String
        /// The model that it claims.
        public let outputModel: String
    }

    /// The sites, largest share first.
    public internal(set) var origins: [Origin]
    /// The share of which nothing on file names a site.
    public let unknownPPM: Int
    /// The share of which the reader may not see the site.
    public let withheldPPM: Int
    /// The weakest model of chain of custody on the way (ISO 22095), nil if none is stated.
    public let model: String?
    /// Lots on the way that claim more than they can.
    public let upgrades: [Upgrade]
    /// Whether a mass was missing somewhere, so that equal parts were taken in its place.
    public let isEstimated: Bool
    /// How many lots the mix rests on.
    public let lotCount: Int
}
