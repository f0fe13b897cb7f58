import Formats

/// The packets before the sound of Opus and Vorbis: heads are kept, comments are written anew with nothing in them.
enum VorbisComments {
    /// Comments without a vendor and without an entry.
    private static let none = [UInt8](repeating: 0, count: 8)

    /// The comments of Opus (RFC 7845 section 5.2).
    static let opus = Array("OpusTags".utf8) + none
    /// The comments of Vorbis (Vorbis I section 5.2.1), with the bit that ends them.
    static let vorbis = [3] + Array("vorbis".utf8) + none + [1]

    /// The head of Opus without what may stand behind it (RFC 7845 section 5.1); nil if it is none.
    static func opusHead(_ packet: [UInt8]) -> [UInt8]? {
        guard packet.starts(with: Array("OpusHead".utf8)), packet.count >= 19, packet[8] & 0xF0 == 0 else { return nil }
        let count = packet[18] == 0 ? 19 : 21 + Int(packet[9])
        return packet.count >= count ? Array(packet.prefix(count)) : nil
    }

    /// The head of Vorbis (Vorbis I section 4.2.2); nil if it is none.
    static func vorbisHead(_ packet: [UInt8]) -> [UInt8]? {
        packet.count == 30 && packet.starts(with: [1] + Array("vorbis".utf8)) ? packet : nil
    }

    /// Whether a packet has the comments of Vorbis.
    static func isVorbisComments(_ packet: [UInt8]) -> Bool { packet.starts(with: [3] + Array("vorbis".utf8)) }

    /// Whether a packet has the tables of Vorbis.
    static func isVorbisSetup(_ packet: [UInt8]) -> Bool { packet.starts(with: [5] + Array("vorbis".utf8)) }
}
