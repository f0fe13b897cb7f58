import Vocabulary

/// A text brought nearer to the default alphabet, together with everything that was changed.
///
/// It makes a message cheaper and lets it reach phones without other letters, but it changes what is said: `año` stays,
/// `reçu` becomes `recu`. So it is never done unasked, and what it changed is part of the result.
public struct Transliteration: Sendable, Hashable {
    /// A character that was replaced.
    public struct Change: Sendable, Hashable {
        /// The character as it was.
        public let original: String
        /// What stands in its place.
        public let replacement: String
        /// How often.
        public let count: Int
    }

    /// The text after the changes.
    public let text: String
    /// What was changed, in the order of the first place.
    public let changes: [Change]
    /// The characters outside the default alphabet that have no replacement and stand as they were.
    public let remaining: [String]

    private static let replacements: [Unicode.Scalar: String] = [
        "‘": "'", "’": "'", "‚": "'", "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "–": "-", "—": "-",
        "\u{2011}": "-", "\u{2212}": "-", "…": "...", "\u{A0}": " ", "\u{202F}": " ", "\u{2009}": " ", "œ": "oe",
        "Œ": "OE", "•": "-", "·": ".", "ª": "a", "º": "o", "°": " deg", "×": "x",
    ]

    /// Replaces accented letters that the alphabet lacks by their letters, digits of any script by ours, and marks of
    /// print by those of a typewriter; what is in the alphabet stays.
    public init(_ text: String) {
        var output = ""
        var order: [String] = []
        var counts: [String: (replacement: String, count: Int)] = [:]
        var remaining: [String] = []
        for character in text {
            let original = String(character)
            if DefaultAlphabet.septets(of: original) != nil {
                output += original
            } else if let replacement = Self.replacement(for: character) {
                output += replacement
                if counts[original] == nil { order.append(original) }
                counts[original] = (replacement, (counts[original]?.count ?? 0) + 1)
            } else {
                output += original
                if !remaining.contains(original) { remaining.append(original) }
            }
        }
        self.text = output
        self.remaining = remaining
        changes = order.compactMap { original in
            counts[original].map { Change(original: original, replacement: $0.replacement, count: $0.count) }
        }
    }

    private static func replacement(for character: Character) -> String? {
        let scalars = character.unicodeScalars
        if scalars.count == 1, let scalar = scalars.first {
            if let found = replacements[scalar] { return found }
            if let digit = DecimalDigit.value(of: scalar) { return String(digit) }
        }
        let composed = composed(character)
        if let composed { return composed }
        let folded = WordFolding.fold(String(character))
        guard folded.unicodeScalars.count == 1, let letter = folded.unicodeScalars.first, letter.isASCII else {
            return nil
        }
        return character.isUppercase ? folded.uppercased() : folded
    }

    /// A letter of the alphabet that was written as a letter and an accent, such as `e` with U+0301.
    private static func composed(_ character: Character) -> String? {
        guard character.unicodeScalars.count > 1 else { return nil }
        // Characters are equal if they are canonically equivalent.
        return "èéùìòÇÅåÉÄÖÑÜäöñüà".first { $0 == character }.map { String($0) }
    }
}
