/// Where lots come from: the sites behind them, in shares, followed through every lot that they were made of.
///
/// A share is that of the mass in proportion to the inputs, as ISO 22095 reckons a blend when nothing finer is known.
/// What an input does not say of its own origin stays unknown, so that the shares of a lot sum to one or less.
public struct LotOrigins: Sendable {
    /// A site behind a lot.
    public struct Origin: Sendable, Hashable {
        /// The site.
        public let site: Int
        /// Its share, parts per million.
        public let sharePPM: Int
        /// The records of the events between, ascending, each once.
        public let recordIDs: [Int]
    }

    /// A quantity that went into a lot.
    public struct Input: Sendable, Hashable {
        /// The lot.
        public let lot: Int
        /// Its mass in grams; nil where it is not stated.
        public let massGrams: Int?

        /// Makes an input.
        public init(lot: Int, massGrams: Int?) {
            self.lot = lot
            self.massGrams = massGrams
        }
    }

    /// How many records are named for one origin; the chain itself holds the rest.
    public static let recordLimit = 64

    private var origins: [Int: [Int: (share: Double, records: Set<Int>)]] = [:]

    /// Makes origins of nothing.
    public init() {}

    /// A lot was dug or made from nothing else at a site.
    public mutating func make(_ lot: Int, at site: Int, record: Int) {
        guard origins[lot] == nil else { return }
        origins[lot] = [site: (1, [record])]
    }

    /// Lots were made of others, or packed of them.
    ///
    /// Call in the order of time.
    public mutating func join(_ inputs: [Input], into outputs: [Int], record: Int) {
        guard !inputs.isEmpty else { return }
        let isWeighed = inputs.allSatisfy { ($0.massGrams ?? 0) > 0 }
        let total = isWeighed ? inputs.reduce(0.0) { $0 + Double($1.massGrams ?? 0) } : Double(inputs.count)
        var mix: [Int: (share: Double, records: Set<Int>)] = [:]
        // Sorted, so that sums of floats do not depend on the order in which records arrived.
        for input in inputs.sorted(by: { ($0.lot, $0.massGrams ?? 0) < ($1.lot, $1.massGrams ?? 0) }) {
            let part = (isWeighed ? Double(input.massGrams ?? 0) : 1) / total
            for (site, origin) in (origins[input.lot] ?? [:]).sorted(by: { $0.key < $1.key }) {
                var entry = mix[site] ?? (0, [record])
                entry.share += origin.share * part
                if entry.records.count < Self.recordLimit { entry.records.formUnion(origin.records) }
                mix[site] = entry
            }
        }
        for output in outputs where !inputs.contains(where: { $0.lot == output }) {
            origins[output] = mix
        }
    }

    /// The lots whose origin is known in part or whole, in order.
    public var lots: [Int] { origins.keys.sorted() }

    /// The sites behind a lot, by site.
    public func origins(of lot: Int) -> [Origin] {
        (origins[lot] ?? [:]).sorted { $0.key < $1.key }.map { site, entry in
            Origin(
                site: site,
                sharePPM: Int((entry.share * 1_000_000).rounded()),
                recordIDs: Array(entry.records.sorted().prefix(Self.recordLimit))
            )
        }
    }
}
