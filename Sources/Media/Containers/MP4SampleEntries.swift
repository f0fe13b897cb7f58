import Formats

/// How the samples of a track are coded (ISO/IEC 14496-12 clauses 8.5.2 and 12), without names of programs and makers.
struct MP4SampleEntries {
    let isPicture: Bool
    let limits: MediaLimits
    private(set) var size: (width: Int, height: Int)?
    private(set) var removed: Set<CleanedMedia.Removed> = []

    private static let pictures: Set<String> = [
        "avc1", "avc3", "hvc1", "hev1", "vp08", "vp09", "av01", "mp4v", "s263", "dvh1", "dvhe",
    ]
    private static let sounds: Set<String> = ["mp4a", "samr", "sawb", "Opus", "alac", "sowt", "twos", "lpcm", "in24"]
    /// What decoders are told: settings of codecs, colours, the shape of pixels, the place of channels.
    private static let settings: Set<String> = [
        "avcC", "hvcC", "vpcC", "av1C", "d263", "esds", "dvcC", "dvvC", "colr", "pasp", "clap", "damr", "dOps", "alac",
        "chan", "wave", "frma", "mp4a", "enda", "srat",
    ]

    init(isPicture: Bool, limits: MediaLimits) { (self.isPicture, self.limits) = (isPicture, limits) }

    /// The content of the box, written anew.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>) throws(MediaFault) -> [UInt8] {
        let fault = MediaFault(.malformed, at: range.lowerBound)
        guard range.count >= 8, let count = MP4Track.number(bytes, range.lowerBound + 4), (1...8).contains(count) else {
            throw fault
        }
        var result: [UInt8] = [0, 0, 0, 0]
        result.append(bigEndian: count, count: 4)
        let boxes = try MP4Box.all(bytes, in: range.lowerBound + 8..<range.upperBound, limits)
        guard boxes.count == count else { throw fault }
        for box in boxes {
            guard (isPicture ? Self.pictures : Self.sounds).contains(box.type) else {
                throw MediaFault(.unsupported, at: box.content.lowerBound)
            }
            result += MP4Box.bytes(box.type, try isPicture ? picture(bytes, box.content) : sound(bytes, box.content))
        }
        return result
    }

    private mutating func picture(_ bytes: [UInt8], _ range: Range<Int>) throws(MediaFault) -> [UInt8] {
        guard range.count >= 78 else { throw MediaFault(.malformed, at: range.lowerBound) }
        var fixed = Array(bytes[range.prefix(78)])
        let width = Int(fixed[24]) << 8 | Int(fixed[25])
        let height = Int(fixed[26]) << 8 | Int(fixed[27])
        try limits.check(width: width, height: height, at: range.lowerBound)
        size = (width, height)
        // Version and vendor of QuickTime, and the name of the program that coded it.
        for place in Array(8..<24) + Array(42..<74) where fixed[place] != 0 {
            fixed[place] = 0
            removed.insert(.text)
        }
        return fixed + (try children(bytes, range.dropFirst(78)))
    }

    private mutating func sound(_ bytes: [UInt8], _ range: Range<Int>) throws(MediaFault) -> [UInt8] {
        guard range.count >= 28 else { throw MediaFault(.malformed, at: range.lowerBound) }
        // QuickTime's second and third versions have more numbers before the settings.
        let counts = [28, 44, 64]
        let version = Int(bytes[range.lowerBound + 8]) << 8 | Int(bytes[range.lowerBound + 9])
        guard version < counts.count, range.count >= counts[version] else {
            throw MediaFault(.unsupported, at: range.lowerBound)
        }
        var fixed = Array(bytes[range.prefix(counts[version])])
        for place in 12..<16 where fixed[place] != 0 {
            fixed[place] = 0
            removed.insert(.text)
        }
        return fixed + (try children(bytes, range.dropFirst(counts[version])))
    }

    private mutating func children(_ bytes: [UInt8], _ range: Range<Int>) throws(MediaFault) -> [UInt8] {
        var result: [UInt8] = []
        for box in try MP4Box.all(bytes, in: range, limits, endingWithZero: true) {
            guard Self.settings.contains(box.type) else {
                removed.insert(.applicationData)
                continue
            }
            switch box.type {
            case "wave": result += MP4Box.bytes("wave", try children(bytes, box.content))
            // A colour profile can name the device that it was made for; the three numbers cannot.
            case "colr" where !["nclx", "nclc"].contains(String(decoding: bytes[box.content.prefix(4)], as: UTF8.self)):
                removed.insert(.colourProfile)
            // The first four letters are the vendor's (3GPP TS 26.244 section 6.7).
            case "damr" where box.content.count == 9:
                result += MP4Box.bytes("damr", [0, 0, 0, 0] + bytes[box.content.dropFirst(4)])
            default: result += MP4Box.bytes(box.type, Array(bytes[box.content]))
            }
        }
        return result
    }
}
