/// The state of a store between two changes: whatever was read in one edition holds until the next.
public struct StoreEdition: Sendable, Hashable, Comparable {
    let rawValue: Int64
    /// How much of what was lent in it has run out.
    let lapsed: Int

    /// Whether an edition came before another; editions of one opened store alone can be compared.
    public static func < (left: StoreEdition, right: StoreEdition) -> Bool {
        (left.rawValue, left.lapsed) < (right.rawValue, right.lapsed)
    }
}
