/// A trace that is going on.
struct TraceSearch: ~Copyable {
    /// A lot that several steps filled, as a step met it.
    struct Visit: Hashable {
        var lot: Int
        /// Upstream, when it was used; downstream, from when on what we follow was in it.
        var time: Int
        /// Downstream, when it was taken out again.
        var until: Int
        /// The lot asked about: all that ever was in it.
        var isEver: Bool
    }

    let query: TraceQuery
    let lens: LotGraph.Lens
    let root: Int
    let mineral: UInt32?
    let hasTimeLimits: Bool

    /// The lots of the level at work, as places in the queue, and the visits of knots that belong to it.
    var level = 0..<0
    var visits: [Visit] = []
    var next: [Visit] = []
    var levels: [Int] = []

    var withheld: Set<UInt32> = []
    var late: Set<UInt32> = []
    var otherMineral: Set<UInt32> = []
    var isFull = false
    private var lotsAtDepth = 0
    private var latest: [Int: Int] = [:]
    private var seen: Set<Visit> = []
    private var places: Set<UInt64> = []
    private var wholes: Set<UInt64> = []

    init(_ query: TraceQuery, _ lens: LotGraph.Lens, root: Int, mineral: UInt32?) {
        self.query = query
        self.lens = lens
        self.root = root
        self.mineral = mineral
        hasTimeLimits = query.from != nil || query.to != nil
    }

    /// Whether every step counts and every lot is let in.
    var isPlain: Bool { lens.isClear && !hasTimeLimits && mineral == nil && query.lotLimit == nil }

    /// Turns to what the level before found; false if it found nothing.
    mutating func beginLevel(_ count: Int) -> Bool {
        level = level.upperBound..<count
        swap(&visits, &next)
        next.removeAll(keepingCapacity: true)
        if level.isEmpty && visits.isEmpty { return false }
        if !level.isEmpty { levels.append(level.lowerBound) }
        distance += 1
        return true
    }

    private var distance = -1

    /// Whether the depth that was asked for is reached; then the lots of the level stay as they are.
    mutating func isOut(of count: Int) -> Bool {
        guard let depth = query.depth, distance >= depth else { return false }
        lotsAtDepth = level.count
        return true
    }

    func isInTime(_ time: Int) -> Bool { time >= query.from ?? .min && time <= query.to ?? .max }

    mutating func visit(_ lot: Int, at time: Int) {
        next.append(Visit(lot: lot, time: time, until: .max, isEver: false))
    }

    /// Whether a visit can find what none before it found.
    mutating func isNews(_ visit: Visit) -> Bool { seen.insert(visit).inserted }

    mutating func isNew(_ step: Int, into lot: Int) -> Bool { !wholes.contains(UInt64(step) << 32 | UInt64(lot)) }

    mutating func isNewWhole(_ step: Int, into lot: Int) -> Bool {
        wholes.insert(UInt64(step) << 32 | UInt64(lot)).inserted
    }

    mutating func isNewPlace(_ place: Int, into lot: Int) -> Bool {
        places.insert(UInt64(place) << 32 | UInt64(lot)).inserted
    }

    var cut: Trace.Cut {
        var cut = Trace.Cut()
        cut.byDepth = lotsAtDepth
        cut.byTime = late.count
        cut.byMineral = otherMineral.count
        cut.byLotLimit = isFull
        cut.withheld = withheld.sorted().map { LotNumber($0) }
        return cut
    }
}
