/// What the next nodes of a mix will ask of the tables, fetched for many of them at once.
///
/// Lots that were filled one after the other lie anywhere in the tables, and a processor waits a hundred nanoseconds for
/// each place that is not in its cache. It can wait for many places at once, as long as none has to be known before the
/// next: so steps are fetched for a run of nodes, then what went into them, then what is known of that.
struct LookAhead: ~Copyable {
    /// So many nodes are fetched at once: enough to keep the memory busy, few enough to stay in the nearest cache.
    static let width = 64

    /// Of each node: where its inputs begin in the columns below, the event that filled it, and the event's kind and site.
    var start = Column<UInt32>()
    private var input = Column<UInt32>()
    private var event = Column<UInt32>()
    var kind = Column<UInt8>()
    /// The site of a node that nothing went into; 0 for the others.
    var site = Column<UInt32>()
    /// Of each input: the lot, the code of its mass, its place in the graph, what filled it, and its mark.
    ///
    /// A mark that says that the lot was met is final; another may have become old.
    var lot = Column<UInt32>()
    var mass = Column<UInt32>()
    var place = Column<UInt32>()
    var inflow = Column<UInt32>()
    var mark = Column<UInt32>()

    init() {}

    /// Fetches for nodes that one step each filled; the others get nothing.
    mutating func fetch(_ nodes: Range<Int>, of code: borrowing Column<UInt32>, _ graph: LotGraph) {
        fetchSteps(nodes, code, graph)
        fetchInputs(graph)
        let count = lot.count
        inflow.shorten(to: 0)
        inflow.extend(to: count)
        mark.shorten(to: 0)
        mark.extend(to: count)
        let (fill, marks) = (graph.tables.lotInflow.base, graph.marks.marks.base)
        for number in 0..<count {
            let lot = Int(lot.base[number])
            inflow.base[number] = fill[lot]
            mark.base[number] = marks[lot]
        }
    }

    private mutating func fetchSteps(_ nodes: Range<Int>, _ code: borrowing Column<UInt32>, _ graph: LotGraph) {
        start.shorten(to: 0)
        input.shorten(to: 0)
        event.shorten(to: 0)
        let (stepInput, stepEvent) = (graph.tables.stepInput.base, graph.tables.stepEvent.base)
        let lastStep = graph.tables.stepCount - 1
        let inputCount = UInt32(truncatingIfNeeded: graph.tables.inputLot.count)
        for node in nodes {
            let code = code.base[node]
            guard code != 0, code & GraphTables.flag == 0 else {
                input.append(0)
                start.append(0)
                event.append(.max)
                continue
            }
            let step = Int(code) - 1
            input.append(stepInput[step])
            // For now where they end; where they begin in the columns is known when those before are counted.
            start.append(step == lastStep ? inputCount : stepInput[step + 1])
            event.append(stepEvent[step])
        }
    }

    private mutating func fetchInputs(_ graph: LotGraph) {
        kind.shorten(to: 0)
        site.shorten(to: 0)
        lot.shorten(to: 0)
        mass.shorten(to: 0)
        place.shorten(to: 0)
        let (eventKind, eventSite) = (graph.tables.eventKind.base, graph.tables.eventSite.base)
        let siteCount = graph.tables.eventSite.count
        let (inputLot, inputMass) = (graph.tables.inputLot.base, graph.tables.inputMass.codes.base)
        for number in 0..<start.count {
            let (first, end) = (input.base[number], start.base[number])
            start.base[number] = UInt32(truncatingIfNeeded: lot.count)
            let event = Int(event.base[number])
            let isKnown = event != Int(UInt32.max)
            kind.append(isKnown ? eventKind[event] : 0)
            site.append(isKnown && first == end && event < siteCount ? eventSite[event] : 0)
            for input in first..<end {
                place.append(input)
                lot.append(inputLot[Int(input)])
                mass.append(inputMass[Int(input)])
            }
        }
        start.append(UInt32(truncatingIfNeeded: lot.count))
    }
}
