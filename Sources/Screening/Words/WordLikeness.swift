/// How alike two folded words are: the measures that a search needs.
public enum WordLikeness {
    /// The number of slips between two words, up to a limit: letters inserted, left out, replaced, or two neighbours
    /// swapped; nil if there are more.
    ///
    /// The optimal string alignment distance: Damerau's four slips, with no letter touched twice.
    public static func slips(_ a: [UInt8], _ b: [UInt8], atMost limit: Int) -> Int? {
        guard limit >= 0, abs(a.count - b.count) <= limit else { return nil }
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        let width = b.count + 1
        return withUnsafeTemporaryAllocation(of: Int.self, capacity: width * 3) { rows in
            rows.initialize(repeating: 0)
            var two = 0
            var one = width
            var row = width * 2
            for column in 0..<width { rows[one + column] = column }
            for line in 1...a.count {
                rows[row] = line
                var least = line
                for column in 1..<width {
                    let same = a[line - 1] == b[column - 1]
                    var cost = min(rows[one + column] + 1, rows[row + column - 1] + 1)
                    cost = min(cost, rows[one + column - 1] + (same ? 0 : 1))
                    if line > 1, column > 1, a[line - 1] == b[column - 2], a[line - 2] == b[column - 1] {
                        cost = min(cost, rows[two + column - 2] + 1)
                    }
                    rows[row + column] = cost
                    least = min(least, cost)
                }
                if least > limit { return nil }
                (two, one, row) = (one, row, two)
            }
            let result = rows[one + b.count]
            return result <= limit ? result : nil
        }
    }

    /// A set of the letters of a word as bits: two words that are `n` slips apart differ in at most `2n` bits.
    public static func letters(of word: some Sequence<UInt8>) -> UInt64 {
        var bits = UInt64(0)
        for byte in word { bits |= 1 << UInt64(byte & 63) }
        return bits
    }

    /// Consonants in coarse classes: spellings of one sound meet (`Gaddafi`, `Qaddafi`); empty for a word with too few.
    public static func sound(of word: [UInt8]) -> [UInt8] {
        guard word.count > 3, word.allSatisfy({ $0 >= 97 && $0 <= 122 }) else { return [] }
        let skeleton = NameToken(String(decoding: word, as: UTF8.self)).skeleton
        return skeleton.count > 2 ? skeleton : []
    }

    /// The consonants that Arabic and Hebrew letters keep of a word; empty for a word with too few.
    public static func consonants(of word: [UInt8]) -> [UInt8] {
        guard word.count > 2, word.allSatisfy({ $0 >= 97 && $0 <= 122 }) else { return [] }
        let bare = NameToken(String(decoding: word, as: UTF8.self)).bare
        return bare.count > 1 ? bare : []
    }
}
