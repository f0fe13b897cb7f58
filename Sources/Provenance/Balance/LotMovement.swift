/// One lot in one event: mass that went into it, or came out of it.
public struct LotMovement: Hashable, Sendable {
    /// The lot, as a number from 0 that the caller gives.
    public var lot: Int
    /// Mass put into the lot, grams.
    public var receivedGrams: Int
    /// Mass taken out of the lot, grams.
    public var givenGrams: Int
    /// When, on any scale that grows with time (say milliseconds since 1970, UTC).
    public var time: Int
    /// The record that says so.
    public var recordID: Int

    /// Makes a movement.
    public init(lot: Int, receivedGrams: Int = 0, givenGrams: Int = 0, time: Int, recordID: Int) {
        self.lot = lot
        self.receivedGrams = receivedGrams
        self.givenGrams = givenGrams
        self.time = time
        self.recordID = recordID
    }
}
