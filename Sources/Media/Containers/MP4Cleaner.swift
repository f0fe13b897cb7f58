import Formats

/// MP4, M4A, 3GP and QuickTime: tracks of picture and sound, and of the data only what these tracks name.
///
/// Everything else goes: places, makes, titles and times, tracks of places and movements, and bytes between the samples,
/// where some phones keep a further film.
enum MP4Cleaner {
    /// Brands that may stay named; what else a file says that it is, says who made it.
    private static let brands: Set<String> = [
        "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "qt  ", "3gp4", "3gp5", "3gp6", "3g2a", "M4A ",
        "M4V ", "dash", "hvc1", "av01",
    ]

    static func clean(_ bytes: [UInt8], _ limits: MediaLimits) throws(MediaFault) -> CleanedMedia {
        let boxes = try MP4Box.all(bytes, in: 0..<bytes.count, limits)
        let movies = boxes.filter { $0.type == "moov" }
        let data = boxes.filter { $0.type == "mdat" }.map(\.content)
        guard !boxes.contains(where: { $0.type == "moof" || $0.type == "styp" }) else { throw MediaFault(.unsupported) }
        guard let movie = movies.first, !data.isEmpty else { throw MediaFault(.nothingInIt) }
        guard movies.count == 1 else { throw MediaFault(.malformed) }
        var list = PieceList()
        let file = fileType(bytes, boxes, &list)
        list.write(file.box)

        let inner = try MP4Box.all(bytes, in: movie.content, limits, endingWithZero: true)
        guard !inner.contains(where: { $0.type == "mvex" || $0.type == "cmov" }) else { throw MediaFault(.unsupported) }
        guard let head = inner.first(where: { $0.type == "mvhd" })?.content else { throw MediaFault(.malformed) }
        if MP4Track.hasTimes(bytes, head) { list.removed.insert(.times) }
        if inner.contains(where: { !["mvhd", "trak"].contains($0.type) }) { list.removed.insert(.text) }
        let headBox = MP4Box.bytes("mvhd", try MP4Track.timeless(bytes, head, lengths: (100, 112)))
        var tracks: [MP4Track] = []
        for box in inner where box.type == "trak" {
            guard
                let track = try MP4Track(bytes, box.content, data: data, isQuickTime: file.isQuickTime, limits)
            else {
                list.removed.insert(.tracks)
                continue
            }
            tracks.append(track)
            list.removed.formUnion(track.removed)
        }
        if boxes.contains(where: { !["ftyp", "moov", "mdat", "wide"].contains($0.type) }) {
            list.removed.insert(.applicationData)
        }
        try write(tracks, headBox, data, into: &list)
        return CleanedMedia(kind: .mp4, size: tracks.lazy.compactMap(\.size).first, pieces: list.pieces, removed: list.removed)
    }

    private static func fileType(
        _ bytes: [UInt8],
        _ boxes: [MP4Box],
        _ list: inout PieceList
    ) -> (box: [UInt8], isQuickTime: Bool) {
        guard let box = boxes.first, box.type == "ftyp", box.content.count >= 8 else {
            return (MP4Box.bytes("ftyp", Array("qt  ".utf8) + [0, 0, 0, 0] + Array("qt  ".utf8)), true)
        }
        let content = Array(bytes[box.content])
        func brand(_ offset: Int) -> String { String(decoding: content[offset..<offset + 4], as: UTF8.self) }
        let major = brands.contains(brand(0)) ? brand(0) : "isom"
        let compatible = stride(from: 8, to: content.count - 3, by: 4).map(brand).filter { brands.contains($0) }
        let written = MP4Box.bytes(
            "ftyp",
            Array(major.utf8) + [0, 0, 0, 0] + compatible.flatMap { Array($0.utf8) }
        )
        if Array(written.dropFirst(8)) != content { list.removed.insert(.applicationData) }
        return (written, major == "qt  ")
    }

    /// Writes the tracks, and behind them their chunks in the order in which they lay.
    private static func write(
        _ tracks: [MP4Track],
        _ head: [UInt8],
        _ data: [Range<Int>],
        into list: inout PieceList
    ) throws(MediaFault) {
        let all = tracks.indices.flatMap { track in
            tracks[track].chunks.enumerated().map { (range: $0.element, track: track, index: $0.offset) }
        }
        let ordered = all.sorted { $0.range.lowerBound < $1.range.lowerBound }
        guard !ordered.isEmpty else { throw MediaFault(.nothingInIt) }
        // Bytes that two tracks name would be written twice: no recorder does that, and a small file could grow large.
        for (left, right) in zip(ordered, ordered.dropFirst()) where left.range.upperBound > right.range.lowerBound {
            throw MediaFault(.malformed, at: right.range.lowerBound)
        }
        let total = ordered.reduce(0) { $0 + $1.range.count }
        if total != data.reduce(0, { $0 + $1.count }) { list.removed.insert(.hidden) }

        func movie(from start: Int) -> [UInt8] {
            var offsets = tracks.map { [Int](repeating: 0, count: $0.chunks.count) }
            var place = start
            for chunk in ordered {
                offsets[chunk.track][chunk.index] = place
                place += chunk.range.count
            }
            return MP4Box.bytes("moov", head + tracks.indices.flatMap { tracks[$0].box(offsets: offsets[$0]) })
        }
        // Its length does not depend on the offsets.
        let start = list.count + movie(from: 0).count + 8
        guard start + total < 1 << 32 else { throw MediaFault(.tooLong) }
        list.write(movie(from: start))
        var front: [UInt8] = []
        front.append(bigEndian: total + 8, count: 4)
        list.write(front + Array("mdat".utf8))
        for chunk in ordered { list.copy(chunk.range) }
    }
}
