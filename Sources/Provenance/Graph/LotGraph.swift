/// Lots and what they were made of: a graph that only grows, built from events in whatever order they arrive.
///
/// What a graph answers depends on the set of events and withdrawals that it was given, not on their order: the same
/// event given twice counts once, with the earliest time at which it was learnt. An answer **as of** a record time uses
/// what had come in by then and can never change, because nothing is ever taken out: a withdrawal is itself something
/// that was learnt at a time.
///
/// ```swift
/// let graph = LotGraph()
/// try graph.append(
///     LotEvent("E1", .made, time: 0, steps: [.init(outputs: [.init("BAG-1", grams: 50_000)])], site: "MINE-1"),
///     learnt: Learnt(0, record: 1)
/// )
/// try graph.append(
///     LotEvent("E2", .transformed, time: 1, steps: [
///         .init(inputs: [.init("BAG-1", grams: 50_000)], outputs: [.init("CONC-1", grams: 20_000)])
///     ]),
///     learnt: Learnt(1, record: 2)
/// )
/// let trace = graph.trace(TraceQuery("CONC-1"))
/// ```
///
/// A graph belongs to one task at a time; queries use marks that it keeps.
public final class LotGraph {
    /// The most lots and steps that a graph can name.
    static let limit = Int(GraphTables.flag) - 2

    var tables: GraphTables
    var marks = TraceMarks()
    var mixGraph = MixGraph()
    var mixWork = MixWork()
    var lookAhead = LookAhead()
    /// The number of each record time; as many as batches came in, so few.
    var batchNumbers: [Int: UInt32] = [:]
    /// The events of each transformation, by the word.
    var groups: [UInt32: [UInt32]] = [:]
    var withdrawals = WithdrawalIndex()
    /// Lots at which a cycle may close, and whether any lot was filled after it was used, in the order of arrival.
    var suspects: Set<UInt32> = []
    var hasLateFill = false
    /// The file that columns are mapped from, if the graph was opened from one; kept as long as the graph is.
    var memory: MappedMemory?
    /// How far the caller has read its source; kept with the graph, and without meaning to it.
    public var watermark = 0

    /// Makes an empty graph.
    public init() {
        tables = GraphTables()
    }

    /// Takes tables from a file.
    init(_ tables: consuming GraphTables) {
        self.tables = tables
        for batch in 0..<self.tables.batchTime.count { batchNumbers[Int(self.tables.batchTime[batch])] = UInt32(batch) }
        for event in 0..<self.tables.eventGroup.count where self.tables.eventGroup.base[event] != 0 {
            groups[self.tables.eventGroup.base[event], default: []].append(UInt32(event))
        }
        for place in 0..<self.tables.suspects.count { suspects.insert(self.tables.suspects.base[place]) }
        reviveWithdrawals()
    }

    /// How many lots events speak of.
    public var lotCount: Int { tables.lots.count }
    /// How many different events there are, withdrawn ones included.
    public var eventCount: Int { tables.eventCount }
    /// How many steps the events have.
    public var stepCount: Int { tables.stepCount }
    /// How many inputs the steps have.
    public var inputCount: Int { tables.inputLot.count }

    /// The lot of that identifier.
    public func lot(_ name: String) -> LotNumber? {
        tables.lots.known(name).map { LotNumber(UInt32($0)) }
    }

    /// All lots, in the order of arrival.
    public var lotNumbers: some Sequence<LotNumber> { (0..<lotCount).lazy.map { LotNumber(UInt32($0)) } }

    /// The identifier of a lot.
    public func name(of lot: LotNumber) -> String { tables.lots.text(Int(lot.rawValue)) }

    /// The step that used a lot before this one did, plus one; 0 if none did.
    func nextUse(of lot: Int, after step: Int) -> UInt32 {
        for place in tables.inputs(of: step) where Int(tables.inputLot.base[place]) == lot {
            return tables.inputNext.base[place]
        }
        return 0
    }

    func word(_ number: UInt32) -> String? {
        number == 0 ? nil : tables.words.text(Int(number) - 1)
    }
}
