import GRDB
import Screening
import Synchronization

/// Every word of the index, in memory, in order of its bytes.
struct SearchDictionary: Sendable {
    private var arena: [UInt8] = []
    private var starts: [Int] = [0]
    private var letters: [UInt64] = []
    /// The number of the newest word.
    private(set) var last: Int64

    /// Reads the words that are newer than a number.
    init(_ db: Database, after first: Int64, upTo last: Int64) throws {
        self.last = last
        let cursor = try Row.fetchCursor(
            db,
            sql: "SELECT word FROM main.search_word WHERE id > ? AND id <= ? ORDER BY word",
            arguments: [first, last]
        )
        while let row = try cursor.next() {
            let word: String = row[0]
            arena.append(contentsOf: word.utf8)
            starts.append(arena.count)
            letters.append(WordLikeness.letters(of: word.utf8))
        }
    }

    private func word(_ place: Int) -> ArraySlice<UInt8> { arena[starts[place]..<starts[place + 1]] }

    /// The words that begin so, the word itself left out.
    func words(beginningWith start: [UInt8], atMost limit: Int) -> [[UInt8]] {
        var low = 0
        var high = letters.count
        while low < high {
            let middle = (low + high) / 2
            if word(middle).lexicographicallyPrecedes(start) { low = middle + 1 } else { high = middle }
        }
        var found: [[UInt8]] = []
        while low < letters.count, found.count < limit, word(low).starts(with: start) {
            if word(low).count > start.count { found.append(Array(word(low))) }
            low += 1
        }
        return found
    }

    /// The words that are a few slips away, the word itself left out.
    func words(near word: [UInt8], atMost slips: Int) -> [(word: [UInt8], slips: Int)] {
        let wanted = WordLikeness.letters(of: word)
        var found: [(word: [UInt8], slips: Int)] = []
        for place in letters.indices where (letters[place] ^ wanted).nonzeroBitCount <= 2 * slips {
            let count = starts[place + 1] - starts[place]
            guard abs(count - word.count) <= slips else { continue }
            let other = Array(self.word(place))
            guard let distance = WordLikeness.slips(word, other, atMost: slips), distance > 0 else { continue }
            found.append((other, distance))
        }
        return found
    }
}

/// Keeps the dictionary between questions, and adds what came in since.
final class SearchDictionaries: Sendable {
    /// So many new words are kept beside the others before all are put in order again.
    private static let tailLength: Int64 = 5_000

    private let kept = Mutex<[SearchDictionary]>([])

    /// The dictionary as it is in this transaction: at most two parts.
    func current(_ db: Database) throws -> [SearchDictionary] {
        let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM main.search_word")) ?? 0
        let known = kept.withLock { $0 }
        if let newest = known.last, newest.last == last { return known }
        var parts: [SearchDictionary]
        if let base = known.first, last > base.last, last - base.last <= Self.tailLength {
            parts = [base, try SearchDictionary(db, after: base.last, upTo: last)]
        } else {
            parts = [try SearchDictionary(db, after: 0, upTo: last)]
        }
        kept.withLock { $0 = parts }
        return parts
    }
}
