import Formats

/// Ogg with one stream of Opus or Vorbis: the sound, its heads, and comments with nothing in them.
struct OggCleaner {
    private var reader: ByteReader
    private let limits: MediaLimits
    private var list = PieceList()
    private var sequence = 0

    static func clean(_ bytes: [UInt8], _ limits: MediaLimits) throws(MediaFault) -> CleanedMedia {
        var cleaner = OggCleaner(reader: ByteReader(bytes), limits: limits)
        return try cleaner.run()
    }

    private init(reader: ByteReader, limits: MediaLimits) { (self.reader, self.limits) = (reader, limits) }

    private mutating func run() throws(MediaFault) -> CleanedMedia {
        let first = try OggPage(&reader)
        let fault = MediaFault(.unsupported, at: 0)
        guard first.flags & 0x02 != 0, first.segments.count == 1 else { throw fault }
        let packet = Array(reader.bytes[first.content])
        if let head = VorbisComments.opusHead(packet) {
            writePage([head], flags: 2)
            let packets = try packets(1, of: first.serial)
            guard packets[0].starts(with: Array("OpusTags".utf8)) else { throw MediaFault(.malformed) }
            note(packets[0], VorbisComments.opus)
            writePage([VorbisComments.opus], flags: 0)
        } else if let head = VorbisComments.vorbisHead(packet) {
            writePage([head], flags: 2)
            let packets = try packets(2, of: first.serial)
            guard VorbisComments.isVorbisComments(packets[0]), VorbisComments.isVorbisSetup(packets[1]) else {
                throw MediaFault(.malformed)
            }
            note(packets[0], VorbisComments.vorbis)
            writePage([VorbisComments.vorbis, packets[1]], flags: 0)
        } else {
            throw fault
        }
        try sound(first.serial)
        return CleanedMedia(kind: .ogg, size: nil, pieces: list.pieces, removed: list.removed)
    }

    private mutating func note(_ found: [UInt8], _ written: [UInt8]) {
        if found != written { list.removed.insert(.text) }
    }

    /// So many whole packets, which end with a page, as both standards have it before the sound.
    private mutating func packets(_ count: Int, of serial: UInt32) throws(MediaFault) -> [[UInt8]] {
        var packets: [[UInt8]] = [[]]
        while true {
            let start = reader.offset
            let page = try OggPage(&reader)
            guard page.serial == serial, page.flags & 0x02 == 0 else { throw MediaFault(.unsupported, at: start) }
            var place = page.content.lowerBound
            for (index, segment) in page.segments.enumerated() {
                packets[packets.count - 1] += reader.bytes[place..<place + Int(segment)]
                place += Int(segment)
                guard segment < 255 else { continue }
                if packets.count == count {
                    guard index == page.segments.count - 1 else { throw MediaFault(.malformed, at: start) }
                    return packets
                }
                packets.append([])
            }
        }
    }

    /// Writes whole packets on as many pages as they need.
    private mutating func writePage(_ packets: [[UInt8]], flags: UInt8) {
        var segments: [UInt8] = []
        for packet in packets {
            segments += repeatElement(255, count: packet.count / 255)
            segments.append(UInt8(packet.count % 255))
        }
        var rest = packets.flatMap(\.self)[...]
        var isContinued = false
        while !segments.isEmpty {
            let part = Array(segments.prefix(255))
            segments.removeFirst(part.count)
            let content = rest.prefix(part.reduce(0) { $0 + Int($1) })
            rest = rest.dropFirst(content.count)
            // A page on which no packet ends has no position.
            let position: UInt64 = part.contains { $0 < 255 } ? 0 : .max
            let head = OggPage.head(
                flags: flags | (isContinued ? 1 : 0),
                position: position,
                sequence: sequence,
                segments: part,
                content: content
            )
            list.write(head + content)
            isContinued = part.last == 255
            sequence += 1
        }
    }

    private mutating func sound(_ serial: UInt32) throws(MediaFault) {
        var pages = 0
        while !reader.isAtEnd {
            let start = reader.offset
            let page = try OggPage(&reader)
            // A second stream, beside or behind the first, could hold anything.
            guard page.serial == serial, page.flags & 0x02 == 0 else { throw MediaFault(.unsupported, at: start) }
            let content = page.content
            list.write(
                OggPage.head(
                    flags: page.flags,
                    position: page.position,
                    sequence: sequence,
                    segments: page.segments,
                    content: reader.bytes[content]
                )
            )
            list.copy(content)
            sequence += 1
            pages += 1
            guard pages <= limits.parts else { throw MediaFault(.tooLarge, at: start) }
            if page.flags & 0x04 != 0 {
                if !reader.isAtEnd { list.removed.insert(.hidden) }
                break
            }
        }
        guard pages > 0 else { throw MediaFault(.nothingInIt) }
    }
}
