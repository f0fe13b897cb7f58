import Formats

/// JPEG (ISO/IEC 10918-1 annex B): tables, frame and scans stay; of the application segments only how to turn the
/// picture and how its colours are coded, each written anew.
struct JPEGCleaner {
    private var reader: ByteReader
    private let limits: MediaLimits
    private var body = PieceList()
    private var size: (width: Int, height: Int)?
    private var hasJFIF = false
    private var colourTransform: UInt8?
    private var orientation: UInt8 = 1
    private var scans = 0

    static func clean(_ bytes: [UInt8], _ limits: MediaLimits) throws(MediaFault) -> CleanedMedia {
        var cleaner = JPEGCleaner(reader: ByteReader(bytes), limits: limits)
        return try cleaner.run()
    }

    private init(reader: ByteReader, limits: MediaLimits) { (self.reader, self.limits) = (reader, limits) }

    private mutating func run() throws(MediaFault) -> CleanedMedia {
        guard reader.pass([0xFF, 0xD8]) else { throw MediaFault(.malformed, at: 0) }
        while try segment() {}
        guard let size, scans > 0 else { throw MediaFault(.nothingInIt) }
        if !reader.isAtEnd { body.removed.insert(.hidden) }
        var list = PieceList()
        list.write([0xFF, 0xD8])
        if hasJFIF { list.write(Self.canonicalJFIF) }
        if let colourTransform { list.write(Self.canonicalAdobe(colourTransform)) }
        if orientation != 1 { list.write(Self.canonicalExif(orientation)) }
        list.append(body)
        list.write([0xFF, 0xD9])
        return CleanedMedia(kind: .jpeg, size: size, pieces: list.pieces, removed: list.removed)
    }

    /// Takes the next segment; false after the last.
    private mutating func segment() throws(MediaFault) -> Bool {
        let start = reader.offset
        guard reader.uint8() == 0xFF else {
            throw MediaFault(reader.isAtEnd ? .cutOff : .malformed, at: start)
        }
        var marker = reader.uint8()
        // Any marker may be preceded by fill bytes.
        while marker == 0xFF { marker = reader.uint8() }
        guard let marker else { throw MediaFault(.cutOff, at: start) }
        if marker == 0xD9 { return false }
        guard marker >= 0xC0, !(0xD0...0xD8).contains(marker) else { throw MediaFault(.malformed, at: start) }
        guard let length = reader.uint16(), let content = reader.range(Int(length) - 2) else {
            throw MediaFault(.cutOff, at: start)
        }
        switch marker {
        case 0xC0, 0xC1, 0xC2: try frame(content)
        case 0xC4: try check(huffmanTables: content)
        case 0xDB: try check(quantisationTables: content)
        case 0xDD: guard content.count == 2 else { throw MediaFault(.malformed, at: start) }
        case 0xDA: try check(scan: content)
        case 0xC3, 0xC5...0xCF, 0xDC, 0xDE, 0xDF: throw MediaFault(.unsupported, at: start)
        default:
            leaveOut(marker, content)
            return true
        }
        body.write([0xFF, marker])
        body.copy(content.lowerBound - 2..<content.upperBound)
        if marker == 0xDA { try entropyCodedData() }
        return true
    }

    private mutating func frame(_ content: Range<Int>) throws(MediaFault) {
        let fault = MediaFault(.malformed, at: content.lowerBound)
        var part = ByteReader(reader.bytes, in: content)
        guard size == nil, part.uint8() == 8, let height = part.uint16(), let width = part.uint16(),
            let components = part.uint8(), [1, 3, 4].contains(components), part.remaining == 3 * Int(components)
        else { throw fault }
        try limits.check(width: Int(width), height: Int(height), at: content.lowerBound)
        size = (Int(width), Int(height))
    }

