import Formats

/// PNG (ISO/IEC 15948 clause 11): the chunks without which it cannot be shown, transparency, and the two smallest ways to
/// say what its colours mean.
enum PNGCleaner {
    static func clean(_ bytes: [UInt8], _ limits: MediaLimits) throws(MediaFault) -> CleanedMedia {
        var reader = ByteReader(bytes)
        var list = PieceList()
        guard let signature = reader.range(8) else { throw MediaFault(.cutOff, at: bytes.count) }
        list.copy(signature)
        var size: (width: Int, height: Int)?
        var (hasData, isAfterData, hasEnded, parts) = (false, false, false, 0)
        while !hasEnded {
            let start = reader.offset
            guard let length = reader.int32(), let name = reader.take(4), let content = reader.range(length),
                let checksum = reader.uint32()
            else { throw MediaFault(.cutOff, at: start) }
            let fault = MediaFault(.malformed, at: start)
            parts += 1
            guard parts <= limits.parts else { throw MediaFault(.tooLarge, at: start) }
            let type = String(decoding: name, as: UTF8.self)
            guard (size == nil) == (type == "IHDR") else { throw fault }
            switch type {
            case "IHDR":
                guard length == 13 else { throw fault }
                var part = ByteReader(bytes, in: content)
                guard let width = part.int32(), let height = part.int32() else { throw fault }
                try limits.check(width: width, height: height, at: start)
                size = (width, height)
            case "PLTE": guard length % 3 == 0, length <= 768, !hasData else { throw fault }
            case "IDAT":
                guard !isAfterData else { throw fault }
                hasData = true
            case "IEND":
                guard length == 0, hasData else { throw fault }
                hasEnded = true
            case "tRNS": guard length <= 256, !hasData else { throw fault }
            case "sRGB": guard length == 1, !hasData else { throw fault }
            case "gAMA": guard length == 4, !hasData else { throw fault }
            default:
                // A capital first letter means that the picture cannot be shown without it (section 5.4).
                guard name[0] & 0x20 != 0 else { throw fault }
                isAfterData = isAfterData || hasData
                list.removed.insert(removed(type))
                continue
            }
            if type != "IDAT" { isAfterData = isAfterData || hasData }
            guard CyclicChecksum.crc32(bytes[start + 4..<content.upperBound]) == checksum else { throw fault }
            list.copy(start..<reader.offset)
        }
        guard let size else { throw MediaFault(.nothingInIt) }
        if !reader.isAtEnd { list.removed.insert(.hidden) }
        return CleanedMedia(kind: .png, size: size, pieces: list.pieces, removed: list.removed)
    }

    private static func removed(_ type: String) -> CleanedMedia.Removed {
        switch type {
        case "eXIf": .cameraData
        case "tEXt", "zTXt", "iTXt": .text
        case "tIME": .times
        case "iCCP", "cHRM", "cICP", "mDCV", "cLLI", "sBIT": .colourProfile
        case "acTL", "fcTL", "fdAT": .furtherPictures
        default: .applicationData
        }
    }
}
