import Formats

/// What a file is, by its first bytes: neither its name nor what a sender says of it counts.
public enum MediaJudgement {
    /// The kind of a file; a fault that tells what else it is, and what can be done, where it is not taken.
    public static func kind(of bytes: [UInt8]) throws(MediaFault) -> MediaKind {
        func begins(_ text: String, at offset: Int = 0) -> Bool { begins(Array(text.utf8), at: offset) }
        func begins(_ wanted: [UInt8], at offset: Int = 0) -> Bool {
            bytes.count >= offset + wanted.count && bytes[offset..<offset + wanted.count].elementsEqual(wanted)
        }
        if begins([0xFF, 0xD8, 0xFF]) { return .jpeg }
        if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if begins("GIF87a") || begins("GIF89a") { return .gif }
        if begins("RIFF") {
            if begins("WEBP", at: 8) { return .webp }
            if begins("WAVE", at: 8) { return .wav }
            throw MediaFault(.otherRecording)
        }
        if begins("OggS") { return .ogg }
        if begins([0x1A, 0x45, 0xDF, 0xA3]) { return .webm }
        if begins("#!AMR") { return .amr }
        if begins("ftyp", at: 4) {
            let brand = bytes.count >= 12 ? String(decoding: bytes[8..<12], as: UTF8.self) : ""
            if ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"].contains(brand) {
                throw MediaFault(.heic)
            }
            if brand.hasPrefix("crx") { throw MediaFault(.rawPhoto) }
            return .mp4
        }
        if begins("moov", at: 4) || begins("mdat", at: 4) || begins("wide", at: 4) { return .mp4 }
        if begins("ID3") || MP3Cleaner.isFrames(bytes) { return .mp3 }
        throw MediaFault(other(bytes, begins: { begins($0) }))
    }

    private static func other(_ bytes: [UInt8], begins: ([UInt8]) -> Bool) -> MediaFault.Reason {
        let known: [([UInt8], MediaFault.Reason)] = [
            ([0x49, 0x49, 0x2A, 0x00], .rawPhoto), ([0x4D, 0x4D, 0x00, 0x2A], .rawPhoto),
            (Array("BM".utf8), .rawPhoto), (Array("FUJIFILM".utf8), .rawPhoto), (Array("IIRO".utf8), .rawPhoto),
            (Array("%PDF".utf8), .document), ([0xD0, 0xCF, 0x11, 0xE0], .document), (Array("{\\rtf".utf8), .document),
            ([0x50, 0x4B, 0x03, 0x04], .archive), ([0x1F, 0x8B], .archive), (Array("Rar!".utf8), .archive),
            ([0x37, 0x7A, 0xBC, 0xAF], .archive),
            (Array("fLaC".utf8), .otherRecording), ([0x30, 0x26, 0xB2, 0x75], .otherRecording),
            (Array("FLV".utf8), .otherRecording), (Array("FORM".utf8), .otherRecording),
            ([0x00, 0x00, 0x01, 0xBA], .otherRecording), (Array("caff".utf8), .otherRecording),
            (Array("MZ".utf8), .program), ([0x7F, 0x45, 0x4C, 0x46], .program),
        ]
        if let found = known.first(where: { begins($0.0) }) { return found.1 }
        let text = bytes.prefix(200).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        return text.first == UInt8(ascii: "<") ? .program : .unknown
    }
}
