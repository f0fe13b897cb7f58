/// How alike two words are spelt.
enum Spelling {
    /// The number of letters to insert, delete or replace (Levenshtein), for words of at most 64 bytes.
    ///
    /// Bit-parallel after Myers, "A fast bit-vector algorithm for approximate string matching" (1999), in the form of
    /// Hyyrö (2003).
    static func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        let pattern = a.count <= b.count ? a : b
        let text = a.count <= b.count ? b : a
        let length = min(pattern.count, 64)
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 256) { masks in
            masks.initialize(repeating: 0)
            for place in 0..<length { masks[Int(pattern[place])] |= 1 << UInt64(place) }
            var positive = ~UInt64(0)
            var negative = UInt64(0)
            var score = length
            let last = UInt64(1) << UInt64(length - 1)
            for byte in text {
                let equal = masks[Int(byte)]
                let vertical = equal | negative
                let diagonal = (((equal & positive) &+ positive) ^ positive) | equal
                var up = negative | ~(diagonal | positive)
                var down = positive & diagonal
                if up & last != 0 { score += 1 }
                if down & last != 0 { score -= 1 }
                up = (up << 1) | 1
                down <<= 1
                positive = down | ~(vertical | up)
                negative = up & vertical
            }
            return score
        }
    }

    /// The share of letters that stay, 0 to 1.
    static func likeness(_ a: [UInt8], _ b: [UInt8]) -> Double {
        let longest = max(a.count, b.count)
        return longest == 0 ? 1 : 1 - Double(edits(a, b)) / Double(longest)
    }

    /// Jaro's similarity with Winkler's bonus for a common beginning, 0 to 1, for words of at most 64 bytes.
    static func jaroWinkler(_ a: [UInt8], _ b: [UInt8]) -> Double {
        let (m, n) = (min(a.count, 64), min(b.count, 64))
        if m == 0 || n == 0 { return m == n ? 1 : 0 }
        let window = max(max(m, n) / 2 - 1, 0)
        var usedA = UInt64(0)
        var usedB = UInt64(0)
        var common = 0
        for i in 0..<m {
            var j = max(i - window, 0)
            let end = min(i + window + 1, n)
            while j < end {
                if usedB & (1 << UInt64(j)) == 0, a[i] == b[j] {
                    usedA |= 1 << UInt64(i)
                    usedB |= 1 << UInt64(j)
                    common += 1
                    break
                }
                j += 1
            }
        }
        guard common > 0 else { return 0 }
        var halfTranspositions = 0
        var j = 0
        for i in 0..<m where usedA & (1 << UInt64(i)) != 0 {
            while usedB & (1 << UInt64(j)) == 0 { j += 1 }
            if a[i] != b[j] { halfTranspositions += 1 }
            j += 1
        }
        let c = Double(common)
        let jaro = (c / Double(m) + c / Double(n) + (c - Double(halfTranspositions / 2)) / c) / 3
        var prefix = 0
        while prefix < min(4, m, n), a[prefix] == b[prefix] { prefix += 1 }
        return jaro + Double(prefix) * 0.1 * (1 - jaro)
    }

    /// How likely two words are spellings of one, 0 to 1; 0 where nothing speaks for it.
    static func similarity(_ a: NameToken, _ b: NameToken, acrossAbjad: Bool) -> Double {
        if a.bytes == b.bytes { return 1 }
        if acrossAbjad, !a.bare.isEmpty, !b.bare.isEmpty {
            if a.bare == b.bare {
                // Two consonants are shared by too many words to be worth as much as three.
                return a.bare.count > 2 ? 0.9 : a.bare.count == 2 ? 0.75 : 0
            }
            return min(a.bare.count, b.bare.count) > 3 && edits(a.bare, b.bare) == 1 ? 0.8 : 0
        }
        if a.isNumber || b.isNumber { return 0 }
        if a.bytes.count == 1 || b.bytes.count == 1 { return a.bytes.first == b.bytes.first ? 0.75 : 0 }
        let like = likeness(a.bytes, b.bytes)
        if a.skeleton.count > 1, a.skeleton == b.skeleton, a.skeleton.count > 2 || like >= 0.5 {
            return like >= 0.6 ? max(0.9, like) : 0.8
        }
        guard like >= 0.5 else { return 0 }
        let winkler = jaroWinkler(a.bytes, b.bytes)
        // Two letters that changed places are one slip, though two edits.
        if like < 0.7 { return winkler >= 0.9 && a.bytes.sorted() == b.bytes.sorted() ? 0.9 : 0 }
        return winkler >= 0.85 ? winkler : 0
    }
}
