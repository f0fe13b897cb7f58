import Screening
import Testing

@Suite("Words as they are looked up")
struct FoldedWordTests {
    private static func joined(_ text: String) -> [String] {
        FoldedWord.words(of: text).map { String(decoding: $0.joined, as: UTF8.self) }
    }

    private static func parts(_ text: String) -> [[String]] {
        FoldedWord.words(of: text).map { word in word.parts.map { String(decoding: $0, as: UTF8.self) } }
    }

    @Test(
        "Case, accents, script and punctuation do not count",
        arguments: [
            ("Lavrov", "Лавров"), ("Kolwezi", "KOLWEZI"), ("Ñandú", "nandu"), ("CD2025-00001234-3", "cd2025 000012343"),
            ("S.A.R.L.", "sarl"), ("7403.11", "740311"), ("urn:epc:id:sgtin:06.1.7", "urnepcidsgtin0617"),
            ("O’Brien", "obrien"),
        ]
    )
    func folding(one: String, other: String) {
        #expect(Self.joined(one).joined() == Self.joined(other).joined())
    }

    @Test("What stands between punctuation is found by itself")
    func partsOfAWord() {
        #expect(Self.parts("river,mercury.") == [["river", "mercury"]])
        #expect(Self.parts("CD2025-00001234-3") == [["cd2025", "00001234"]])
        #expect(Self.parts("plain") == [[]])
        #expect(Self.parts("0614141.107346") == [["0614141", "107346"]])
    }

    @Test("Chinese is found by pairs of characters")
    func han() {
        #expect(Self.parts("矿业公司") == [["矿业", "业公", "公司"]])
        #expect(Self.joined("矿业公司") == ["矿业公司"])
    }

    @Test("A word says where it stands in the text")
    func places() {
        let text = "  Ñandú, Лавров\u{0}x "
        let bytes = Array(text.utf8)
        let words = FoldedWord.words(of: text).map { String(decoding: bytes[$0.source], as: UTF8.self) }
        #expect(words == ["Ñandú", "Лавров", "x"])
    }

    @Test("Nothing but signs is no word", arguments: ["", "   ", "-- ** \"\"", "\u{0}\u{1}", "’"])
    func nothing(text: String) {
        #expect(FoldedWord.words(of: text).isEmpty)
    }

    @Test("A word of any length is cut")
    func length() {
        let words = FoldedWord.words(of: String(repeating: "a", count: 100_000))
        #expect(words.map(\.joined.count) == [FoldedWord.longest])
    }

    @Test("Arabic letters are known for leaving vowels out")
    func abjad() {
        #expect(FoldedWord.words(of: "محمد Mohamed").map(\.isAbjad) == [true, false])
    }
}

@Suite("How alike words are")
struct WordLikenessTests {
    @Test(
        "Slips are letters inserted, left out, replaced or swapped",
        arguments: [
            ("kolwezi", "kolwezi", 0), ("kolwezi", "kolwzi", 1), ("kolwezi", "kolwwezi", 1), ("kolwezi", "kolvezi", 1),
            ("kolwezi", "kolwzei", 1), ("kolwezi", "klowzei", 2), ("", "ab", 2), ("a", "", 1),
        ]
    )
    func slips(one: String, other: String, count: Int) {
        #expect(WordLikeness.slips(Array(one.utf8), Array(other.utf8), atMost: 2) == count)
        #expect(WordLikeness.slips(Array(other.utf8), Array(one.utf8), atMost: 2) == count)
        if count > 0 {
            #expect(WordLikeness.slips(Array(one.utf8), Array(other.utf8), atMost: count - 1) == nil)
        }
    }

    @Test("Two words a few slips apart differ in at most twice as many letters")
    func letters() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let one = (0..<Int.random(in: 1...9)).map { _ in UInt8.random(in: 97...105, using: &generator) }
            let other = (0..<Int.random(in: 1...9)).map { _ in UInt8.random(in: 97...105, using: &generator) }
            guard let slips = WordLikeness.slips(one, other, atMost: 9) else { continue }
            let differing = (WordLikeness.letters(of: one) ^ WordLikeness.letters(of: other)).nonzeroBitCount
            #expect(differing <= 2 * slips, "\(one) \(other)")
        }
    }

    @Test("Spellings of one sound meet")
    func sounds() {
        #expect(WordLikeness.sound(of: Array("gaddafi".utf8)) == WordLikeness.sound(of: Array("gadafi".utf8)))
        #expect(WordLikeness.consonants(of: Array("mohamed".utf8)) == WordLikeness.consonants(of: Array("mhmd".utf8)))
        #expect(WordLikeness.sound(of: Array("12345".utf8)).isEmpty)
    }
}
