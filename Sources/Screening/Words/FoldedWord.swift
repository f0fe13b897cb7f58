/// One word of a text as it is looked up: its letters in ASCII lower case where the script allows, and its parts.
///
/// A word is what stands between spaces. Written together it is one term (`CD-2025/7` is `cd20257`), so that an
/// identifier is found with and without its punctuation; what stands between punctuation are its parts (`cd`, `2025`,
/// `7`), so that `river,mercury` is found by either. Chinese, Japanese and Korean text, which may have no spaces, has pairs
/// of neighbouring characters for parts.
public struct FoldedWord: Hashable, Sendable {
    /// All its letters and digits together, as UTF-8.
    public internal(set) var joined: [UInt8] = []
    /// What stands between punctuation; empty if that is the word itself.
    public internal(set) var parts: [[UInt8]] = []
    /// Where it stands in the text, in bytes of UTF-8.
    public internal(set) var source: Range<Int>
    /// True if it was written in Arabic or Hebrew letters, which leave vowels out.
    public internal(set) var isAbjad = false

    /// Whether a digit is in it: such a word is an identifier or a number, and another digit is another thing.
    public var hasDigit: Bool { joined.contains { $0 >= 48 && $0 <= 57 } }

    /// Words are cut after so many bytes.
    public static let longest = 96

    /// The words of a text, in order.
    ///
    /// - Parameters:
    ///   - text: Anything; control characters are spaces.
    ///   - limit: At most so many words.
    public static func words(of text: String, limit: Int = .max) -> [FoldedWord] {
        var words: [FoldedWord] = []
        var builder = Builder()
        var offset = 0
        for scalar in text.unicodeScalars {
            let next = offset + UTF8.width(scalar)
            if scalar.value <= 0x20 || (scalar.value > 0x7E && scalar.properties.isWhitespace) || scalar.value == 0x7F {
                if let word = builder.finish() { words.append(word) }
                if words.count >= limit { return words }
            } else {
                builder.add(scalar, at: offset..<next)
            }
            offset = next
        }
        if let word = builder.finish() { words.append(word) }
        return words
    }

    /// Builds one word, scalar by scalar.
    private struct Builder {
        private var joined: [UInt8] = []
        private var part: [UInt8] = []
        private var parts: [[UInt8]] = []
        private var source: Range<Int>?
        private var abjad = 0
        private var letters = 0
        /// The last character, if it was one of a script without spaces.
        private var neighbour: [UInt8]?
        private var isSplit = false

        mutating func add(_ scalar: Unicode.Scalar, at place: Range<Int>) {
            if FoldedWord.standsAlone(scalar) {
                addCharacter(scalar, at: place)
                return
            }
            neighbour = nil
            switch Transliteration.fold(scalar) {
            case .letter(let byte): append(byte, at: place)
            case .letters(let text):
                if Transliteration.isAbjad(scalar) { abjad += 1 }
                text.withUTF8Buffer { bytes in
                    for byte in bytes { append(byte, at: place) }
                }
            case .unfoldable:
                for byte in String(scalar).lowercased().utf8 { append(byte, at: place) }
            case .nothing:
                // A full stop ends a part: 0614141.107346 is two numbers of one code.
                if scalar == "." { endPart() }
            case .separator: endPart()
            }
        }

        private mutating func append(_ byte: UInt8, at place: Range<Int>) {
            letters += 1
            source = (source?.lowerBound ?? place.lowerBound)..<place.upperBound
            if joined.count < FoldedWord.longest { joined.append(byte) }
            if part.count < FoldedWord.longest { part.append(byte) }
        }

        private mutating func addCharacter(_ scalar: Unicode.Scalar, at place: Range<Int>) {
            let bytes = Array(String(scalar).utf8)
            if !part.isEmpty { endPart() }
            letters += 1
            source = (source?.lowerBound ?? place.lowerBound)..<place.upperBound
            if joined.count + bytes.count <= FoldedWord.longest { joined += bytes }
            if let neighbour {
                parts.append(neighbour + bytes)
                isSplit = true
            }
            neighbour = bytes
        }

        private mutating func endPart() {
            neighbour = nil
            guard !joined.isEmpty else { return }
            isSplit = true
            if part.count > 1 { parts.append(part) }
            part = []
        }

        mutating func finish() -> FoldedWord? {
            defer { self = Builder() }
            guard let source else { return nil }
            if isSplit, part.count > 1 { parts.append(part) }
            var word = FoldedWord(source: source)
            word.joined = joined
            word.isAbjad = abjad * 2 > letters
            if isSplit, parts != [joined] { word.parts = parts }
            return word
        }
    }

    /// Whether a character belongs to a script that is written without spaces between words.
    private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x0E00: false
        // Thai, Lao, Khmer, Burmese; kana, Han, Hangul; the supplementary ideographic planes.
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7AF,
            0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
