import Formats

/// GIF (GIF89a specification): pictures, their timing and how often they repeat; no comments, texts or data of programs.
enum GIFCleaner {
    static func clean(_ bytes: [UInt8], _ limits: MediaLimits) throws(MediaFault) -> CleanedMedia {
        var reader = ByteReader(bytes)
        var list = PieceList()
        var pictures = 0
        let short = MediaFault(.cutOff, at: bytes.count)
        guard reader.range(6) != nil, let width = reader.littleEndian(2), let height = reader.littleEndian(2),
            let flags = reader.uint8(), reader.range(2) != nil, reader.range(tableCount(flags)) != nil
        else { throw short }
        let size = (width: Int(width), height: Int(height))
        try limits.check(width: size.width, height: size.height, at: 6)
        list.copy(0..<reader.offset)
        while true {
            let start = reader.offset
            guard let introducer = reader.uint8() else { throw short }
            switch introducer {
            case 0x3B:
                guard pictures > 0 else { throw MediaFault(.nothingInIt) }
                list.write([0x3B])
                if !reader.isAtEnd { list.removed.insert(.hidden) }
                return CleanedMedia(kind: .gif, size: size, pieces: list.pieces, removed: list.removed)
            case 0x2C:
                pictures += 1
                guard pictures <= limits.parts, pictures * size.width * size.height <= 16 * limits.pixels else {
                    throw MediaFault(.tooLarge, at: start)
                }
                guard reader.range(8) != nil, let flags = reader.uint8(), reader.range(tableCount(flags)) != nil,
                    reader.range(1) != nil
                else { throw short }
                try passBlocks(&reader)
                list.copy(start..<reader.offset)
            case 0x21: try extensionBlock(&reader, from: start, into: &list)
            default: throw MediaFault(.malformed, at: start)
            }
        }
    }

    private static func extensionBlock(
        _ reader: inout ByteReader,
        from start: Int,
        into list: inout PieceList
    ) throws(MediaFault) {
        guard let label = reader.uint8() else { throw MediaFault(.cutOff, at: start) }
        let content = reader.offset
        try passBlocks(&reader)
        let whole = reader.bytes[start..<reader.offset]
        switch label {
        case 0xF9:
            guard whole.count == 8, reader.bytes[content] == 4 else { throw MediaFault(.malformed, at: start) }
            list.copy(start..<reader.offset)
        case 0xFF:
            // How often it repeats: one block of the number 1 and a count.
            let loop = [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1]
            if whole.count == 19, whole.starts(with: loop) {
                list.copy(start..<reader.offset)
            } else {
                list.removed.insert(.applicationData)
            }
        case 0xFE, 0x01: list.removed.insert(.text)
        default: list.removed.insert(.applicationData)
        }
    }

    /// Passes over blocks of up to 255 bytes, and the empty one that ends them.
    private static func passBlocks(_ reader: inout ByteReader) throws(MediaFault) {
        while true {
            guard let count = reader.uint8(), reader.range(Int(count)) != nil else {
                throw MediaFault(.cutOff, at: reader.end)
            }
            if count == 0 { return }
        }
    }

    /// How many bytes a table of colours takes.
    private static func tableCount(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }
}
