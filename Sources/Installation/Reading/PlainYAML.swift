/// The part of YAML that packs are written in; the rest is refused before a parser sees it.
///
/// Anchors and aliases let a kilobyte stand for a terabyte, and mappings as keys make a parser compare such trees.
/// Packs need neither. The test is on the text, so that a parser's own limits do not matter.
enum PlainYAML {
    /// No pack file is longer.
    static let largestFile = 512 << 10
    /// How deep lists and mappings may stand within one another on lines of their own or in brackets.
    static let deepest = 24

    /// Why the text is not taken, and the line; nil if it may be parsed.
    static func objection(to text: String) -> (line: Int, message: String)? {
        guard text.utf8.count <= largestFile else {
            return (1, "the file is longer than \(largestFile) bytes. Split it into files.")
        }
        var depth = 0
        var line = 0
        for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
            line += 1
            let bytes = Array(row.utf8)
            let start = bytes.firstIndex { $0 != 0x20 } ?? bytes.endIndex
            guard start < bytes.endIndex, bytes[start] != UInt8(ascii: "#") else { continue }
            if bytes[start] == UInt8(ascii: "?"), isSpaceOrEnd(bytes, start + 1) {
                return (line, "a key is one word; keys after `?` are not taken.")
            }
            if bytes[start] == UInt8(ascii: "%") { return (line, "directives (%) are not taken.") }
            if dashes(bytes, from: start) > 2 { return (line, "a list within a list within a list is not taken.") }
            for (index, byte) in bytes.enumerated() {
                switch byte {
                case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"):
                    if opensToken(bytes, index), !isSpaceOrEnd(bytes, index + 1) {
                        return (line, "anchors (&), aliases (*) and tags (!) are not taken. Write the text out.")
                    }
                case UInt8(ascii: "["), UInt8(ascii: "{"):
                    depth += 1
                    if depth > deepest { return (line, "brackets stand more than \(deepest) deep.") }
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    depth = max(0, depth - 1)
                default:
                    break
                }
            }
            if start > deepest * 8 { return (line, "the line is indented by more than \(deepest * 8) spaces.") }
        }
        return nil
    }

    private static func isSpaceOrEnd(_ bytes: [UInt8], _ index: Int) -> Bool {
        index >= bytes.count || bytes[index] == 0x20 || bytes[index] == 0x09
    }

    /// Whether a token could begin here: at the start, or after space, a bracket or a comma.
    private static func opensToken(_ bytes: [UInt8], _ index: Int) -> Bool {
        guard index > 0 else { return true }
        return [0x20, 0x09, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ",")].contains(bytes[index - 1])
    }

    /// How many list marks stand at the start of the line.
    private static func dashes(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        var count = 0
        while index < bytes.count, bytes[index] == UInt8(ascii: "-"), isSpaceOrEnd(bytes, index + 1) {
            count += 1
            index += 1
            while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        }
        return count
    }
}
