import Formats

/// AMR and AMR-WB (RFC 4867 section 5): one frame after another, and nothing between or behind them.
enum AMRCleaner {
    /// How many bytes follow the first of a frame, by its type; nil for types that are not used.
    private static let narrow: [Int?] = [12, 13, 15, 17, 19, 20, 26, 31, 5] + [Int?](repeating: nil, count: 6) + [0]
    private static let wide: [Int?] = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5] + [nil, nil, nil, nil, 0, 0]

    static func clean(_ bytes: [UInt8], _ limits: MediaLimits) throws(MediaFault) -> CleanedMedia {
        var reader = ByteReader(bytes)
        let counts: [Int?]
        if reader.pass(Array("#!AMR\n".utf8)) {
            counts = narrow
        } else if reader.pass(Array("#!AMR-WB\n".utf8)) {
            counts = wide
        } else {
            throw MediaFault(.unsupported, at: 0)
        }
        var list = PieceList()
        list.copy(0..<reader.offset)
        let first = reader.offset
        while !reader.isAtEnd {
            let start = reader.offset
            guard let head = reader.uint8(), head & 0x83 == 0, let count = counts[Int(head >> 3 & 15)] else {
                // What is behind the frames is no sound.
                guard start > first else { throw MediaFault(.malformed, at: start) }
                list.removed.insert(.hidden)
                break
            }
            // A last frame that is cut off is left out.
            guard reader.range(count) != nil else { break }
            list.copy(start..<reader.offset)
        }
        guard list.count > first else { throw MediaFault(.nothingInIt) }
        return CleanedMedia(kind: .amr, size: nil, pieces: list.pieces, removed: list.removed)
    }
}
