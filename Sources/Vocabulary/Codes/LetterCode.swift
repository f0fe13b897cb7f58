/// Codes of two or three letters (ISO 3166-1, ISO 4217) as numbers that tables are indexed by.
enum LetterCode {
    /// How many places a table of three-letter codes has.
    static let places = 26 * 26 * 26

    /// Reads one code in any case, with spaces around it.
    ///
    /// - Returns: How many letters it has, up to three, and its place in a table; nil if it is anything but letters.
    @inline(__always)
    static func read(_ bytes: some Collection<UInt8>) -> (letters: Int, key: Int)? {
        var letters = 0
        var key = 0
        var hasEnded = false
        for byte in bytes {
            let letter = byte & 0xDF
            if (0x41...0x5A).contains(letter), byte >= 0x41, !hasEnded, letters < 3 {
                key = key * 26 + Int(letter - 0x41)
                letters += 1
            } else if byte == 0x20 || byte == 0x09 {
                if letters > 0 { hasEnded = true }
            } else {
                return nil
            }
        }
        return (letters, key)
    }

    /// The place of the capital letters that stand in a table's text.
    static func key(_ letters: some Sequence<UInt8>) -> Int {
        letters.reduce(0) { $0 * 26 + Int($1) - 0x41 }
    }
}
