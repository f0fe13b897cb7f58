import Formats
public import Ledger

/// Everything that it takes to check, without a network, which keys an identifier had when: one file.
///
/// ```
/// {"checkpoint":"…","policy":"…","statements":[{"entry":"…","hashes":["…"],"index":"12"},…],"type":"did-history","version":1}
/// ```
///
/// Each statement is an entry of the log, with the way from it to the checkpoint. The file shows what is in the log, not that
/// nothing else is: whoever doubts the maker of the file looks through the log, or a mirror of it.
public struct IdentifierHistory: Sendable, Hashable {
    /// One statement with the way to the checkpoint.
    public struct Item: Sendable, Hashable {
        /// The entry of the log.
        public let statement: IdentifierStatement
        /// Its place, from 0.
        public let index: UInt64
        /// The hashes on the way.
        public let hashes: [TreeHash]
    }

    /// The statements in the order of the log; at least one.
    public let items: [Item]
    /// The checkpoint of the log.
    public let checkpoint: SignedNote
    /// The log's key, its witnesses and their quorum, as the maker of the file states them (C2SP tlog-policy).
    public let policyText: String

    private static let type = "did-history"
    private static let byteLimit = 16 << 20

    /// Takes the statements of an identifier that are in a log; nil if none is.
    public init?(_ placed: [(place: UInt64, bytes: [UInt8])], in reader: LedgerReader) throws {
        guard let last = placed.last?.place, let covering = try reader.checkpoint(covering: last) else { return nil }
        // Of the newest checkpoint, so that it reaches beyond every credential that is in the log by now.
        let newest = try reader.verified(reader.latest)
        let checkpoint = newest.checkpoint.size > last ? newest : covering
        let tree = try reader.tree(size: checkpoint.checkpoint.size)
        items = try placed.compactMap { place, bytes in
            guard let statement = IdentifierStatement(parsing: bytes) else { return nil }
            return Item(statement: statement, index: place, hashes: try tree.inclusionProof(of: place).hashes)
        }
        guard items.count == placed.count else { return nil }
        self.checkpoint = checkpoint.note
        policyText = reader.policyText
    }

    /// Reads a file in its only spelling; nil if it is none of these.
    public init?(parsing bytes: [UInt8]) {
        guard bytes.count <= Self.byteLimit, let root = try? JSONNode(parsing: bytes, numbers: .safeIntegers),
            root["type"]?.string == Self.type, let note = root["checkpoint"]?.string,
            let checkpoint = try? SignedNote(parsing: Array(note.utf8)), let policy = root["policy"]?.string,
            let elements = root["statements"]?.elements, !elements.isEmpty
        else { return nil }
        var items: [Item] = []
        for element in elements {
            guard let entry = element["entry"]?.string,
                let statement = IdentifierStatement(parsing: Array(entry.utf8)),
                let index = element["index"]?.string.flatMap({ UInt64($0) }),
                let hashes = element["hashes"]?.elements
            else { return nil }
            let read = hashes.compactMap { $0.string.flatMap { TreeHash(base64: $0.utf8) } }
            guard read.count == hashes.count else { return nil }
            items.append(Item(statement: statement, index: index, hashes: read))
        }
        self.items = items
        self.checkpoint = checkpoint
        policyText = policy
        guard self.bytes == bytes else { return nil }
    }

    /// The file.
    public var bytes: [UInt8] {
        LogEntry.bytes([
            JSONNode.Member("checkpoint", .string(String(decoding: checkpoint.bytes, as: UTF8.self))),
            JSONNode.Member("policy", .string(policyText)),
            JSONNode.Member("statements", .array(items.map(Self.json))), JSONNode.Member("type", .string(Self.type)),
            JSONNode.Member("version", .integer(1)),
        ])
    }

    private static func json(_ item: Item) -> JSONNode {
        .object([
            .init("entry", .string(String(decoding: item.statement.bytes, as: UTF8.self))),
            .init("hashes", .array(item.hashes.map { .string($0.base64) })),
            .init("index", .string(String(item.index))),
        ])
    }
}
