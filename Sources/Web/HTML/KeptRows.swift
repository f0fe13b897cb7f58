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

    private struct State {
        var tables: [Table: Int] = [:]
        var rows: [Key: HTML] = [:]
    }

    /// So many rows are kept; then all are written anew.
    private let countLimit: Int
    private let state = Mutex(State())

    init(countLimit: Int) {
        self.countLimit = countLimit
    }

    /// The number under which the rows of a table are kept.
    func number(of table: Table) -> Int {
        state.withLock { state in
            if let known = state.tables[table] { return known }
            // Captions are words of ours; should they ever come from elsewhere, they shall not fill the memory.
            if state.tables.count >= countLimit { state = State() }
            let number = state.tables.count
            state.tables[table] = number
            return number
        }
    }

    /// A row of a table, written if it is not there yet.
    func row(_ row: ListRow, of table: Int, _ write: (inout HTML) -> Void) -> HTML {
        let key = Key(table: table, block: row.block, place: row.place)
        if let known = state.withLock({ $0.rows[key] }) { return known }
        var html = HTML(capacity: 1_024)
        write(&html)
        // On its own: the other rows of its page are not to be kept with it.
        let own = Key(table: table, block: row.block.detached(row: row.place), place: 0)
        state.withLock { state in
            if state.rows.count >= countLimit { state.rows = [:] }
            state.rows[own] = html
        }
        return html
    }
}
