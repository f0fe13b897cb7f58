import Foundation

/// A text in ASCII, and what was changed for it.
///
/// Units that use goAML take names in `A–Z a–z 0–9 space . ' -` alone. Latin letters lose their marks; Cyrillic is written
/// as passports write it (ICAO Doc 9303, part 3, section 6). Scripts that leave vowels unwritten or stand for words are not
/// guessed at: a name that nobody bears would be sent to the police. Whoever writes the report gives the spelling of the
/// passport instead.
public struct ASCIIText: Sendable, Hashable {
    /// The text in ASCII; what could not be written stands as `?`.
    public let text: String
    /// The characters that were changed, each once with what stands for it, in the order of their first place.
    public let changed: [Change]
    /// The characters that have no spelling here, each once.
    public let unwritten: [String]

    /// A character and what stands for it.
    public struct Change: Sendable, Hashable {
        /// The character.
        public let from: String
        /// What stands for it.
        public let to: String
    }

    /// Writes a text in ASCII.
    public init(_ original: String) {
        var (text, changed, unwritten) = ("", [Change](), [String]())
        for character in original.precomposedStringWithCanonicalMapping {
            if let byte = character.asciiValue {
                // A line break is a space here: the elements of the report hold one line, or say what they hold.
                text.append(byte < 0x20 || byte == 0x7F ? " " : character)
                continue
            }
            guard let letters = Self.spelling(of: character) else {
                text.append("?")
                if !unwritten.contains(String(character)) { unwritten.append(String(character)) }
                continue
            }
            text += letters
            let change = Change(from: String(character), to: letters)
            if !changed.contains(change) { changed.append(change) }
        }
        (self.text, self.changed, self.unwritten) = (text, changed, unwritten)
    }

    private static func spelling(of character: Character) -> String? {
        if let special = special[character] { return special }
        if let cyrillic = cyrillic[Character(character.lowercased())] {
            return character.isUppercase ? cyrillic.prefix(1).uppercased() + cyrillic.dropFirst() : cyrillic
        }
        // Without its marks a Latin letter is an ASCII one.
        let scalars = String(character).decomposedStringWithCanonicalMapping.unicodeScalars
        guard let base = scalars.first, base.isASCII, base.properties.isAlphabetic,
            scalars.dropFirst().allSatisfy({ (0x300...0x36F).contains($0.value) })
        else { return nil }
        return String(base)
    }

    private static let special: [Character: String] = [
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i", "ŋ": "n", "Ŋ": "N", "ɛ": "e", "Ɛ": "E",
        "ɔ": "o", "Ɔ": "O", "ɗ": "d", "Ɗ": "D", "ɓ": "b", "Ɓ": "B", "ƙ": "k", "Ƙ": "K", "ɲ": "ny", "Ɲ": "NY",
        "ʼ": "'", "ʻ": "'", "‘": "'", "’": "'", "‚": "'", "´": "'", "ꞌ": "'", "“": "\"", "”": "\"", "„": "\"",
        "«": "\"", "»": "\"", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...", "·": ".",
        "\u{A0}": " ", "\u{202F}": " ", "\u{2009}": " ", "€": "EUR", "£": "GBP", "°": " deg ", "×": "x", "№": "No",
        "ª": "a", "º": "o", "²": "2", "³": "3", "½": "1/2", "%": "%", "•": "-", "→": "->",
    ]

    private static let cyrillic: [Character: String] = [
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu",
        "я": "ia", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "u",
    ]
}
