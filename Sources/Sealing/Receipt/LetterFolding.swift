import Foundation

/// Words as an old phone types them: small letters a to z, without accents.
enum LetterFolding {
    /// The letters of a text without case and accents; nil if it holds anything but letters.
    static func fold(_ text: some StringProtocol) -> [UInt8]? {
        var letters: [UInt8] = []
        for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.value {
            case 0x61...0x7A: letters.append(UInt8(scalar.value))
            // Combining diacritical marks: the accents of a decomposed text.
            case 0x300...0x36F: continue
            case 0xE6: letters += Array("ae".utf8)
            case 0x153: letters += Array("oe".utf8)
            default: return nil
            }
        }
        return letters
    }

    /// How many letters must be changed, added, left out or exchanged with their neighbour to make one word of another.
    ///
    /// Complexity: O(m·n).
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(
                    previous[column] + (letter == other ? 0 : 1),
                    previous[column + 1] + 1,
                    current[column] + 1
                )
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            (before, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
