/// The grammar of JSON numbers.
package enum JSONNumber {
    /// The offset behind the number that starts at `start`; nil if none does.
    ///
    /// RFC 8259 section 6: `-? int frac? exp?`.
    package static func end(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index &+= 1 }
        let leading = index
        skipDigits(in: bytes, &index)
        guard index > leading, index == leading + 1 || bytes[leading] != UInt8(ascii: "0") else { return nil }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index &+= 1
            let first = index
            skipDigits(in: bytes, &index)
            guard index > first else { return nil }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index &+= 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index &+= 1
            }
            let first = index
            skipDigits(in: bytes, &index)
            guard index > first else { return nil }
        }
        return index
    }

    private static func skipDigits(in bytes: Span<UInt8>, _ index: inout Int) {
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index &+= 1 }
    }
}
