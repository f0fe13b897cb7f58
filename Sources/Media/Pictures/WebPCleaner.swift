import Formats

/// WebP (RFC 9649): the coded pictures, transparency and timing; no Exif, XMP or colour profile.
enum WebPCleaner {
    static func clean(_ bytes: [UInt8], _ limits: MediaLimits) throws(MediaFault) -> CleanedMedia {
        guard let (range, hasMore) = RIFFChunk.body(bytes) else { throw MediaFault(.cutOff, at: bytes.count) }
        let chunks = try RIFFChunk.all(bytes, in: range, limits)
        var body = PieceList()
        if hasMore { body.removed.insert(.hidden) }
        var size: (width: Int, height: Int)?
        var frames = 0
        for (index, chunk) in chunks.enumerated() {
            let fault = MediaFault(.malformed, at: chunk.content.lowerBound)
            switch chunk.name {
            case "VP8X":
                guard index == 0, let canvas = extended(bytes, chunk.content) else { throw fault }
                try limits.check(width: canvas.width, height: canvas.height, at: chunk.content.lowerBound)
                size = (canvas.width, canvas.height)
                var part = PieceList()
                part.write(canvas.bytes)
                RIFFChunk.write("VP8X", part, to: &body)
            case "VP8 ", "VP8L":
                guard let own = picture(bytes, chunk), frames == 0 else { throw fault }
                try limits.check(width: own.width, height: own.height, at: chunk.content.lowerBound)
                size = size ?? own
                frames = 1
                chunk.copy(to: &body)
            case "ALPH", "ANIM":
                guard size != nil, chunk.name == "ALPH" || chunk.content.count == 6 else { throw fault }
                chunk.copy(to: &body)
            case "ANMF":
                guard let size else { throw fault }
                frames += 1
                guard frames * size.width * size.height <= 16 * limits.pixels else { throw MediaFault(.tooLarge) }
                try frame(bytes, chunk, limits, into: &body)
            case "EXIF": body.removed.insert(.cameraData)
            case "XMP ": body.removed.insert(.text)
            case "ICCP": body.removed.insert(.colourProfile)
            default: body.removed.insert(.applicationData)
            }
        }
        guard let size, frames > 0 else { throw MediaFault(.nothingInIt) }
        let list = RIFFChunk.file("WEBP", body)
        return CleanedMedia(kind: .webp, size: size, pieces: list.pieces, removed: list.removed)
    }

    /// A picture of a moving one: its place and time, and the chunks of its picture.
    private static func frame(
        _ bytes: [UInt8],
        _ chunk: RIFFChunk,
        _ limits: MediaLimits,
        into body: inout PieceList
    ) throws(MediaFault) {
        guard chunk.content.count >= 16 else { throw MediaFault(.malformed, at: chunk.content.lowerBound) }
        var part = PieceList()
        part.copy(chunk.content.prefix(16))
        for inner in try RIFFChunk.all(bytes, in: chunk.content.dropFirst(16), limits) {
            switch inner.name {
            case "ALPH": inner.copy(to: &part)
            case "VP8 ", "VP8L":
                guard let own = picture(bytes, inner) else {
                    throw MediaFault(.malformed, at: inner.content.lowerBound)
                }
                try limits.check(width: own.width, height: own.height, at: inner.content.lowerBound)
                inner.copy(to: &part)
            default: part.removed.insert(.applicationData)
            }
        }
        RIFFChunk.write("ANMF", part, to: &body)
    }

    /// The canvas, and the chunk with only the marks of transparency and movement left.
    private static func extended(_ bytes: [UInt8], _ content: Range<Int>) -> (width: Int, height: Int, bytes: [UInt8])? {
        var reader = ByteReader(bytes, in: content)
        guard content.count == 10, let flags = reader.uint8(), reader.range(3) != nil,
            let width = reader.littleEndian(3), let height = reader.littleEndian(3)
        else { return nil }
        return (Int(width) + 1, Int(height) + 1, [flags & 0x12, 0, 0, 0] + bytes[content.suffix(6)])
    }

    /// The size that a coded picture declares (RFC 6386 section 9.1, RFC 9649 section 3.4).
    private static func picture(_ bytes: [UInt8], _ chunk: RIFFChunk) -> (width: Int, height: Int)? {
        var reader = ByteReader(bytes, in: chunk.content)
        if chunk.name == "VP8 " {
            guard reader.range(3) != nil, reader.pass([0x9D, 0x01, 0x2A]), let width = reader.littleEndian(2),
                let height = reader.littleEndian(2)
            else { return nil }
            return (Int(width & 0x3FFF), Int(height & 0x3FFF))
        }
        guard reader.pass([0x2F]), let bits = reader.littleEndian(4) else { return nil }
        return (Int(bits & 0x3FFF) + 1, Int(bits >> 14 & 0x3FFF) + 1)
    }
}
