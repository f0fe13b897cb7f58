import Formats
public import Ledger

/// The keys under which the statements of one batch are found, as a file beside the log: 32 bytes each, ascending, each once.
///
/// The entry of the batch names their number and the root of the tree over them, so that whoever has the log and these files
/// can build the index of the log again.
public struct LabelFile: Sendable, Hashable {
    /// The keys.
    public let keys: [LookupKey]

    /// Puts keys in their order.
    public init(_ keys: some Sequence<LookupKey>) {
        self.keys = Set(keys).sorted()
    }

    /// Reads a file; nil if it is not in order.
    public init?(parsing bytes: [UInt8]) {
        guard bytes.count % TreeHash.byteCount == 0 else { return nil }
        keys = stride(from: 0, to: bytes.count, by: TreeHash.byteCount)
            .compactMap { LookupKey(bytes[$0..<($0 + TreeHash.byteCount)]) }
        guard zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    }

    /// The file.
    public var bytes: [UInt8] { keys.flatMap(\.bytes) }

    /// What the entry of the log says of it.
    public var set: CommitmentEntry.LabelSet {
        CommitmentEntry.LabelSet(count: UInt64(keys.count), root: StatementTree(keys.map(\.bytes)).root)
    }

    /// Where the file of a set stands below the log's folder.
    public static func path(of set: CommitmentEntry.LabelSet) -> String {
        let name = Hexadecimal.text(set.root.bytes)
        return "labels/\(name.prefix(2))/\(name)"
    }
}
