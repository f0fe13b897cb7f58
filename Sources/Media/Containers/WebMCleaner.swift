import Formats

/// WebM and Matroska (RFC 9559): tracks of picture and sound and their blocks; no tags, names, dates, attachments or
/// tracks of anything else.
struct WebMCleaner {
    private enum ID {
        static let header: UInt32 = 0x1A45_DFA3
        static let segment: UInt32 = 0x1853_8067
        static let information: UInt32 = 0x1549_A966
        static let tracks: UInt32 = 0x1654_AE6B
        static let cluster: UInt32 = 0x1F43_B675
        /// What can stand beside clusters, and so ends one whose length is open.
        static let top: Set<UInt32> = [
            information, tracks, cluster, 0x114D_9B74, 0x1C53_BB6B, 0x1254_C367, 0x1043_A770, 0x1941_A469,
        ]
    }

    private let bytes: [UInt8]
    private let limits: MediaLimits
    private var tracks = WebMTracks()
    private var body = PieceList()
    private var blocks = 0

    static func clean(_ bytes: [UInt8], _ limits: MediaLimits) throws(MediaFault) -> CleanedMedia {
        var cleaner = WebMCleaner(bytes: bytes, limits: limits)
        return try cleaner.run()
    }

    private init(bytes: [UInt8], limits: MediaLimits) { (self.bytes, self.limits) = (bytes, limits) }

    private mutating func run() throws(MediaFault) -> CleanedMedia {
        var reader = ByteReader(bytes)
        let header = try EBMLElement(&reader)
        guard header.id == ID.header, !header.isOpen else { throw MediaFault(.malformed, at: 0) }
        var list = PieceList()
        try writeHeader(header, to: &list)
        let segment = try EBMLElement(&reader)
        guard segment.id == ID.segment else { throw MediaFault(.malformed, at: header.content.upperBound) }
        try read(segment.content)
        guard blocks > 0 else { throw MediaFault(.nothingInIt) }
        if segment.content.upperBound < bytes.count { body.removed.insert(.hidden) }
        EBMLElement.write(ID.segment, body, to: &list)
        return CleanedMedia(kind: .webm, size: tracks.size, pieces: list.pieces, removed: list.removed)
    }

    private func writeHeader(_ header: EBMLElement, to list: inout PieceList) throws(MediaFault) {
        let elements = try EBMLElement.all(bytes, in: header.content, limits)
        let type = elements.first { $0.id == 0x4282 }.map { String(decoding: bytes[$0.content], as: UTF8.self) }
        guard let type, ["webm", "matroska"].contains(type) else { throw MediaFault(.unsupported, at: 0) }
        var part = PieceList()
        for (id, value) in [(0x4286, 1), (0x42F7, 1), (0x42F2, 4), (0x42F3, 8)] as [(UInt32, UInt8)] {
            EBMLElement.write(id, [value], to: &part)
        }
        EBMLElement.write(0x4282, Array(type.utf8), to: &part)
        EBMLElement.write(0x4287, [4], to: &part)
        EBMLElement.write(0x4285, [2], to: &part)
        EBMLElement.write(ID.header, part, to: &list)
    }

    private mutating func read(_ range: Range<Int>) throws(MediaFault) {
        var reader = ByteReader(bytes, in: range)
        var parts = 0
        while !reader.isAtEnd {
            let start = reader.offset
            let element = try EBMLElement(&reader)
            parts += 1
            guard parts <= limits.parts else { throw MediaFault(.tooLarge, at: start) }
            switch element.id {
            case ID.information where !element.isOpen: try writeInformation(element.content)
            case ID.tracks where !element.isOpen:
                guard tracks.isEmpty else { throw MediaFault(.malformed, at: start) }
                try tracks.read(bytes, element.content, limits, into: &body)
            case ID.cluster:
                guard !tracks.isEmpty else { throw MediaFault(.malformed, at: start) }
                let end = try writeCluster(element)
                if element.isOpen { reader = ByteReader(bytes, in: end..<range.upperBound) }
            default:
                guard !element.isOpen else { throw MediaFault(.malformed, at: start) }
                // Tables for jumping name places that move; players do without.
                let isTable = [0x114D_9B74, 0x1C53_BB6B, 0xEC, 0xBF].contains(element.id)
                body.removed.insert(isTable ? .applicationData : .text)
            }
        }
    }

    private mutating func writeInformation(_ range: Range<Int>) throws(MediaFault) {
        var part = PieceList()
        for element in try EBMLElement.all(bytes, in: range, limits) {
            switch element.id {
            case 0x2AD7B1, 0x4489: element.copy(to: &part)
            case let id where [0x4D80, 0x5741].contains(id) && bytes[element.content].elementsEqual("-".utf8): continue
            case 0x4461: body.removed.insert(.times)
            default: body.removed.insert(.text)
            }
        }
        // Both names are required (RFC 9559 section 5.1.2).
        EBMLElement.write(0x4D80, Array("-".utf8), to: &part)
        EBMLElement.write(0x5741, Array("-".utf8), to: &part)
        EBMLElement.write(ID.information, part, to: &body)
    }

    /// Writes a cluster; gives where it ends.
    private mutating func writeCluster(_ cluster: EBMLElement) throws(MediaFault) -> Int {
        var reader = ByteReader(bytes, in: cluster.content)
        var part = PieceList()
        while !reader.isAtEnd {
            let start = reader.offset
            let element = try EBMLElement(&reader)
            if cluster.isOpen, ID.top.contains(element.id) {
                EBMLElement.write(ID.cluster, part, to: &body)
                return start
            }
            guard !element.isOpen else { throw MediaFault(.malformed, at: start) }
            switch element.id {
            case 0xE7: element.copy(to: &part)
            case 0xA3:
                if try isKept(element.content) { element.copy(to: &part) }
            case 0xA0: try writeGroup(element.content, into: &part)
            default: part.removed.insert(.applicationData)
            }
        }
        EBMLElement.write(ID.cluster, part, to: &body)
        return cluster.content.upperBound
    }

    private mutating func writeGroup(_ range: Range<Int>, into cluster: inout PieceList) throws(MediaFault) {
        var part = PieceList()
        var hasBlock = false
        for element in try EBMLElement.all(bytes, in: range, limits) {
            switch element.id {
            case 0xA1:
                hasBlock = try isKept(element.content)
                element.copy(to: &part)
            case 0x9B, 0xFB, 0x75A2: element.copy(to: &part)
            default: cluster.removed.insert(.applicationData)
            }
        }
        if hasBlock { EBMLElement.write(0xA0, part, to: &cluster) }
    }

    /// Whether a block is of a track that is kept.
    private mutating func isKept(_ block: Range<Int>) throws(MediaFault) -> Bool {
        guard block.count >= 4 else { throw MediaFault(.malformed, at: block.lowerBound) }
        let first = bytes[block.lowerBound]
        // The number of a track is written like a length; more than 127 tracks nobody records.
        guard first & 0x80 != 0, tracks.kept.contains(UInt64(first & 0x7F)) else {
            body.removed.insert(.tracks)
            return false
        }
        blocks += 1
        return true
    }
}
