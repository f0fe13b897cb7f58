public import Vocabulary

/// Where an asset stands, as its acts make it.
public struct AssetState: Sendable, Hashable {
    /// Money that came in or went out, and the act that says so.
    public struct Entry: Sendable, Hashable {
        /// The number of the act.
        public let act: Int
        /// The amount.
        public let money: Money
        /// To whom; nil for costs and income.
        public let recipient: Recipient?
    }

    /// A claim of somebody else on the asset.
    public struct ThirdParty: Sendable, Hashable {
        /// Who claims it.
        public let claimant: String
        /// Since when.
        public let day: CalendarDay
        /// The number of the act that answered it; nil while it is open.
        public var answer: Int?
    }

    /// What it is; nil before it is identified.
    public internal(set) var description: AssetDescription?
    /// The stage; nil before it is identified.
    public internal(set) var stage: AssetStage?
    /// The numbers of the acts by which it came into its stages.
    public internal(set) var entered: [AssetStage: Int] = [:]
    /// The day on which it came into its stages.
    public internal(set) var days: [AssetStage: CalendarDay] = [:]
    /// What the steps told, the latest last.
    public internal(set) var particulars: [AssetStage: [Particular: ParticularValue]] = [:]
    /// The last day of the order that keeps it in place.
    public internal(set) var orderEnd: CalendarDay?
    /// The valuations in the order of the acts.
    public internal(set) var valuations: [Valuation] = []
    /// The account; nil before it is identified.
    public internal(set) var account: Account?
    /// The conversions by id.
    public internal(set) var conversions: [String: Conversion] = [:]
    /// The conversions that were booked.
    public internal(set) var bookedConversions: Set<String> = []
    /// The costs by id; those taken back are not among them.
    public internal(set) var costs: [String: Entry] = [:]
    /// What came in, by id.
    public internal(set) var receipts: [String: Entry] = [:]
    /// What was paid out, by id.
    public internal(set) var payments: [String: Entry] = [:]
    /// The care that was taken, with the act that says so.
    public internal(set) var care: [String: Int] = [:]
    /// The last check of each buyer.
    public internal(set) var buyers: [String: BuyerCheck] = [:]
    /// The claims of others by id.
    public internal(set) var thirdParties: [String: ThirdParty] = [:]
    /// The numbers of the acts of consent.
    public internal(set) var consents: [Int] = []
    /// The ids of costs and money that were used, also of those taken back.
    var usedIDs: Set<String> = []

    /// Whether a final order, or consent, allows that it is sold and shared on a day.
    public func mayBeShared(on day: CalendarDay) -> Bool {
        guard let end = particulars[.confiscated]?[.appealEnd]?.day else { return false }
        return day > end || !consents.isEmpty
    }

    /// The value when it was seized: the last valuation up to that day, else the first after it.
    public var valueAtSeizure: Valuation? {
        guard let seized = days[.frozen] else { return nil }
        let before = valuations.filter { $0.day <= seized }.max { $0.day < $1.day }
        return before ?? valuations.min { $0.day < $1.day }
    }

    /// The latest value by its day; of one day the one written down last.
    public var latestValue: Valuation? {
        valuations.reduce(nil) { latest, next in
            guard let latest, latest.day > next.day else { return next }
            return latest
        }
    }
}
