import Formats

/// A track of picture or sound, written anew: what a player needs, times and names set to nothing.
struct MP4Track {
    /// Where its samples lie, in the order of the track.
    let chunks: [Range<Int>]
    /// The size of its picture; nil for sound.
    let size: (width: Int, height: Int)?
    private(set) var removed: Set<CleanedMedia.Removed> = []
    private let before: [UInt8]
    private let media: [UInt8]
    private let information: [UInt8]
    private let tables: [UInt8]

    /// Reads a track; nil if it is neither picture nor sound.
    init?(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        data: [Range<Int>],
        isQuickTime: Bool,
        _ limits: MediaLimits
    ) throws(MediaFault) {
        let fault = MediaFault(.malformed, at: range.lowerBound)
        let track = try Self.children(bytes, range, limits)
        guard let media = track["mdia"], let head = track["tkhd"] else { throw fault }
        let inner = try Self.children(bytes, media, limits)
        guard let handler = inner["hdlr"], handler.count >= 12, let mediaHead = inner["mdhd"],
            let information = inner["minf"]
        else { throw fault }
        let kind = String(decoding: bytes[handler.lowerBound + 8..<handler.lowerBound + 12], as: UTF8.self)
        guard kind == "vide" || kind == "soun" else { return nil }
        let parts = try Self.children(bytes, information, limits)
        guard let table = parts["stbl"] else { throw fault }
        let tables = try Self.children(bytes, table, limits)
        guard let description = tables["stsd"] else { throw fault }
        chunks = try MP4SampleTable(bytes, tables, in: data).chunks

        var entries = MP4SampleEntries(isPicture: kind == "vide", limits: limits)
        let descriptions = try entries.read(bytes, description)
        size = entries.size
        var noted = entries.removed

        var before = MP4Box.bytes("tkhd", try Self.timeless(bytes, head, lengths: (84, 96)))
        if let edits = track["edts"] {
            before += MP4Box.bytes("edts", try Self.edits(bytes, edits, limits))
        }
        if !Set(track.keys).isSubset(of: ["tkhd", "edts", "mdia"]) { noted.insert(.text) }
        self.before = before

        var mediaBytes = try Self.timeless(bytes, mediaHead, lengths: (24, 36))
        // The language that the phone was set to: undetermined (clause 8.4.2).
        mediaBytes.replaceSubrange(mediaBytes.count - 4..<mediaBytes.count, with: [0x55, 0xC4, 0, 0])
        let component = isQuickTime ? Array("mhlr".utf8) : [0, 0, 0, 0]
        let handlerBytes = [0, 0, 0, 0] + component + Array(kind.utf8) + [UInt8](repeating: 0, count: 13)
        self.media = MP4Box.bytes("mdhd", mediaBytes) + MP4Box.bytes("hdlr", handlerBytes)
        if handler.count != handlerBytes.count || !bytes[handler].suffix(13).allSatisfy({ $0 == 0 }) {
            noted.insert(.text)
        }
        if Self.hasTimes(bytes, head) || Self.hasTimes(bytes, mediaHead) { noted.insert(.times) }

        let mediaInformation = kind == "vide" ? [0, 0, 0, 1] + [UInt8](repeating: 0, count: 8) : [UInt8](repeating: 0, count: 8)
        let reference = MP4Box.bytes("dref", [0, 0, 0, 0, 0, 0, 0, 1] + MP4Box.bytes("url ", [0, 0, 0, 1]))
        self.information =
            MP4Box.bytes(kind == "vide" ? "vmhd" : "smhd", mediaInformation) + MP4Box.bytes("dinf", reference)

        var kept = MP4Box.bytes("stsd", descriptions)
        for (name, entry) in [("stts", 8), ("ctts", 8), ("stss", 4), ("stsc", 12)] {
            guard let range = tables[name] else { continue }
            guard range.count >= 8, (range.count - 8) % entry == 0,
                Self.number(bytes, range.lowerBound + 4) == (range.count - 8) / entry
            else { throw MediaFault(.malformed, at: range.lowerBound) }
            kept += MP4Box.bytes(name, Array(bytes[range]))
        }
        if let sizes = tables["stsz"] { kept += MP4Box.bytes("stsz", Array(bytes[sizes])) }
        if !Set(tables.keys).isSubset(of: ["stsd", "stts", "ctts", "stss", "stsc", "stsz", "stco", "co64"]) {
            noted.insert(.applicationData)
        }
        self.tables = kept
        removed = noted
    }

    /// The track, its chunks being where they are now.
    func box(offsets: [Int]) -> [UInt8] {
        var list: [UInt8] = [0, 0, 0, 0]
        list.append(bigEndian: offsets.count, count: 4)
        for offset in offsets { list.append(bigEndian: offset, count: 4) }
        let table = MP4Box.bytes("stbl", tables + MP4Box.bytes("stco", list))
        return MP4Box.bytes("trak", before + MP4Box.bytes("mdia", media + MP4Box.bytes("minf", information + table)))
    }

    // MARK: Parts

    private static func children(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ limits: MediaLimits
    ) throws(MediaFault) -> [String: Range<Int>] {
        var found: [String: Range<Int>] = [:]
        for box in try MP4Box.all(bytes, in: range, limits, endingWithZero: true) where found[box.type] == nil {
            found[box.type] = box.content
        }
        return found
    }

    static func number(_ bytes: [UInt8], _ offset: Int) -> Int? {
        var reader = ByteReader(bytes, in: offset..<bytes.count)
        return reader.int32()
    }

    /// A head whose two times, behind version and marks, are set to nothing; its length depends on its version.
    static func timeless(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        lengths: (Int, Int)
    ) throws(MediaFault) -> [UInt8] {
        guard let version = bytes[range].first, version <= 1, range.count == (version == 0 ? lengths.0 : lengths.1)
        else { throw MediaFault(.malformed, at: range.lowerBound) }
        var result = Array(bytes[range])
        for place in 4..<(version == 0 ? 12 : 20) { result[place] = 0 }
        return result
    }

    static func hasTimes(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        bytes[range].dropFirst(4).prefix(8).contains { $0 != 0 }
    }

    private static func edits(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ limits: MediaLimits
    ) throws(MediaFault) -> [UInt8] {
        let fault = MediaFault(.malformed, at: range.lowerBound)
        guard let list = try children(bytes, range, limits)["elst"] else { return [] }
        guard list.count >= 8, let count = number(bytes, list.lowerBound + 4),
            list.count == 8 + count * (bytes[list.lowerBound] == 1 ? 20 : 12)
        else { throw fault }
        return MP4Box.bytes("elst", Array(bytes[list]))
    }
}
