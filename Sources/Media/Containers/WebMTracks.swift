import Formats

/// The tracks of a WebM file: what a decoder needs to know of those of picture and sound.
struct WebMTracks {
    /// The numbers of the tracks that are kept.
    private(set) var kept: Set<UInt64> = []
    private(set) var size: (width: Int, height: Int)?
    private(set) var isEmpty = true

    /// What is copied of a track as it stands: its type, how blocks are to be read, its codec.
    private static let plain: Set<UInt32> = [0xD7, 0x83, 0x9C, 0x23E383, 0x86, 0x56AA, 0x56BB]
    private static let picture: Set<UInt32> = [0xB0, 0xBA, 0x54B0, 0x54BA, 0x54B2, 0x9A]
    private static let sound: Set<UInt32> = [0xB5, 0x78B5, 0x9F, 0x6264]
    private static let codecs: Set<String> = [
        "V_VP8", "V_VP9", "V_AV1", "V_MPEG4/ISO/AVC", "V_MPEGH/ISO/HEVC", "A_OPUS", "A_VORBIS", "A_AAC", "A_PCM/INT/LIT",
        "A_PCM/FLOAT/IEEE", "A_MPEG/L3",
    ]

    /// Reads the tracks and writes those that are kept.
    mutating func read(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ limits: MediaLimits,
        into body: inout PieceList
    ) throws(MediaFault) {
        var part = PieceList()
        for element in try EBMLElement.all(bytes, in: range, limits) where element.id == 0xAE {
            try track(bytes, element.content, limits, into: &part)
        }
        guard !kept.isEmpty else { throw MediaFault(.nothingInIt) }
        isEmpty = false
        EBMLElement.write(0x1654_AE6B, part, to: &body)
    }

    private mutating func track(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ limits: MediaLimits,
        into tracks: inout PieceList
    ) throws(MediaFault) {
        let elements = try EBMLElement.all(bytes, in: range, limits)
        func number(_ id: UInt32) -> UInt64? { elements.first { $0.id == id }?.number(bytes) }
        let codec = elements.first { $0.id == 0x86 }.map { String(decoding: bytes[$0.content], as: UTF8.self) } ?? ""
        let fault = MediaFault(.malformed, at: range.lowerBound)
        guard let own = number(0xD7), (1...127).contains(own), !kept.contains(own), let type = number(0x83) else {
            throw fault
        }
        guard type == 1 || type == 2 else {
            tracks.removed.insert(.tracks)
            return
        }
        guard Self.codecs.contains(codec.split(separator: "\0").first.map { String($0) } ?? "") else {
            throw MediaFault(.unsupported, at: range.lowerBound)
        }
        var part = PieceList()
        for element in elements {
            switch element.id {
            case let id where Self.plain.contains(id): element.copy(to: &part)
            case 0x63A2: try codecData(bytes, element, codec, into: &part)
            case 0xE0:
                try pictureSize(bytes, element.content, limits)
                try copy(Self.picture, of: element, bytes, limits, into: &part)
            case 0xE1: try copy(Self.sound, of: element, bytes, limits, into: &part)
            case 0x73C5 where element.number(bytes) == own: continue
            // Without it the blocks could not be read.
            case 0x6D80: throw MediaFault(.unsupported, at: element.content.lowerBound)
            default: part.removed.insert(.text)
            }
        }
        var identifier: [UInt8] = []
        identifier.append(bigEndian: own, count: 8)
        EBMLElement.write(0x73C5, identifier, to: &part)
        EBMLElement.write(0xAE, part, to: &tracks)
        kept.insert(own)
    }

    private mutating func pictureSize(_ bytes: [UInt8], _ range: Range<Int>, _ limits: MediaLimits) throws(MediaFault) {
        let elements = try EBMLElement.all(bytes, in: range, limits)
        func side(_ id: UInt32) -> Int {
            elements.first { $0.id == id }?.number(bytes).flatMap { Int(exactly: $0) } ?? 0
        }
        try limits.check(width: min(side(0xB0), 1 << 30), height: min(side(0xBA), 1 << 30), at: range.lowerBound)
        size = (side(0xB0), side(0xBA))
    }

    private func copy(
        _ ids: Set<UInt32>,
        of element: EBMLElement,
        _ bytes: [UInt8],
        _ limits: MediaLimits,
        into part: inout PieceList
    ) throws(MediaFault) {
        var inner = PieceList()
        for child in try EBMLElement.all(bytes, in: element.content, limits) {
            if ids.contains(child.id) {
                child.copy(to: &inner)
            } else {
                inner.removed.insert(.applicationData)
            }
        }
        EBMLElement.write(element.id, inner, to: &part)
    }

    /// What a codec is told before the first block: that of Vorbis has comments in it.
    private func codecData(
        _ bytes: [UInt8],
        _ element: EBMLElement,
        _ codec: String,
        into part: inout PieceList
    ) throws(MediaFault) {
        let data = Array(bytes[element.content])
        let fault = MediaFault(.malformed, at: element.content.lowerBound)
        switch codec {
        case "A_OPUS":
            guard let head = VorbisComments.opusHead(data) else { throw fault }
            EBMLElement.write(element.id, head, to: &part)
        case "A_VORBIS":
            guard let packets = Self.laced(data), VorbisComments.vorbisHead(packets[0]) != nil,
                VorbisComments.isVorbisComments(packets[1]), VorbisComments.isVorbisSetup(packets[2])
            else { throw fault }
            if packets[1] != VorbisComments.vorbis { part.removed.insert(.text) }
            let comments = VorbisComments.vorbis
            let head = [2, UInt8(packets[0].count), UInt8(comments.count)] + packets[0] + comments
            EBMLElement.write(element.id, head + packets[2], to: &part)
        default: element.copy(to: &part)
        }
    }

    /// Three packets of which the first two have their lengths before them, in bytes that are added up.
    private static func laced(_ data: [UInt8]) -> [[UInt8]]? {
        var reader = ByteReader(data)
        guard reader.uint8() == 2 else { return nil }
        var counts: [Int] = []
        for _ in 0..<2 {
            var count = 0
            while let byte = reader.uint8() {
                count += Int(byte)
                if byte < 255 { break }
            }
            counts.append(count)
        }
        guard let first = reader.take(counts[0]), let second = reader.take(counts[1]),
            let third = reader.take(reader.remaining)
        else { return nil }
        return [first, second, third]
    }
}
