import Foundation

/// Makes spellings of one name equal: case, accents, apostrophes and spaces around it do not count.
enum NameFolding {
    /// The name as it is looked up.
    static func fold(_ name: String) -> String {
        let decomposed = name.prefix(200).lowercased().decomposedStringWithCanonicalMapping
        var folded = ""
        var hasSpace = false
        for scalar in decomposed.unicodeScalars {
            switch scalar.value {
            case 0x300...0x36F: continue
            case 0x20, 0x09, 0xA0, 0x202F: hasSpace = !folded.isEmpty
            default:
                if hasSpace { folded.append(" ") }
                hasSpace = false
                folded.unicodeScalars.append(scalar.value == 0x2019 ? "'" : scalar)
            }
        }
        return folded
    }
}
