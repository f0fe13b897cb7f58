import Formats

/// A chunk of a RIFF file: a name of four letters, a length, its content, and a byte that makes it even.
struct RIFFChunk {
    let name: String
    /// The content, without the byte that makes it even.
    let content: Range<Int>

    /// The chunks of a stretch; a last one whose length says more than there is, is cut where the stretch ends if that
    /// is allowed.
    static func all(
        _ bytes: [UInt8],
        in range: Range<Int>,
        _ limits: MediaLimits,
        cuttingLast: Bool = false
    ) throws(MediaFault) -> [RIFFChunk] {
        var reader = ByteReader(bytes, in: range)
        var chunks: [RIFFChunk] = []
        // A single byte at the end is only what makes the file even.
        while reader.remaining > 1 {
            let start = reader.offset
            guard let name = reader.take(4), let length = reader.littleEndian(4).map({ Int($0) }) else {
                throw MediaFault(.cutOff, at: start)
            }
            guard length <= reader.remaining || cuttingLast else { throw MediaFault(.cutOff, at: start) }
            guard let content = reader.range(min(length, reader.remaining)) else {
                throw MediaFault(.cutOff, at: start)
            }
            chunks.append(RIFFChunk(name: String(decoding: name, as: UTF8.self), content: content))
            guard chunks.count <= limits.parts else { throw MediaFault(.tooLarge, at: start) }
            if content.count % 2 == 1 { _ = reader.range(1) }
        }
        return chunks
    }

    /// Appends a chunk to a list of pieces.
    static func write(_ name: String, _ content: PieceList, to list: inout PieceList) {
        var head = Array(name.utf8)
        head.append(littleEndian: content.count, count: 4)
        list.write(head)
        list.append(content)
        if content.count % 2 == 1 { list.write([0]) }
    }

    /// Appends this chunk to a list of pieces.
    func copy(to list: inout PieceList) {
        var part = PieceList()
        part.copy(content)
        Self.write(name, part, to: &list)
    }

    /// A whole file of a form.
    static func file(_ form: String, _ body: PieceList) -> PieceList {
        var list = PieceList()
        var head = Array("RIFF".utf8)
        head.append(littleEndian: body.count + 4, count: 4)
        list.write(head + Array(form.utf8))
        list.append(body)
        return list
    }

    /// The stretch of a file behind its form; nil if there is none.
    static func body(_ bytes: [UInt8]) -> (range: Range<Int>, hasMore: Bool)? {
        var reader = ByteReader(bytes)
        guard reader.range(4) != nil, let length = reader.littleEndian(4).map({ Int($0) }), reader.range(4) != nil
        else { return nil }
        let end = min(8 + max(length, 4), bytes.count)
        return (12..<max(end, 12), bytes.count > end + 1)
    }
}
