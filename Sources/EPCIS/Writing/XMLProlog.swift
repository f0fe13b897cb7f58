/// What stands before the root of an XML document.
public enum XMLProlog {
    /// The document with spaces in the place of a document type declaration that only names the root.
    ///
    /// Examples of GS1 have one (`<!DOCTYPE project>`). It declares nothing, so that it can be passed over; one with an
    /// external or internal subset stays, and is refused by the reader.
    public static func withoutEmptyDoctype(_ bytes: [UInt8]) -> [UInt8] {
        let mark = Array("<!DOCTYPE".utf8)
        guard bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) == mark[0] else { return bytes }
        var index = 0
        while let open = bytes[index...].firstIndex(of: mark[0]), open + 1 < bytes.count {
            guard bytes[open + 1] == UInt8(ascii: "?") || bytes[open + 1] == UInt8(ascii: "!"),
                let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
            else { return bytes }
            if bytes[open...].starts(with: mark) {
                let name = JSONEventPass.trimmed(bytes[(open + mark.count)..<close])
                guard XMLOutput.isName(name) else { return bytes }
                var result = bytes
                for position in open...close where result[position] != 0x0A { result[position] = 0x20 }
                return result
            }
            index = close + 1
        }
        return bytes
    }
}
