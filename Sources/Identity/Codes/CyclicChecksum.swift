/// CRC-32 as in RFC 1952 section 8: finds slips and tells a token from any other text; protects against nobody.
package enum CyclicChecksum {
    /// The checksum of the bytes.
    package static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var remainder = UInt32.max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 {
                remainder = remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ 0xEDB8_8320
            }
        }
        return ~remainder
    }
}
