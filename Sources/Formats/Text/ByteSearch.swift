/// Finds the bytes at which a text stops being plain, eight bytes at a time.
public enum ByteSearch {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// A high bit for each byte of the word that is zero; bits above the first such byte may be wrong.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

    @inline(__always)
    private static func word(_ bytes: RawSpan, _ index: Int) -> UInt64 {
        UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// The offset of the first quotation mark, backslash or control character from an offset on; the count if there is
    /// none.
    ///
    /// Complexity: O(n).
    public static func stringStop(in bytes: Span<UInt8>, from: Int) -> Int {
        var index = from
        let raw = bytes.bytes
        while index &+ 8 <= bytes.count {
            let word = word(raw, index)
            let quote = zeros(word ^ (ones &* 0x22))
            let backslash = zeros(word ^ (ones &* 0x5C))
            let control = (word &- (ones &* 0x20)) & ~word & highs
            let hits = quote | backslash | control
            if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 { return index }
            index &+= 1
        }
        return index
    }

    /// The offset of the first `<`, `&` or control character from an offset on; the count if there is none.
    ///
    /// Complexity: O(n).
    public static func textStop(in bytes: Span<UInt8>, from: Int) -> Int {
        var index = from
        let raw = bytes.bytes
        while index &+ 8 <= bytes.count {
            let word = word(raw, index)
            let opening = zeros(word ^ (ones &* 0x3C))
            let ampersand = zeros(word ^ (ones &* 0x26))
            let control = (word &- (ones &* 0x20)) & ~word & highs
            let hits = opening | ampersand | control
            if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x3C || byte == 0x26 || byte < 0x20 { return index }
            index &+= 1
        }
        return index
    }

    /// How often a byte occurs.
    ///
    /// Complexity: O(n).
    public static func count(of wanted: UInt8, in bytes: Span<UInt8>) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var total = 0
            for byte in buffer where byte == wanted { total &+= 1 }
            return total
        }
    }
}
