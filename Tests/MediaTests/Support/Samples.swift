import Formats

/// Files as small as their kinds allow; they need not decode, only be built as the kinds are.
enum Samples {
    static var all: [[UInt8]] {
        [jpeg(9, 7), gif(9, 7), webp(9, 7), png, mp4(offsets: [0, 10]), ogg, webm, wav, amr, mp3]
    }

    static func jpeg(_ width: Int, _ height: Int) -> [UInt8] {
        func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
            var result: [UInt8] = [0xFF, marker]
            result.append(bigEndian: content.count + 2, count: 2)
            return result + content
        }
        var frame: [UInt8] = [8]
        frame.append(bigEndian: height, count: 2)
        frame.append(bigEndian: width, count: 2)
        frame += [1, 1, 0x11, 0]
        let exif = Array("Exif\0\0II*\0".utf8) + [8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
        return [0xFF, 0xD8] + segment(0xE1, exif) + segment(0xFE, Array("words".utf8))
            + segment(0xDB, [0] + [UInt8](repeating: 1, count: 64)) + segment(0xC0, frame)
            + segment(0xC4, [0, 1] + [UInt8](repeating: 0, count: 16)) + segment(0xDA, [1, 1, 0, 0, 63, 0])
            + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9]
    }

    static func gif(_ width: Int, _ height: Int) -> [UInt8] {
        var size: [UInt8] = []
        size.append(littleEndian: width, count: 2)
        size.append(littleEndian: height, count: 2)
        return Array("GIF89a".utf8) + size + [0x80, 0, 0, 1, 2, 3, 4, 5, 6] + [0x21, 0xFE, 3, 65, 66, 67, 0]
            + [0x21, 0xF9, 4, 0, 1, 0, 0, 0] + [0x2C, 0, 0, 0, 0] + size + [0, 2, 2, 0x4C, 0x01, 0, 0x3B]
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        var result = Array(name.utf8)
        result.append(littleEndian: content.count, count: 4)
        return result + content + (content.count % 2 == 1 ? [0] : [])
    }

    static func webp(_ width: Int, _ height: Int) -> [UInt8] {
        var canvas: [UInt8] = [0x08, 0, 0, 0]
        canvas.append(littleEndian: width - 1, count: 3)
        canvas.append(littleEndian: height - 1, count: 3)
        var picture: [UInt8] = [0, 0, 0, 0x9D, 0x01, 0x2A]
        picture.append(littleEndian: min(width, 16_383), count: 2)
        picture.append(littleEndian: min(height, 16_383), count: 2)
        let body = chunk("VP8X", canvas) + chunk("VP8 ", picture + [1]) + chunk("EXIF", [1, 2, 3])
        return Array(chunk("RIFF", Array("WEBP".utf8) + body))
    }

    static let png: [UInt8] = {
        func part(_ name: String, _ content: [UInt8]) -> [UInt8] {
            var result: [UInt8] = []
            result.append(bigEndian: content.count, count: 4)
            let checked = Array(name.utf8) + content
            result += checked
            result.append(bigEndian: CyclicChecksum.crc32(checked), count: 4)
            return result
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + part("IHDR", [0, 0, 0, 9, 0, 0, 0, 7, 8, 2, 0, 0, 0]) + part("tEXt", Array("a\0b".utf8))
            + part("IDAT", [1, 2, 3]) + part("tIME", [1, 2, 3, 4, 5, 6, 7]) + part("IEND", [])
    }()

    /// A recording of two chunks of ten bytes at offsets behind the head of the data.
    static func mp4(offsets: [Int]) -> [UInt8] {
        func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
            var result: [UInt8] = []
            result.append(bigEndian: content.count + 8, count: 4)
            return result + Array(type.utf8) + content
        }
        func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
        let front = box("ftyp", Array("isom".utf8) + [0, 0, 2, 0] + Array("isom".utf8))
        let data = box("mdat", (0..<24).map { UInt8($0) })
        var places: [UInt8] = zeros(4) + [0, 0, 0, 2]
        for offset in offsets { places.append(bigEndian: front.count + 8 + offset, count: 4) }
        let entry = box("mp4a", zeros(7) + [1] + zeros(20))
        let table =
            box("stsd", zeros(4) + [0, 0, 0, 1] + entry) + box("stts", zeros(4) + [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1])
            + box("stsc", zeros(4) + [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1])
            + box("stsz", zeros(4) + [0, 0, 0, 10, 0, 0, 0, 2]) + box("stco", places)
        let handler = box("hdlr", zeros(8) + Array("soun".utf8) + zeros(12) + Array("name\0".utf8))
        let media = box("mdhd", zeros(4) + [1, 2, 3, 4] + zeros(16)) + handler + box("minf", box("stbl", table))
        let track = box("trak", box("tkhd", zeros(84)) + box("mdia", media) + box("udta", [1, 2, 3]))
        return front + data + box("moov", box("mvhd", zeros(100)) + track + box("udta", box("loci", [1, 2])))
    }

    static let ogg: [UInt8] = {
        func page(_ flags: UInt8, _ sequence: UInt8, _ content: [UInt8]) -> [UInt8] {
            var result = Array("OggS".utf8) + [0, flags] + [UInt8](repeating: 0, count: 8) + [9, 9, 9, 9, sequence, 0, 0, 0]
            result += [0, 0, 0, 0, 1, UInt8(content.count)] + content
            var sum: UInt32 = 0
            for byte in result {
                sum ^= UInt32(byte) << 24
                for _ in 0..<8 { sum = sum & 0x8000_0000 == 0 ? sum << 1 : sum << 1 ^ 0x04C1_1DB7 }
            }
            for place in 0..<4 { result[22 + place] = UInt8(truncatingIfNeeded: sum >> (8 * UInt32(place))) }
            return result
        }
        let head = Array("OpusHead".utf8) + [1, 1, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0]
        return page(2, 0, head) + page(0, 1, Array("OpusTags".utf8) + [1, 0, 0, 0, 65, 0, 0, 0, 0]) + page(4, 2, [1, 2, 3])
    }()

    static let webm: [UInt8] = {
        func element(_ id: [UInt8], _ content: [UInt8]) -> [UInt8] { id + [0x80 | UInt8(content.count)] + content }
        let header = element([0x1A, 0x45, 0xDF, 0xA3], element([0x42, 0x82], Array("webm".utf8)))
        let track = element([0xD7], [1]) + element([0x83], [2]) + element([0x86], Array("A_OPUS".utf8))
            + element([0x53, 0x6E], Array("name".utf8)) + element([0xE1], element([0x9F], [1]))
        let information = element([0x2A, 0xD7, 0xB1], [15, 66, 64]) + element([0x4D, 0x80], Array("x".utf8))
        let body = element([0x15, 0x49, 0xA9, 0x66], information)
            + element([0x16, 0x54, 0xAE, 0x6B], element([0xAE], track))
            + [0x1F, 0x43, 0xB6, 0x75, 0xFF] + element([0xE7], [0]) + element([0xA3], [0x81, 0, 0, 0x80, 1, 2])
        return header + [0x18, 0x53, 0x80, 0x67, 0xFF] + body
    }()

    static let wav: [UInt8] = chunk(
        "RIFF",
        Array("WAVE".utf8) + chunk("fmt ", [1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0])
            + chunk("LIST", Array("INFO".utf8)) + chunk("data", [1, 2, 3, 4])
    )

    static let amr: [UInt8] = Array("#!AMR\n".utf8) + [0x04] + [UInt8](repeating: 1, count: 12) + [0x7C, 0xFF]

    static let mp3: [UInt8] = {
        // Three frames of 32 kbit/s at 48 kHz: 96 bytes each.
        let frame: [UInt8] = [0xFF, 0xFB, 0x14, 0xC0] + [UInt8](repeating: 5, count: 92)
        return Array("ID3".utf8) + [3, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4] + frame + frame + frame + Array("TAG".utf8)
            + [UInt8](repeating: 65, count: 125)
    }()
}
