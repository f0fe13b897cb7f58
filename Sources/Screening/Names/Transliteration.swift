/// Turns letters of several scripts into ASCII lower case, one scalar at a time.
///
/// The spellings are those most often met in travel documents and lists (BGN/PCGN and ICAO 9303 are the models); what
/// remains different is the work of the consonant skeletons. Han, kana and Hangul are not folded: a table of sounds
/// would be needed, and characters kept as they are still match themselves.
enum Transliteration {
    enum Answer {
        /// ASCII letters or digits; empty for a sign that is not pronounced.
        case letters(StaticString)
        /// One ASCII letter.
        case letter(UInt8)
        /// A sign that stands between words.
        case separator
        /// A sign that is simply left out, such as an apostrophe.
        case nothing
        /// A letter that we cannot turn into ASCII.
        case unfoldable
    }

    static func fold(_ scalar: Unicode.Scalar) -> Answer {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A: return .letter(UInt8(truncatingIfNeeded: scalar.value))
        case 0x41...0x5A: return .letter(UInt8(truncatingIfNeeded: scalar.value + 32))
        case 0x27, 0x2E, 0x60, 0xB4, 0x2BB...0x2BF, 0x2018, 0x2019, 0x200B...0x200F, 0xAD: return .nothing
        case 0...0x7F: return .separator
        case 0x300...0x36F, 0x64B...0x65F, 0x670, 0x640, 0x591...0x5C7: return .nothing
        case 0xC0...0x24F, 0x1E00...0x1EFF: return latin(scalar)
        case 0x370...0x3FF: return table(greek, scalar)
        case 0x400...0x52F: return table(cyrillic, scalar)
        case 0x5D0...0x5EA: return table(hebrew, scalar)
        case 0x620...0x6FF: return table(arabic, scalar)
        case 0xFF10...0xFF19: return .letter(UInt8(truncatingIfNeeded: scalar.value - 0xFF10 + 0x30))
        default:
            return scalar.properties.isAlphabetic ? .unfoldable : .separator
        }
    }

    /// True for the scripts that leave most vowels unwritten.
    static func isAbjad(_ scalar: Unicode.Scalar) -> Bool {
        (0x590...0x6FF).contains(scalar.value)
    }

    /// The base letter, taken from the character's own name ("LATIN SMALL LETTER E WITH ACUTE").
    private static func latin(_ scalar: Unicode.Scalar) -> Answer {
        switch scalar.value {
        case 0xD7, 0xF7: return .separator
        case 0xDF: return .letters("ss")
        case 0xC6, 0xE6: return .letters("ae")
        case 0x152, 0x153: return .letters("oe")
        case 0xD0, 0xF0: return .letter(UInt8(ascii: "d"))
        case 0xDE, 0xFE: return .letters("th")
        case 0x14A, 0x14B: return .letter(UInt8(ascii: "n"))
        case 0x131: return .letter(UInt8(ascii: "i"))
        case 0x18F, 0x259: return .letter(UInt8(ascii: "e"))
        default: break
        }
        guard let base = latinBases[Int(scalar.value)], base != 0 else { return .unfoldable }
        return .letter(base)
    }

    private static let latinBases: [Int: UInt8] = {
        var bases: [Int: UInt8] = [:]
        for value in [0xC0...0x24F, 0x1E00...0x1EFF].joined() {
            guard let scalar = Unicode.Scalar(UInt32(value)), let name = scalar.properties.name else { continue }
            let words = name.split(separator: " ")
            guard words.count >= 4, words[0] == "LATIN", words[2] == "LETTER", words[3].utf8.count == 1 else {
                continue
            }
            if let letter = words[3].utf8.first { bases[value] = letter | 0x20 }
        }
        return bases
    }()

    private static func table(_ table: [Character: StaticString], _ scalar: Unicode.Scalar) -> Answer {
        let lower = scalar.properties.lowercaseMapping
        guard lower.unicodeScalars.count == 1, let character = lower.first else { return .separator }
        if let letters = table[character] { return .letters(letters) }
        return scalar.properties.isAlphabetic ? .unfoldable : .separator
    }

    private static let cyrillic: [Character: StaticString] = [
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya", "і": "i", "ї": "i", "є": "ye", "ґ": "g", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c",
        "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz", "ў": "u", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u",
        "ү": "u", "һ": "h", "ѐ": "e", "ѝ": "i", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "ҡ": "k", "ҫ": "s", "ҙ": "z",
    ]

    private static let greek: [Character: StaticString] = [
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
        "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
        "χ": "ch", "ψ": "ps", "ω": "o", "ά": "a", "έ": "e", "ή": "i", "ί": "i", "ό": "o", "ύ": "y", "ώ": "o", "ϊ": "i",
        "ϋ": "y", "ΐ": "i", "ΰ": "y",
    ]

    private static let arabic: [Character: StaticString] = [
        "ا": "a", "آ": "a", "أ": "a", "إ": "i", "ٱ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh",
        "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "",
        "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "h", "و": "w",
        "ي": "y", "ی": "y", "ى": "a", "ء": "", "ؤ": "w", "ئ": "y", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v",
        "ں": "n", "ے": "y", "ہ": "h", "ھ": "h", "ۀ": "h", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ټ": "t", "ډ": "d", "ړ": "r",
        "ښ": "sh", "ځ": "z", "څ": "ts", "ګ": "g", "ڼ": "n", "ې": "y", "ۍ": "y", "۰": "0", "۱": "1", "۲": "2", "۳": "3",
        "۴": "4", "۵": "5", "۶": "6", "۷": "7", "۸": "8", "۹": "9", "٠": "0", "١": "1", "٢": "2", "٣": "3", "٤": "4",
        "٥": "5", "٦": "6", "٧": "7", "٨": "8", "٩": "9",
    ]

    private static let hebrew: [Character: StaticString] = [
        "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "w", "ז": "z", "ח": "h", "ט": "t", "י": "y", "כ": "k",
        "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "", "פ": "p", "ף": "p", "צ": "ts",
        "ץ": "ts", "ק": "q", "ר": "r", "ש": "sh", "ת": "t",
    ]
}