    private func check(huffmanTables content: Range<Int>) throws(MediaFault) {
        var part = ByteReader(reader.bytes, in: content)
        while !part.isAtEnd {
            guard let kind = part.uint8(), kind & 0xEC == 0, let counts = part.take(16),
                part.range(counts.reduce(0) { $0 + Int($1) }) != nil
            else { throw MediaFault(.malformed, at: content.lowerBound) }
        }
    }

    private func check(quantisationTables content: Range<Int>) throws(MediaFault) {
        var part = ByteReader(reader.bytes, in: content)
        while !part.isAtEnd {
            guard let kind = part.uint8(), kind & 0xEC == 0, part.range(kind >> 4 == 0 ? 64 : 128) != nil else {
                throw MediaFault(.malformed, at: content.lowerBound)
            }
        }
    }

    private mutating func check(scan content: Range<Int>) throws(MediaFault) {
        let fault = MediaFault(.malformed, at: content.lowerBound)
        var part = ByteReader(reader.bytes, in: content)
        guard size != nil, let components = part.uint8(), (1...4).contains(components),
            part.remaining == 2 * Int(components) + 3
        else { throw fault }
        scans += 1
        // Each scan of a picture costs as much as the whole: phones make ten or so.
        guard scans <= 100 else { throw MediaFault(.tooLarge, at: content.lowerBound) }
    }

    /// The data of a scan: up to a marker that is neither a stuffed zero nor a restart.
    private mutating func entropyCodedData() throws(MediaFault) {
        let start = reader.offset
        let end = reader.bytes.withUnsafeBufferPointer { buffer in
            var index = start
            while index + 1 < buffer.count {
                if buffer[index] == 0xFF {
                    let next = buffer[index + 1]
                    if next != 0, next != 0xFF, !(0xD0...0xD7).contains(next) { return index }
                }
                index += 1
            }
            return -1
        }
        guard end >= start, let range = reader.range(end - start) else { throw MediaFault(.cutOff, at: start) }
        body.copy(range)
    }

    // MARK: What is left out

    private mutating func leaveOut(_ marker: UInt8, _ content: Range<Int>) {
        let bytes = Array(reader.bytes[content])
        func begins(_ text: String) -> Bool { bytes.starts(with: Array(text.utf8)) }
        let whole = [0xFF, marker] + reader.bytes[content.lowerBound - 2..<content.upperBound]
        switch marker {
        case 0xE0 where begins("JFIF\0") && !hasJFIF:
            hasJFIF = true
            if whole != Self.canonicalJFIF { body.removed.insert(.applicationData) }
        case 0xE1 where begins("Exif\0"):
            if orientation == 1 { orientation = TIFFOrientation.read(Array(bytes.dropFirst(6))) ?? 1 }
            if orientation == 1 || whole != Self.canonicalExif(orientation) { body.removed.insert(.cameraData) }
        case 0xE1: body.removed.insert(begins("http") ? .text : .cameraData)
        case 0xE2: body.removed.insert(begins("ICC_PROFILE") ? .colourProfile : .furtherPictures)
        case 0xEE where begins("Adobe") && bytes.count >= 12:
            if colourTransform == nil { colourTransform = min(bytes[11], 2) }
            if whole != Self.canonicalAdobe(bytes[11]) { body.removed.insert(.applicationData) }
        case 0xED: body.removed.insert(.text)
        case 0xFE: body.removed.insert(.text)
        default: body.removed.insert(.applicationData)
        }
    }

    /// JFIF 1.01 without a density and without a small picture: how the colours are coded.
    private static let canonicalJFIF: [UInt8] =
        [0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0]

    /// Adobe's segment, of which only the transform of the colours is kept.
    private static func canonicalAdobe(_ transform: UInt8) -> [UInt8] {
        [0xFF, 0xEE, 0, 14] + Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, transform]
    }

    /// Exif with one entry: which way up the picture is.
    private static func canonicalExif(_ orientation: UInt8) -> [UInt8] {
        [0xFF, 0xE1, 0, 34] + Array("Exif\0\0MM\0*".utf8)
            + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
    }
}
