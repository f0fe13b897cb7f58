/// How much of the contained metal a process gives back, by process and mineral.
///
/// What is not known is not in it: then any recovery from nothing to all is possible, and only metal that grows is told.
public struct ProcessRanges: Sendable, Hashable {
    /// The recovery that a process is known to reach.
    public struct Range: Sendable, Hashable {
        /// The process, in the words of the events.
        public var process: String
        /// The mineral; nil for all that have no range of their own.
        public var mineral: String?
        /// The least recovery of the contained metal, parts per million.
        public var lowPPM: Int
        /// The greatest recovery, parts per million.
        public var highPPM: Int
        /// Whether the process can make the mineral richer than the richest thing that went in.
        public var canEnrich: Bool

        /// Makes a range; nil unless 0 ≤ low ≤ high ≤ 1,000,000.
        public init?(process: String, mineral: String?, lowPPM: Int, highPPM: Int, canEnrich: Bool) {
            guard lowPPM >= 0, lowPPM <= highPPM, highPPM <= 1_000_000 else { return nil }
            self.process = process
            self.mineral = mineral
            self.lowPPM = lowPPM
            self.highPPM = highPPM
            self.canEnrich = canEnrich
        }
    }

    private var ranges: [String: [String?: Range]] = [:]

    /// Makes a set of ranges; of two for the same process and mineral, the wider bounds count.
    public init(_ ranges: [Range] = []) {
        for range in ranges {
            var wide = self.ranges[range.process]?[range.mineral] ?? range
            wide.lowPPM = min(wide.lowPPM, range.lowPPM)
            wide.highPPM = max(wide.highPPM, range.highPPM)
            wide.canEnrich = wide.canEnrich || range.canEnrich
            self.ranges[range.process, default: [:]][range.mineral] = wide
        }
    }

    /// The range of a process for a mineral, or that for all minerals; nil where none is known.
    public func range(process: String?, mineral: String?) -> Range? {
        guard let process, let own = ranges[process] else { return nil }
        return own[mineral] ?? own[nil]
    }
}
