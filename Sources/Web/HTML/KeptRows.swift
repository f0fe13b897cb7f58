internal import Foundation
internal import Store
internal import Synchronization
internal import Vocabulary

/// The rows of tables that were written last: a page that is asked for again reads its rows anew, and finds most of them
/// as they were.
///
/// What a row looks like follows from its table, its language and its values alone.
final class KeptRows: Sendable {
    /// A table in a language.
    struct Table: Hashable {
        let language: Language
        let caption: String
        let columns: [String]
    }

    /// A row of a table, by the bytes of its values.
    private struct Key: Hashable {
        let table: Int
        let block: RowBlock
        let place: Int

        static func == (left: Key, right: Key) -> Bool {
            left.table == right.table
                && left.block.withBytes(ofRow: left.place) { first in
                    right.block.withBytes(ofRow: right.place) { Self.isEqual(first, $0) }
                }
        }

        private static func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
            guard left.count == right.count else { return false }
            guard let first = left.baseAddress, let second = right.baseAddress else { return left.isEmpty }
            return memcmp(first, second, left.count) == 0
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(table)
            block.withBytes(ofRow: place) { hasher.combine(bytes: $0) }
        }
    }

    /// All rows of a table as they were written one after the other.
    private struct Whole {
        let block: RowBlock
        let html: HTML
    }

    private struct State {
        var rows: [Key: HTML] = [:]
        /// By their first row.
        var wholes: [Key: Whole] = [:]
        private var tables: [Table: Int] = [:]
        /// Numbers are never given twice: rows that are being written keep theirs.
        private var next = 0

        /// The number under which the rows of a table are kept.
        mutating func number(of table: Table, countLimit: Int) -> Int {
            if let known = tables[table] { return known }
            // Captions are words of ours; should they ever come from elsewhere, they shall not fill the memory.
            if tables.count >= countLimit { (tables, rows, wholes) = ([:], [:], [:]) }
            next += 1
            tables[table] = next
            return next
        }
    }

    /// So many rows are kept; then all are written anew.
    private let countLimit: Int
    /// So many tables are kept whole, of some 80 kB each.
    private static let wholeLimit = 64
    private let state = Mutex(State())

    init(countLimit: Int) {
        self.countLimit = countLimit
    }

    /// Writes rows of a table, one after the other; those that are not there yet as the closure does.
    func append(
        _ rows: [ListRow],
        of table: Table,
        to h: inout HTML,
        _ write: (ListRow, inout HTML) -> Void
    ) {
        guard let first = rows.first else { return }
        let key = { number in Key(table: number, block: first.block, place: first.place) }
        let (number, whole) = state.withLock { state in
            let number = state.number(of: table, countLimit: countLimit)
            return (number, state.wholes[key(number)])
        }
        let isBlock = rows.count == first.block.count && rows.indices.allSatisfy { first.isFollowed(by: rows[$0], $0) }
        // One comparison for the page in place of one search a row.
        if isBlock, let whole, whole.block.holdsSameRows(as: first.block) { return h.append(whole.html) }
        let known = state.withLock { state in
            rows.map { state.rows[Key(table: number, block: $0.block, place: $0.place)] }
        }
        var html = HTML(capacity: rows.count * 1_600)
        for (row, known) in zip(rows, known) { html.append(known ?? piece(row, of: number, write)) }
        h.append(html)
        // What is seen once only is not worth its room, nor is a page that is longer than usual.
        guard isBlock, rows.count <= ListRequest.pageSize, known.allSatisfy({ $0 != nil }) else { return }
        state.withLock { state in
            if state.wholes.count >= Self.wholeLimit { state.wholes = [:] }
            state.wholes[key(number)] = Whole(block: first.block, html: html)
        }
    }

    private func piece(_ row: ListRow, of table: Int, _ write: (ListRow, inout HTML) -> Void) -> HTML {
        var html = HTML(capacity: 1_024)
        write(row, &html)
        // On its own: the other rows of its page are not to be kept with it.
        let own = Key(table: table, block: row.block.detached(row: row.place), place: 0)
        state.withLock { state in
            if state.rows.count >= countLimit { state.rows = [:] }
            state.rows[own] = html
        }
        return html
    }
}
