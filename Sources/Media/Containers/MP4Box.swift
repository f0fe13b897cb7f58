import Formats

/// A box of an ISO base media file (ISO/IEC 14496-12 clause 4.2).
struct MP4Box {
    let type: String
    /// The content, without the length and the type.
    let content: Range<Int>

    /// The boxes of a stretch; a last one may go on to its end.
    static func all(
        _ bytes: [UInt8],
        in range: Range<Int>,
        _ limits: MediaLimits,
        endingWithZero: Bool = false
    ) throws(MediaFault) -> [MP4Box] {
        var reader = ByteReader(bytes, in: range)
        var boxes: [MP4Box] = []
        while !reader.isAtEnd {
            let start = reader.offset
            guard let short = reader.int32() else { throw MediaFault(.cutOff, at: start) }
            // QuickTime ends some lists with a length of zero and nothing behind it.
            if short == 0, endingWithZero, reader.remaining < 4 { break }
            guard let name = reader.take(4) else { throw MediaFault(.cutOff, at: start) }
            var length = UInt64(short)
            if short == 1 {
                guard let long = reader.bigEndian(8) else { throw MediaFault(.cutOff, at: start) }
                length = long
            } else if short == 0 {
                length = UInt64(reader.end - start)
            }
            let head = reader.offset - start
            guard length >= UInt64(head), length - UInt64(head) <= UInt64(reader.remaining),
                let content = reader.range(Int(length) - head)
            else { throw MediaFault(length < UInt64(head) ? .malformed : .cutOff, at: start) }
            boxes.append(MP4Box(type: String(decoding: name, as: UTF8.self), content: content))
            guard boxes.count <= limits.parts else { throw MediaFault(.tooLarge, at: start) }
        }
        return boxes
    }

    /// A box of some bytes.
    static func bytes(_ type: String, _ content: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.append(bigEndian: content.count + 8, count: 4)
        return result + Array(type.utf8) + content
    }
}
