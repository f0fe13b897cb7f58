/// A statement that one party owns a share of another.
public struct OwnershipLink: Hashable, Sendable {
    /// The party that owns.
    public var owner: Int
    /// The party that is owned.
    public var owned: Int
    /// The share in parts per million, nil where not stated.
    ///
    /// Anything outside 0…1,000,000 counts as not stated.
    public var sharePPM: Int?
    /// The record that says so.
    public var recordID: Int

    /// Makes a link.
    public init(owner: Int, owned: Int, sharePPM: Int?, recordID: Int) {
        self.owner = owner
        self.owned = owned
        self.sharePPM = sharePPM
        self.recordID = recordID
    }
}
