public import Store

/// How far an import has come.
public struct ImportProgress: Sendable, Hashable {
    /// Where an import stands.
    public enum State: String, Sendable, Hashable, Codable {
        /// The file is being copied into the store.
        case receiving
        /// Records are being read.
        case reading
        /// All records have been read.
        case complete
        /// The file as a whole could not be read; it is in quarantine with the reason.
        case refused
        /// The file had been read before; nothing was done.
        case alreadyKnown
    }

    /// Where it stands.
    public var state: State
    /// The kind of record, once it is known.
    public var kind: String
    /// How many bytes of the file have been read.
    public var bytesDone: Int
    /// How many bytes it has.
    public var bytesTotal: Int
    /// What became of the records so far.
    public var counts: IntakeCounts
    /// The receipt, once there is one.
    public var receipt: Int64?
    /// Why the file as a whole was refused.
    public var refusal: RefusalReason?
}
