/// The columns of a graph of lots; `docs/traceability.md` describes them as they lie in the file.
///
/// Where a column holds the number of something that may be missing, it holds the number plus one, and 0 for nothing.
struct GraphTables: ~Copyable {
    /// Marks a number that leads to a list instead of to the thing itself.
    static let flag: UInt32 = 1 << 31

    /// Lots: what filled each (a step, or with the flag the first of its knots) and the latest step that used it.
    var lots = NameTable()
    var lotInflow = Column<UInt32>()
    var lotUse = Column<UInt32>()

    /// Sites, parties, minerals, tags, claims, processes and transformations.
    var words = NameTable()

    /// The times at which records came in, each once.
    var batchTime = Column<Int64>()

    /// Events, in the order of arrival; `names` holds the beginnings and the bytes of their names, not an index.
    var names = NameTable()
    var eventName = Column<UInt64>()
    var eventTime = Column<Int64>()
    var eventBatch = Column<UInt32>()
    var eventRecord = Column<UInt32>()
    var eventKind = Column<UInt8>()
    var eventStep = Column<UInt32>()
    var eventSite = Column<UInt32>()
    var eventGiver = Column<UInt32>()
    var eventReceiver = Column<UInt32>()
    var eventGroup = Column<UInt32>()
    var eventProcess = Column<UInt32>()
    var eventWithdrawn = Column<UInt32>()
    var eventIndex = SlotIndex()

    /// Steps; the inputs of one lie together.
    ///
    /// They go from its `stepInput` to that of the next step. One output stands in the
    /// step; several stand together in `extra` from the place that the flagged number names, and `stepMore` counts them.
    var stepEvent = Column<UInt32>()
    var stepInput = Column<UInt32>()
    var stepOutput = Column<UInt32>()
    var stepMass = MassColumn()
    var stepMore = Column<UInt32>()
    var stepTraits = Column<UInt32>()
    var extraLot = Column<UInt32>()
    var extraMass = MassColumn()
    var extraTraits = Column<UInt32>()

    /// Inputs: the lot, what was taken of it, and the step before this one that used the same lot.
    var inputLot = Column<UInt32>()
    var inputMass = MassColumn()
    var inputNext = Column<UInt32>()
    var inputTraits = Column<UInt32>()

    /// Lots that more than one step filled, or that things were taken out of, have a list of their own.
    var knotStep = Column<UInt32>()
    var knotNext = Column<UInt32>()

    /// Traits, each combination once.
    var traitMineral = Column<UInt32>()
    var traitGrade = Column<UInt32>()
    var traitModel = Column<UInt8>()
    var traitTag = Column<UInt32>()
    var traitClaim = Column<UInt32>()
    var traitIndex = SlotIndex()

    /// Lots at which a cycle may close.
    var suspects = Column<UInt32>()

    /// Withdrawals, by the name of the event (a word plus one) or, where that is 0, by the record.
    var withdrawalName = Column<UInt32>()
    var withdrawalRecord = Column<UInt32>()
    var withdrawalBatch = Column<UInt32>()

    var eventCount: Int { eventName.count }
    var stepCount: Int { stepEvent.count }

    /// Where the inputs of a step lie.
    @inline(__always)
    func inputs(of step: Int) -> Range<Int> {
        let start = Int(stepInput.base[step])
        return start..<(step + 1 < stepInput.count ? Int(stepInput.base[step + 1]) : inputLot.count)
    }

    /// Where the steps of an event lie.
    func steps(of event: Int) -> Range<Int> {
        let start = Int(eventStep.base[event])
        return start..<(event + 1 < eventStep.count ? Int(eventStep.base[event + 1]) : stepEvent.count)
    }

    /// How many outputs a step has.
    func outputCount(of step: Int) -> Int {
        let output = stepOutput.base[step]
        if output == 0 { return 0 }
        return output & Self.flag == 0 ? 1 : Int(stepMore[step])
    }

    /// An output of a step.
    func output(_ place: Int, of step: Int) -> Entry {
        let output = stepOutput.base[step]
        if output & Self.flag == 0 {
            return Entry(lot: Int(output) - 1, grams: stepMass[step], traits: Int(stepTraits[step]) - 1)
        }
        let extra = Int(output & ~Self.flag) + place
        return Entry(lot: Int(extraLot.base[extra]), grams: extraMass[extra], traits: Int(extraTraits[extra]) - 1)
    }

    /// An input by its place among all inputs.
    func input(_ place: Int) -> Entry {
        Entry(lot: Int(inputLot.base[place]), grams: inputMass[place], traits: Int(inputTraits[place]) - 1)
    }

    /// One lot in a step.
    struct Entry: Equatable {
        var lot: Int
        var grams: Int?
        /// The row of its traits, −1 for none.
        var traits: Int
    }
}
