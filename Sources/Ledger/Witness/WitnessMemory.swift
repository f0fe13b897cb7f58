/// What a witness keeps of a log: the last checkpoint that it signed, with the log's signature and its own.
public struct WitnessedCheckpoint: Sendable, Hashable {
    /// How many entries the log had.
    public let size: UInt64
    /// The root of their tree.
    public let root: TreeHash
    /// The note, which a monitor may ask for.
    public let note: SignedNote

    /// Makes what is kept.
    public init(size: UInt64, root: TreeHash, note: SignedNote) {
        self.size = size
        self.root = root
        self.note = note
    }
}

/// Where a witness keeps what it signed.
///
/// A witness that forgets can be led to sign two histories: if this is lost, its key must be retired.
public protocol WitnessMemory<Failure> {
    /// How keeping fails.
    associatedtype Failure: Error

    /// The last checkpoint that was signed of a log; nil if none was.
    func latest(of origin: KeyName) throws(Failure) -> WitnessedCheckpoint?

    /// Keeps a checkpoint in the place of the one of that size (0 if none), durably and all at once.
    ///
    /// - Returns: Whether that size was still the last: if another request came first, nothing is kept.
    func replace(_ oldSize: UInt64, by new: WitnessedCheckpoint, of origin: KeyName) throws(Failure) -> Bool
}
