/// Adds up the movements of many lots as they come, in any order.
///
/// The result depends only on which movements were given, not on their order: events arrive late and mixed. Memory
/// is 33 bytes a lot and 16 a movement. The mass of a lot is what events say of it; whether mass that is gone was
/// stolen, spilt or dried is not for this kernel to say.
public struct LotBalances: Sendable {
    private var received: [Int]
    private var given: [Int]
    private var lastTime: [Int]
    private var isSaturated: [Bool]
    private var movementCount: [Int]
    private var lots: [Int] = []
    private var records: [Int] = []

    /// Movements that were not counted, because the lot was unknown or a mass was negative.
    public private(set) var refusedCount = 0

    /// Makes empty balances for lots 0 up to the count.
    public init(lotCount: Int) {
        let count = max(lotCount, 0)
        received = Array(repeating: 0, count: count)
        given = Array(repeating: 0, count: count)
        lastTime = Array(repeating: Int.min, count: count)
        isSaturated = Array(repeating: false, count: count)
        movementCount = Array(repeating: 0, count: count)
    }

    /// Counts a movement; false if its lot is unknown or a mass is negative, and then nothing is counted.
    @discardableResult
    public mutating func add(_ movement: LotMovement) -> Bool {
        let lot = movement.lot
        guard received.indices.contains(lot), movement.receivedGrams >= 0, movement.givenGrams >= 0 else {
            refusedCount += 1
            return false
        }
        let into = Self.sum(received[lot], movement.receivedGrams)
        let outOf = Self.sum(given[lot], movement.givenGrams)
        received[lot] = into.grams
        given[lot] = outOf.grams
        if into.isSaturated || outOf.isSaturated { isSaturated[lot] = true }
        lastTime[lot] = max(lastTime[lot], movement.time)
        movementCount[lot] += 1
        lots.append(lot)
        records.append(movement.recordID)
        return true
    }

    /// Sums only grow, so standing at the largest number gives the same end whatever the order.
    private static func sum(_ grams: Int, _ more: Int) -> (grams: Int, isSaturated: Bool) {
        let (total, overflow) = grams.addingReportingOverflow(more)
        return (overflow ? Int.max : total, overflow)
    }

    /// Counts several movements; those that cannot be counted show in `refusedCount`.
    public mutating func add(_ movements: some Sequence<LotMovement>) {
        for movement in movements { add(movement) }
    }

    /// The balance of each lot that moved, in the order of the lots.
    ///
    /// Complexity: O(lots + movements), and the sorting of each lot's records.
    public func balances() -> [LotBalance] {
        // A counting sort by lot brings the records of each lot together.
        var starts = [0]
        starts.reserveCapacity(received.count + 1)
        var end = 0
        for count in movementCount {
            end += count
            starts.append(end)
        }
        var grouped = [Int](repeating: 0, count: end)
        var next = starts
        for (place, lot) in lots.enumerated() {
            grouped[next[lot]] = records[place]
            next[lot] += 1
        }
        var result: [LotBalance] = []
        for lot in received.indices where movementCount[lot] > 0 {
            var ids: [Int] = []
            for id in grouped[starts[lot]..<starts[lot + 1]].sorted() where ids.last != id { ids.append(id) }
            result.append(
                LotBalance(
                    lot: lot,
                    receivedGrams: received[lot],
                    givenGrams: given[lot],
                    lastTime: lastTime[lot],
                    recordIDs: ids,
                    isSaturated: isSaturated[lot]
                )
            )
        }
        return result
    }
}
