import Formats

/// What a log says of its index, as an entry of the log itself: so that witnesses see it, and nobody can be shown another.
public struct LookupStatement: Sendable, Hashable {
    /// How many entries of the log the index covers.
    public let covered: UInt64
    /// How many entries the index has.
    public let count: UInt64
    /// The root of the tree of the index.
    public let root: TreeHash

    /// Makes a statement.
    public init(covered: UInt64, count: UInt64, root: TreeHash) {
        self.covered = covered
        self.count = count
        self.root = root
    }

    /// The statement as an entry of the log: canonical JSON.
    public var entry: [UInt8] {
        let text = #"{"count":\#(count),"covered":\#(covered),"root":"\#(root)","type":"lookup-index"}"#
        return Array(text.utf8)
    }

    /// Reads an entry of the log; nil if it is no statement in its only spelling.
    public init?(entry bytes: [UInt8]) {
        guard let root = try? JSONTape(bytes, numbers: .safeIntegers).root,
            let covered = root["covered"]?.numberText.flatMap({ Decimal.value($0) }),
            let count = root["count"]?.numberText.flatMap({ Decimal.value($0) }),
            let hash = root["root"]?.content.flatMap({ TreeHash(base64: $0) })
        else { return nil }
        self.init(covered: covered, count: count, root: hash)
        guard entry == bytes else { return nil }
    }
}
