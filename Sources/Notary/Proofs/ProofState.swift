public import Ledger

/// How far something is proven: what a page says of it in a line.
public struct ProofState: Sendable, Hashable {
    /// The places of the entries of the log that commit to it, each once, ascending.
    public let places: [UInt64]
    /// How many of its rows wait to be committed.
    public let waiting: Int
    /// The size of the log at the checkpoint that shows it; nil if nothing of it is in the log.
    public let size: UInt64?
    /// The witnesses that signed that checkpoint, with the times that they say.
    public let witnesses: [VerifiedSignature]
    /// The size of the oldest time-stamped checkpoint that covers all of it; nil if there is none.
    public let stampedSize: UInt64?

    init(places: [UInt64], waiting: Int, _ reader: LedgerReader) throws {
        self.places = Set(places).sorted()
        self.waiting = waiting
        guard let last = self.places.last, let checkpoint = try reader.checkpoint(covering: last) else {
            (size, witnesses, stampedSize) = (nil, [], nil)
            return
        }
        size = checkpoint.checkpoint.size
        witnesses = checkpoint.witnesses
        stampedSize = try reader.stampedSizes().first { $0 > last }
    }
}
