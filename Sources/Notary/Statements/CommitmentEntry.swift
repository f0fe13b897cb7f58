import Formats
public import Ledger

/// An entry of the log that commits to a batch of statements; it says how many and of what, and nothing about them.
///
/// In canonical JSON: `{"count":400,"root":"…","type":"statements","what":"record"}`, and with `labels` where the statements can
/// be looked up by what they speak of (see ``LabelSet``).
public struct CommitmentEntry: Sendable, Hashable {
    /// Keys under which the statements of the batch can be looked up.
    public struct LabelSet: Sendable, Hashable {
        /// How many there are.
        public let count: UInt64
        /// The root of the tree over the keys: 32 bytes each, ascending, each once.
        public let root: TreeHash

        /// Describes a set.
        public init(count: UInt64, root: TreeHash) {
            self.count = count
            self.root = root
        }
    }

    /// What the statements are about.
    public let kind: Statement.Kind
    /// How many statements there are.
    public let count: UInt64
    /// The root of their ``StatementTree``.
    public let root: TreeHash
    /// What they can be looked up by, if by anything.
    public let labels: LabelSet?

    /// Makes an entry.
    public init(_ kind: Statement.Kind, count: UInt64, root: TreeHash, labels: LabelSet? = nil) {
        self.kind = kind
        self.count = count
        self.root = root
        self.labels = labels
    }

    /// The entry as it stands in the log.
    public var bytes: [UInt8] {
        let set = labels.map { #""labels":{"count":\#($0.count),"root":"\#($0.root)"},"# } ?? ""
        return Array(
            #"{"count":\#(count),\#(set)"root":"\#(root)","type":"statements","what":"\#(kind.rawValue)"}"#.utf8
        )
    }

    /// Reads an entry of the log; nil if it is another, or not in its only spelling.
    public init?(parsing bytes: [UInt8]) {
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers),
            let kind = node["what"]?.string.flatMap(Statement.Kind.init),
            let count = node["count"]?.numberText.flatMap({ UInt64($0) }),
            let root = node["root"]?.string.flatMap({ TreeHash(base64: $0.utf8) })
        else { return nil }
        var labels: LabelSet?
        if let set = node["labels"] {
            guard let count = set["count"]?.numberText.flatMap({ UInt64($0) }),
                let root = set["root"]?.string.flatMap({ TreeHash(base64: $0.utf8) })
            else { return nil }
            labels = LabelSet(count: count, root: root)
        }
        self.init(kind, count: count, root: root, labels: labels)
        guard self.bytes == bytes else { return nil }
    }
}
