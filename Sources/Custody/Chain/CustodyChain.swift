public import Vocabulary

/// The chain of custody of one exhibit: who answered for it when, under which seals, and where that cannot be said.
///
/// Nothing is refused: what happened in the world is written down even where it should not have happened. The chain
/// says what is wrong with it instead, and it says the same whatever the order in which the entries arrived.
///
/// ```swift
/// let chain = CustodyChain(exhibit, log, limits, asOf: now)
/// chain.spans   // who had it from when to when
/// chain.flags   // what a court will ask
/// ```
///
/// At each moment from the first entry to the last, or to the present where the chain has no end, either exactly one
/// custodian answers, or a flag covers the moment.
public struct CustodyChain: Sendable, Hashable {
    /// Where the exhibit is after the last entry.
    public enum Standing: Sendable, Hashable {
        /// No entry says that it exists.
        case unknown
        /// Somebody has it.
        case held(CustodianID)
        /// It is on its way, with a carrier or with nobody.
        case inTransit(to: CustodianID, carrier: CustodianID?)
        /// It cannot be found.
        case lost
        /// It was given back or destroyed.
        case ended
    }

    /// The exhibit.
    public let exhibit: Exhibit
    /// The entries that count, in the order of what happened.
    public internal(set) var entries: [CustodyEvent] = []
    /// Who answered for it when.
    public internal(set) var spans: [CustodySpan] = []
    /// What is the matter with it, in the order of time.
    public internal(set) var flags: [CustodyFlag] = []
    /// Where it is.
    public internal(set) var standing = Standing.unknown
    /// The seals on it.
    public internal(set) var seals: Set<SealNumber> = []
    /// How much should be left of it by what was weighed, used and divided, milligrams; nil where it was never weighed.
    public internal(set) var milligrams: Int?

    /// Whether nothing grave is the matter.
    public var isUnbroken: Bool { !flags.contains { $0.kind.isGrave } }

    /// Reads a log.
    ///
    /// - Parameters:
    ///   - exhibit: What it is.
    ///   - log: Its entries in any order; those of other exhibits are passed over.
    ///   - limits: What is usual.
    ///   - now: The present, up to which what is open goes on.
    public init(
        _ exhibit: Exhibit,
        _ log: [CustodyEvent],
        _ limits: CustodyLimits = CustodyLimits(),
        asOf now: UTCInstant
    ) {
        self.exhibit = exhibit
        if case .physical(let milligrams) = exhibit.nature {
            self.milligrams = milligrams.map(CustodyLimits.possible)
        }
        let own = log.filter { $0.exhibit == exhibit.id }
        let readable = single(own).sorted(by: CustodyEvent.happensBefore)
        entries = struckOut(readable)
        checkClocks(entries, limits)
        var walk = CustodyWalk(limits)
        for entry in entries { walk.pass(entry, &self) }
        walk.close(&self, at: now)
        flags.sort(by: Self.stands)
    }

    /// By time, then by kind, then by entries: the same flags always stand in the same order.
    private static func stands(_ left: CustodyFlag, before right: CustodyFlag) -> Bool {
        let first = (left.from.milliseconds, left.kind.rawValue)
        let second = (right.from.milliseconds, right.kind.rawValue)
        return first == second ? left.events.lexicographicallyPrecedes(right.events) : first < second
    }

    /// The entries without those whose id stands for two things: nobody can say which is meant.
    private mutating func single(_ log: [CustodyEvent]) -> [CustodyEvent] {
        var kept: [CustodyEvent] = []
        for same in Dictionary(grouping: Set(log), by: \.id).values {
            if same.count == 1 { kept += same } else { flag(.idUsedTwice, same.sorted(by: CustodyEvent.happensBefore)) }
        }
        return kept
    }

    /// The entries that count.
    ///
    /// Who wrote an entry strikes it; an entry that strikes is not struck itself.
    private mutating func struckOut(_ log: [CustodyEvent]) -> [CustodyEvent] {
        let byID = Dictionary(uniqueKeysWithValues: log.map { ($0.id, $0) })
        var gone: Set<CustodyEventID> = []
        for entry in log {
            guard case .struck(let target) = entry.act else { continue }
            if let wrong = byID[target], wrong.by == entry.by, !wrong.act.strikes,
                wrong.recorded.milliseconds <= entry.recorded.milliseconds
            {
                gone.insert(target)
                flag(.struck, [wrong, entry].sorted(by: CustodyEvent.happensBefore))
            } else {
                flag(.strikesNothing, [entry])
            }
        }
        return log.filter { !gone.contains($0.id) && !$0.act.strikes }
    }

    /// What the two clocks and the words of the entries tell.
    private mutating func checkClocks(_ entries: [CustodyEvent], _ limits: CustodyLimits) {
        var latest: CustodyEvent?
        for entry in entries {
            let delay = entry.recorded.milliseconds - entry.at.milliseconds
            if delay > limits.writing { flag(.writtenLate, [entry]) }
            if delay < 0 { flag(.datedAhead, [entry]) }
            // It was put before something that stood in the log already.
            if let known = latest, known.recorded.milliseconds > entry.recorded.milliseconds {
                flag(.writtenBetween, [known, entry].sorted(by: CustodyEvent.happensBefore))
            } else {
                latest = entry
            }
            if entry.act.needsPurpose, !entry.purpose.contains(where: { !$0.isWhitespace }) {
                flag(.purposeMissing, [entry])
            }
        }
    }

    /// Flags entries at the moment of the first of them.
    mutating func flag(_ kind: CustodyFlag.Kind, _ entries: [CustodyEvent]) {
        guard let first = entries.first else { return }
        flags.append(CustodyFlag(kind, from: first.at, until: first.at, entries.map(\.id)))
    }

    /// Flags a time.
    mutating func flag(
        _ kind: CustodyFlag.Kind,
        from start: UTCInstant,
        until end: UTCInstant?,
        _ entries: [CustodyEvent]
    ) {
        flags.append(CustodyFlag(kind, from: start, until: end, entries.map(\.id)))
    }
}

extension CustodyAct {
    /// Whether it only takes another entry back.
    var strikes: Bool { if case .struck = self { true } else { false } }
}
