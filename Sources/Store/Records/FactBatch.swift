import Vocabulary

/// Records that intake has read, with the fact rows found in them, ready to be written in one transaction.
///
/// Texts and blobs stand in one arena of bytes, so that a batch of many thousand rows costs a handful of allocations.
public struct FactBatch: Sendable {
    /// A value of a row.
    public enum Cell: Sendable, Hashable {
        case null
        case integer(Int64)
        case real(Double)
        /// UTF-8 in the arena.
        case text(start: UInt32, count: UInt32)
        /// Bytes in the arena.
        case blob(start: UInt32, count: UInt32)
    }

    /// A row of a base table: its cells are the table's columns in order, without the bookkeeping ones.
    struct Row: Sendable {
        let table: Int
        let firstCell: Int
    }

    /// A record: a slice of the file, and the rows read from it, the first of which is its main one.
    struct Record: Sendable {
        let position: Int
        let length: Int
        let line: Int
        /// Where the arena holds the 32 bytes of its SHA-256.
        let digestStart: Int
        let rows: Range<Int>
    }

    /// A record that cannot be read as facts.
    public struct Refusal: Sendable, Hashable {
        /// Offset of its first byte in the file.
        public let position: Int
        /// How many bytes it has.
        public let length: Int
        /// The line on which it starts, counted from 1.
        public let line: Int
        /// What is wrong with it.
        public let reason: RefusalReason

        /// Describes a refused record.
        public init(position: Int, length: Int, line: Int, reason: RefusalReason) {
            self.position = position
            self.length = length
            self.line = line
            self.reason = reason
        }
    }

    var arena: [UInt8] = []
    var cells: [Cell] = []
    var rows: [Row] = []
    var records: [Record] = []
    /// The refused records, in file order.
    public private(set) var refusals: [Refusal] = []
    /// What events among the records are looked up by, with the indices of their records, in order.
    private(set) var captures: [(record: Int, event: CapturedEvent)] = []
    /// What the file says of all its events; nil if it is none of events.
    public var document: CapturedDocument?
    /// What the file's master data say.
    public var masterData: [CapturedMaster] = []
    private var openCapture: CapturedEvent?
    private var firstOpenRow = 0

    /// Makes an empty batch.
    public init() {}

    /// Empties the batch and keeps its memory.
    public mutating func removeAll() {
        arena.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
        refusals.removeAll(keepingCapacity: true)
        captures.removeAll(keepingCapacity: true)
        openCapture = nil
        firstOpenRow = 0
    }

    /// How many records are in it, refused ones not counted.
    public var recordCount: Int { records.count }

    /// Whether nothing is in it.
    public var isEmpty: Bool { records.isEmpty && refusals.isEmpty }

    /// Whether the batch has grown so large that it should be written, however few records it holds.
    public var isLarge: Bool { arena.count > 16 << 20 }

    /// Adds bytes to the arena as text.
    public mutating func text(_ bytes: [UInt8]) -> Cell {
        text(bytes.span, bytes.indices)
    }

    /// Adds a word to the arena as text.
    public mutating func text(_ word: String) -> Cell {
        let start = arena.count
        arena.append(contentsOf: word.utf8)
        return .text(start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: arena.count - start))
    }

    /// Adds a range of a window to the arena as text.
    public mutating func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Cell {
        let start = arena.count
        bytes.extracting(range).withUnsafeBufferPointer { arena.append(contentsOf: $0) }
        return .text(start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: range.count))
    }

    /// Adds bytes to the arena as a blob.
    public mutating func blob(_ bytes: some Collection<UInt8>) -> Cell {
        let start = arena.count
        arena.append(contentsOf: bytes)
        return .blob(start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: arena.count - start))
    }

    /// Adds a row to the record that is being built.
    ///
    /// - Parameters:
    ///   - table: The index of the table in ``Vocabulary/FactSchema/baseTables``.
    ///   - values: One cell a column.
    public mutating func append(row table: Int, _ values: [Cell]) {
        precondition(values.count == Self.widths[table], "one cell a column")
        rows.append(Row(table: table, firstCell: cells.count))
        cells.append(contentsOf: values)
    }

    private static let widths = FactSchema.baseTables.map(\.columns.count)

    /// Says what the record that is being built is looked up by, as an event.
    public mutating func capture(_ event: CapturedEvent) {
        openCapture = event
    }

    /// Closes the record that is being built: the rows added since the last call are its own, the first the main one.
    public mutating func closeRecord(position: Int, length: Int, line: Int, digest: ContentDigest) {
        precondition(firstOpenRow < rows.count, "a record has at least one row")
        if let openCapture { captures.append((records.count, openCapture)) }
        openCapture = nil
        let digestStart = arena.count
        digest.append(to: &arena)
        records.append(
            Record(
                position: position,
                length: length,
                line: line,
                digestStart: digestStart,
                rows: firstOpenRow..<rows.count
            )
        )
        firstOpenRow = rows.count
    }

    /// Drops the rows of the record that is being built and keeps it as refused.
    public mutating func refuse(_ refusal: Refusal) {
        if firstOpenRow < rows.count {
            cells.removeSubrange(rows[firstOpenRow].firstCell...)
            rows.removeSubrange(firstOpenRow...)
        }
        openCapture = nil
        refusals.append(refusal)
    }
}
