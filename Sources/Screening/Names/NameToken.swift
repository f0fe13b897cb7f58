/// One word of a name with the keys under which its spellings meet.
struct NameToken: Hashable, Sendable {
    let bytes: [UInt8]
    /// Consonants in coarse classes: spellings of one sound meet.
    let skeleton: [UInt8]
    /// A coarser key without any vowel or weak consonant, for words of which one is in Arabic or Hebrew letters.
    let bare: [UInt8]
    let isNumber: Bool

    init(_ word: String) {
        bytes = Array(word.utf8)
        isNumber = bytes.allSatisfy { $0 >= 48 && $0 <= 57 }
        skeleton = Self.skeleton(bytes)
        bare = Self.bare(bytes)
    }

    /// How much of a name the word is, by its length alone.
    var lengthWeight: Double { Double(min(bytes.count, 8)).squareRoot() }

    private static func digraphs(_ word: [UInt8], _ pairs: [(String, String)]) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        next: while place < word.count {
            if place + 1 < word.count {
                for (pair, sound) in pairs where pair.utf8.elementsEqual(word[place...place + 1]) {
                    result.append(contentsOf: sound.utf8)
                    place += 2
                    continue next
                }
            }
            if word[place] == UInt8(ascii: "x") {
                result.append(contentsOf: "ks".utf8)
            } else {
                result.append(word[place])
            }
            place += 1
        }
        return result
    }

    private static func skeleton(_ word: [UInt8]) -> [UInt8] {
        let sounds = digraphs(
            undoubled(word),
            [
                ("ph", "f"), ("kh", "h"), ("gh", "g"), ("ch", "s"), ("sh", "s"), ("zh", "s"), ("dj", "j"), ("ou", "u"),
                ("ts", "s"),
            ]
        )
        var result: [UInt8] = []
        for (place, sound) in sounds.enumerated() {
            if place == 0 {
                result.append(replace(sound, "cqzvwjy", "kksffii"))
            } else if !"aeiouyhj".utf8.contains(sound) {
                result.append(replace(sound, "cqzvwdbg", "kksfftpk"))
            }
        }
        return result.isEmpty ? word : result
    }

    private static func bare(_ word: [UInt8]) -> [UInt8] {
        let sounds = digraphs(
            word,
            [
                ("sh", "s"), ("ch", "s"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ck", "k"),
                ("tz", "s"), ("ts", "s"),
            ]
        )
        var result: [UInt8] = []
        for (place, sound) in sounds.enumerated() {
            let isWeak = place == 0 ? "aeiouy".utf8.contains(sound) : "aeiouywh".utf8.contains(sound)
            if !isWeak { result.append(replace(sound, "cqzpvjd", "kksbfgt")) }
        }
        return undoubled(result)
    }

    private static func undoubled(_ word: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in word where result.last != byte { result.append(byte) }
        return result
    }

    private static func replace(_ byte: UInt8, _ from: StaticString, _ to: StaticString) -> UInt8 {
        from.withUTF8Buffer { from in
            to.withUTF8Buffer { to in from.firstIndex(of: byte).map { to[$0] } ?? byte }
        }
    }
}
