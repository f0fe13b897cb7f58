import Formats

/// MP3 (ISO/IEC 11172-3, 13818-3): frames only; tags of every version stand between, before or behind them.
struct MP3Cleaner {
    /// The first bytes of a frame.
    private struct Head {
        /// What all frames of a recording have in common: version, layer and sampling rate.
        let family: UInt32
        /// How many bytes the frame has.
        let count: Int
        /// Where the notes of an encoder would stand, within the frame.
        let notes: Int

        init?(_ bytes: [UInt8], at offset: Int) {
            guard offset >= 0, offset + 4 <= bytes.count, bytes[offset] == 0xFF, bytes[offset + 1] & 0xE0 == 0xE0 else {
                return nil
            }
            let (second, third, fourth) = (bytes[offset + 1], bytes[offset + 2], bytes[offset + 3])
            let (version, layer) = (second >> 3 & 3, second >> 1 & 3)
            let (rate, sampling) = (Int(third >> 4), Int(third >> 2 & 3))
            // Layer III alone; version 1 is reserved, and a rate of 0 leaves the length open.
            guard version != 1, layer == 1, (1...14).contains(rate), sampling < 3 else { return nil }
            let isFirst = version == 3
            let rates =
                isFirst
                ? [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
                : [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
            let frequencies = [44_100, 48_000, 32_000]
            let frequency = frequencies[sampling] / (isFirst ? 1 : version == 2 ? 2 : 4)
            count = (isFirst ? 144_000 : 72_000) * rates[rate] / frequency + Int(third >> 1 & 1)
            family = UInt32(version) << 8 | UInt32(sampling)
            let isMono = fourth >> 6 == 3
            notes = 4 + (isFirst ? (isMono ? 17 : 32) : (isMono ? 9 : 17))
        }
    }

    /// Whether frames begin at the first byte.
    static func isFrames(_ bytes: [UInt8]) -> Bool { run(bytes, at: 0, family: nil) }

    static func clean(_ bytes: [UInt8], _ limits: MediaLimits) throws(MediaFault) -> CleanedMedia {
        var list = PieceList()
        var offset = 0
        var family: UInt32?
        var frames = 0
        while offset < bytes.count {
            if let tag = tagCount(bytes, at: offset) {
                list.removed.insert(.text)
                offset += tag
                continue
            }
            // Within a run each frame vouches for the next; after anything else two must follow one another.
            guard let head = Head(bytes, at: offset), offset + head.count <= bytes.count,
                family == nil || head.family == family,
                run(bytes, at: offset, family: family) || isLast(bytes, after: offset + head.count)
            else {
                list.removed.insert(.hidden)
                offset += 1
                continue
            }
            family = head.family
            if hasNotes(bytes, offset, head) {
                list.removed.insert(.applicationData)
            } else {
                list.copy(offset..<offset + head.count)
                frames += 1
            }
            offset += head.count
        }
        guard frames > 0 else { throw MediaFault(.nothingInIt) }
        return CleanedMedia(kind: .mp3, size: nil, pieces: list.pieces, removed: list.removed)
    }

    /// Whether a frame begins here and another one of its family behind it.
    private static func run(_ bytes: [UInt8], at offset: Int, family: UInt32?) -> Bool {
        guard let head = Head(bytes, at: offset), let next = Head(bytes, at: offset + head.count) else { return false }
        return head.family == next.family && (family == nil || family == head.family)
    }

    /// Whether the recording ends here, or goes on with a tag.
    private static func isLast(_ bytes: [UInt8], after offset: Int) -> Bool {
        offset == bytes.count || tagCount(bytes, at: offset) != nil
    }

    /// How many bytes a tag that begins here takes; nil if none does.
    private static func tagCount(_ bytes: [UInt8], at offset: Int) -> Int? {
        func begins(_ text: String) -> Bool { bytes[offset...].starts(with: text.utf8) }
        let left = bytes.count - offset
        if begins("ID3"), left >= 10 {
            let length = bytes[offset + 6..<offset + 10].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
            return min(left, 10 + length + (bytes[offset + 5] & 0x10 == 0 ? 0 : 10))
        }
        if begins("APETAGEX"), left >= 32 {
            // The tag's head gives the length of what follows; its foot is part of that.
            let length = bytes[offset + 12..<offset + 16].reversed().reduce(0) { $0 << 8 | Int($1) }
            let isHead = bytes[offset + 23] & 0x20 != 0
            return min(left, 32 + (isHead ? length : 0))
        }
        if begins("TAG"), left >= 128 { return 128 }
        if begins("LYRICSBEGIN") { return left }
        return nil
    }

    /// Whether a frame holds no sound but the notes of an encoder: its name, its settings, a table for jumping.
    private static func hasNotes(_ bytes: [UInt8], _ offset: Int, _ head: Head) -> Bool {
        func has(_ text: String, _ place: Int) -> Bool {
            place + 4 <= head.count && bytes[(offset + place)...].starts(with: text.utf8)
        }
        return has("Xing", head.notes) || has("Info", head.notes) || has("VBRI", 36)
    }
}
