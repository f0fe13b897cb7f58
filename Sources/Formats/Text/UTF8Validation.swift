/// Checks bytes against the UTF-8 encoding form (Unicode 16.0, table 3-7).
public enum UTF8Validation {
    /// The offset of the first byte that is not part of well-formed UTF-8, or nil if all are.
    ///
    /// Complexity: O(n), eight bytes at a time while the text is ASCII.
    public static func firstFault(in bytes: Span<UInt8>) -> Int? {
        var index = 0
        let count = bytes.count
        while index < count {
            if index &+ 8 <= count {
                var high: UInt8 = 0
                for step in 0..<8 {
                    high |= bytes[index &+ step]
                }
                if high < 0x80 {
                    index &+= 8
                    continue
                }
            }
            let lead = bytes[index]
            if lead < 0x80 {
                index &+= 1
                continue
            }
            guard let length = sequenceLength(at: index, in: bytes) else { return index }
            index &+= length
        }
        return nil
    }

    /// The length of the well-formed multi-byte sequence that starts at the offset, or nil if there is none.
    private static func sequenceLength(at index: Int, in bytes: Span<UInt8>) -> Int? {
        let lead = bytes[index]
        let length: Int
        var secondRange: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, secondRange) = (3, 0xA0...0xBF)
        case 0xED: (length, secondRange) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, secondRange) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, secondRange) = (4, 0x80...0x8F)
        default: return nil
        }
        guard index &+ length <= bytes.count, secondRange.contains(bytes[index &+ 1]) else { return nil }
        for step in 2..<max(2, length) where bytes[index &+ step] & 0xC0 != 0x80 {
            return nil
        }
        return length
    }
}
