import Foundation

/// Makes spellings of one word or name equal: case, accents, the shape of apostrophes and spaces around it do not count.
public enum WordFolding {
    /// The word as it is looked up; spaces in a row within it count as one.
    public static func fold(_ word: String) -> String {
        let decomposed = word.lowercased().decomposedStringWithCanonicalMapping
        var folded = ""
        var hasSpace = false
        for scalar in decomposed.unicodeScalars {
            // Combining diacritical marks: in a decomposed text every accent of Latin, Greek and Cyrillic is one.
            if (0x300...0x36F).contains(scalar.value) { continue }
            if scalar.properties.isWhitespace {
                hasSpace = !folded.isEmpty
                continue
            }
            if hasSpace { folded.append(" ") }
            hasSpace = false
            folded.unicodeScalars.append(scalar == "\u{2019}" ? "'" : scalar)
        }
        return folded
    }
}
