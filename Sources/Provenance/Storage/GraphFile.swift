/// A graph as it lies in a file: a head, a table of sections, and the columns as they are in memory (little-endian).
///
/// Large columns begin on a page of their own and are mapped; small ones are read. `docs/traceability.md` has the layout.
enum GraphFile {
    static let magic: [UInt8] = Array("TSLOTS\n1".utf8)
    static let headSize = 64
    static let entrySize = 32
    /// Pages are 4, 16 or 64 KiB on the machines that we know.
    private static let page = 1 << 16

    // MARK: Writing

    static func write(_ graph: LotGraph, to path: String) throws(GraphError) {
        let file = try SystemFile(path, .replacing)
        var entries: [UInt8] = []
        var sections = 0
        graph.tables.forEachSection { _, _, _ in sections += 1 }
        var offset = headSize + sections * entrySize
        var failure: GraphError?
        graph.tables.forEachSection { number, width, bytes in
            guard failure == nil else { return }
            if bytes.count >= page { offset = (offset + page - 1) / page * page } else { offset = (offset + 7) / 8 * 8 }
            entries.append(contentsOf: littleEndian(UInt64(number) << 32 | UInt64(width)))
            entries.append(contentsOf: littleEndian(UInt64(bytes.count)))
            entries.append(contentsOf: littleEndian(UInt64(offset)))
            entries.append(contentsOf: littleEndian(Checksum.of(bytes)))
            do throws(GraphError) { try file.write(bytes, at: offset) } catch { failure = error }
            offset += bytes.count
        }
        if let failure { throw failure }
        var head = magic
        head += littleEndian(UInt64(sections))
        head += littleEndian(UInt64(offset))
        head += littleEndian(UInt64(bitPattern: Int64(graph.watermark)))
        head += littleEndian(graph.hasLateFill ? 1 : 0)
        head += littleEndian(UInt64(graph.tables.eventIndex.count))
        head += littleEndian(UInt64(graph.tables.traitIndex.count))
        head += littleEndian(entries.withUnsafeBytes { Checksum.of($0) } ^ head.withUnsafeBytes { Checksum.of($0) })
        try file.write(head + entries, at: 0)
        try file.cut(to: offset)
        try file.sync()
    }

    static func littleEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    static func number(_ bytes: some Collection<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    // MARK: Opening

    struct Section {
        var width: Int
        var size: Int
        var offset: Int
    }

    /// Opens a graph; what is not as it was written is refused.
    static func open(_ path: String) throws(GraphError) -> LotGraph {
        let file = try SystemFile(path, .reading)
        let size = try file.size()
        let head = try file.read(headSize, at: 0)
        guard head.count == headSize, head.starts(with: magic) else {
            throw .rebuildNeeded("\(path) is no graph of this version")
        }
        let sections = number(head[8..<16])
        guard number(head[16..<24]) == UInt64(size), sections <= 1000 else {
            throw .rebuildNeeded("\(path) is cut short")
        }
        let entries = try file.read(Int(sections) * entrySize, at: headSize)
        let sum = entries.withUnsafeBytes { Checksum.of($0) } ^ head[..<56].withUnsafeBytes { Checksum.of($0) }
        guard number(head[56..<64]) == sum, entries.count == Int(sections) * entrySize else {
            throw .rebuildNeeded("the table of \(path) is damaged")
        }
        let memory = try file.map(size)
        var found: [Int: Section] = [:]
        for start in stride(from: 0, to: entries.count, by: entrySize) {
            let word = number(entries[start..<(start + 8)])
            guard let count = Int(exactly: number(entries[(start + 8)..<(start + 16)])),
                let offset = Int(exactly: number(entries[(start + 16)..<(start + 24)])),
                count <= size, offset <= size - count
            else { throw .rebuildNeeded("the table of \(path) is damaged") }
            let bytes = UnsafeRawBufferPointer(start: memory.base + offset, count: count)
            guard Checksum.of(bytes) == number(entries[(start + 24)..<(start + 32)]) else {
                throw .rebuildNeeded("section \(word >> 32) of \(path) is damaged")
            }
            found[Int(word >> 32)] = Section(width: Int(word & 0xFFFF_FFFF), size: count, offset: offset)
        }
        var tables = GraphTables()
        tables.eventIndex.expect(Int(truncatingIfNeeded: number(head[40..<48])))
        tables.traitIndex.expect(Int(truncatingIfNeeded: number(head[48..<56])))
        tables.fill(from: memory, found, page: page)
        let graph = LotGraph(tables)
        graph.watermark = Int(Int64(bitPattern: number(head[24..<32])))
        graph.hasLateFill = number(head[32..<40]) != 0
        graph.memory = memory
        return graph
    }
}
