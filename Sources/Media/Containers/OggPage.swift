import Formats

/// A page of an Ogg stream (RFC 3533 section 6).
struct OggPage {
    /// Continues a packet, begins or ends the stream: bits 1, 2 and 4.
    let flags: UInt8
    let position: UInt64
    let serial: UInt32
    /// How the content is cut into segments of up to 255 bytes.
    let segments: [UInt8]
    let content: Range<Int>

    /// Reads a page; its checksum must be right.
    init(_ reader: inout ByteReader) throws(MediaFault) {
        let start = reader.offset
        guard reader.pass(Array("OggS".utf8)), reader.uint8() == 0, let flags = reader.uint8(), flags & 0xF8 == 0 else {
            throw MediaFault(reader.remaining < 27 ? .cutOff : .malformed, at: start)
        }
        guard let position = reader.littleEndian(8), let serial = reader.littleEndian(4), reader.range(4) != nil,
            let checksum = reader.littleEndian(4), let count = reader.uint8(), let segments = reader.take(Int(count)),
            let content = reader.range(segments.reduce(0) { $0 + Int($1) })
        else { throw MediaFault(.cutOff, at: start) }
        self.flags = flags
        self.position = position
        self.serial = UInt32(truncatingIfNeeded: serial)
        self.segments = segments
        self.content = content
        var head = Array(reader.bytes[start..<content.lowerBound])
        for place in 22..<26 { head[place] = 0 }
        guard UInt64(Self.checksum(head, reader.bytes[content])) == checksum else {
            throw MediaFault(.malformed, at: start)
        }
    }

    /// The head of a page, for content that follows.
    static func head(
        flags: UInt8,
        position: UInt64,
        sequence: Int,
        segments: [UInt8],
        content: some Sequence<UInt8>
    ) -> [UInt8] {
        var head = Array("OggS".utf8) + [0, flags]
        head.append(littleEndian: position, count: 8)
        // One stream needs no number that tells it from others; one by chance could be known again.
        head.append(littleEndian: 1, count: 4)
        head.append(littleEndian: sequence, count: 4)
        head += [0, 0, 0, 0, UInt8(truncatingIfNeeded: segments.count)] + segments
        let sum = checksum(head, content)
        for place in 0..<4 { head[22 + place] = UInt8(truncatingIfNeeded: sum >> (8 * UInt32(place))) }
        return head
    }

    private static let table: [UInt32] = (0..<256).map { index in
        var remainder = UInt32(index) << 24
        for _ in 0..<8 { remainder = remainder & 0x8000_0000 == 0 ? remainder << 1 : remainder << 1 ^ 0x04C1_1DB7 }
        return remainder
    }

    /// CRC-32 with the highest bit first, as section 6 has it.
    private static func checksum(_ head: [UInt8], _ content: some Sequence<UInt8>) -> UInt32 {
        let table = table
        func step(_ remainder: UInt32, _ byte: UInt8) -> UInt32 {
            remainder << 8 ^ table[Int(UInt8(truncatingIfNeeded: remainder >> 24) ^ byte)]
        }
        return content.reduce(head.reduce(0, step), step)
    }
}
