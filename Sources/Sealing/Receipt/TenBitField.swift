/// The field of 1,024 elements, in which a receipt's check word is reckoned: GF(2)[x] modulo x¹⁰ + x³ + 1.
///
/// x generates all 1,023 other elements, so a word at each of nine places has a weight of its own: any one wrong word
/// and any two that changed places are noticed, always.
enum TenBitField {
    /// An element times x.
    static func timesX(_ element: UInt16) -> UInt16 {
        let shifted = element << 1
        return (shifted & 0x400 == 0 ? shifted : shifted ^ 0x409) & 0x3FF
    }

    /// An element times x, so many times.
    static func timesX(_ element: UInt16, times: Int) -> UInt16 {
        var result = element
        for _ in 0..<times { result = timesX(result) }
        return result
    }

    /// The check word of eight others.
    static func check(_ words: some Sequence<UInt16>) -> UInt16 {
        words.reduce(0) { timesX($0 ^ $1) }
    }

    /// What is wrong with nine words; 0 if nothing is.
    static func syndrome(_ words: [UInt16]) -> UInt16 {
        check(words.dropLast()) ^ (words.last ?? 0)
    }

    /// What the word at a place would have to be, were all the others right.
    static func demanded(at place: Int, in words: [UInt16]) -> UInt16 {
        // Dividing by x to the power of n is multiplying by it to the power of 1,023 - n.
        let weight = words.count - 1 - place
        return words[place] ^ timesX(syndrome(words), times: (1_023 - weight) % 1_023)
    }
}
