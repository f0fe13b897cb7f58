/// What the XML binding cannot say of JSON, beside the XML: a processing instruction that holds a patch.
///
/// A processing instruction is no part of the event: schemas, other readers and the event hash id pass over it.
enum JSONNote {
    static let opening = "<?touchstone-json "
    static let closing = "?>"

    /// Writes a note.
    static func append(_ patch: [UInt8], to out: inout [UInt8]) {
        out += opening.utf8
        for byte in patch {
            // Only strings of a JSON text hold this sign; unescaped it could end the instruction.
            if byte == UInt8(ascii: ">") { out += "\\u003e".utf8 } else { out.append(byte) }
        }
        out += closing.utf8
    }

    /// The note that stands directly before an element's end tag; nil if there is none.
    static func beforeEnd(of element: ArraySlice<UInt8>) -> [UInt8]? {
        guard let tag = element.lastIndex(of: UInt8(ascii: "<")), element[tag...].starts(with: "</".utf8) else {
            return nil
        }
        return atEnd(of: element[..<tag])
    }

    /// The note that ends the bytes, white space aside; nil if there is none.
    static func atEnd(of bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes = bytes
        while let last = bytes.last, last <= 0x20 { bytes = bytes.dropLast() }
        guard bytes.suffix(2).elementsEqual(closing.utf8) else { return nil }
        let inside = bytes.dropLast(2)
        guard let start = inside.lastIndex(of: UInt8(ascii: "<")) else { return nil }
        let candidate = inside[start...]
        guard candidate.starts(with: opening.utf8) else {
            // The sign may stand in a string of the note; then the note begins further ahead.
            return further(inside, before: start)
        }
        return Array(candidate.dropFirst(opening.utf8.count))
    }

    private static func further(_ bytes: ArraySlice<UInt8>, before: Int) -> [UInt8]? {
        var end = before
        while let start = bytes[..<end].lastIndex(of: UInt8(ascii: "<")) {
            if bytes[start...].starts(with: opening.utf8) {
                return Array(bytes[start...].dropFirst(opening.utf8.count))
            }
            // Nothing but a note may hold what looks like the end of one.
            if bytes[start..<end].contains(UInt8(ascii: ">")) { return nil }
            end = start
        }
        return nil
    }
}
