import Formats

/// An element of a Matroska file (RFC 8794): a number that says what it is, a length, its content.
struct EBMLElement {
    let id: UInt32
    let content: Range<Int>
    /// Whether the length was not written: it goes on to where something begins that cannot be in it.
    let isOpen: Bool

    /// Reads the next element of a stretch.
    init(_ reader: inout ByteReader) throws(MediaFault) {
        let start = reader.offset
        guard let first = reader.uint8(), first >= 0x10 else {
            throw MediaFault(reader.isAtEnd ? .cutOff : .malformed, at: start)
        }
        var id = UInt32(first)
        for _ in 0..<first.leadingZeroBitCount {
            guard let byte = reader.uint8() else { throw MediaFault(.cutOff, at: start) }
            id = id << 8 | UInt32(byte)
        }
        guard let head = reader.uint8() else { throw MediaFault(.cutOff, at: start) }
        guard head > 0 else { throw MediaFault(.malformed, at: start) }
        let more = head.leadingZeroBitCount
        var length = UInt64(head) & (0x7F >> UInt64(more))
        for _ in 0..<more {
            guard let byte = reader.uint8() else { throw MediaFault(.cutOff, at: start) }
            length = length << 8 | UInt64(byte)
        }
        self.id = id
        isOpen = length == (1 << (7 * UInt64(more + 1))) - 1
        if isOpen {
            content = reader.offset..<reader.end
        } else {
            guard length <= UInt64(reader.remaining), let range = reader.range(Int(length)) else {
                throw MediaFault(.cutOff, at: start)
            }
            content = range
        }
    }

    /// The elements of a stretch, none of which may be open.
    static func all(_ bytes: [UInt8], in range: Range<Int>, _ limits: MediaLimits) throws(MediaFault) -> [EBMLElement] {
        var reader = ByteReader(bytes, in: range)
        var elements: [EBMLElement] = []
        while !reader.isAtEnd {
            let element = try EBMLElement(&reader)
            guard !element.isOpen else { throw MediaFault(.unsupported, at: element.content.lowerBound) }
            elements.append(element)
            guard elements.count <= limits.parts else { throw MediaFault(.tooLarge, at: range.lowerBound) }
        }
        return elements
    }

    /// The content as a number; nil if it is longer than eight bytes.
    func number(_ bytes: [UInt8]) -> UInt64? {
        content.isEmpty ? 0 : content.count > 8 ? nil : bytes[content].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Appends an element to a list of pieces, its length in eight bytes.
    static func write(_ id: UInt32, _ content: PieceList, to list: inout PieceList) {
        var head = idBytes(id) + [0x01]
        head.append(bigEndian: content.count, count: 7)
        list.write(head)
        list.append(content)
    }

    /// Appends an element of a few bytes.
    static func write(_ id: UInt32, _ bytes: [UInt8], to list: inout PieceList) {
        var part = PieceList()
        part.write(bytes)
        write(id, part, to: &list)
    }

    /// Appends this element.
    func copy(to list: inout PieceList) {
        var part = PieceList()
        part.copy(content)
        Self.write(id, part, to: &list)
    }

    private static func idBytes(_ id: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: id, count: 4)
        return Array(bytes.drop { $0 == 0 })
    }
}
