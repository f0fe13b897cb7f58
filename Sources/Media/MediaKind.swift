/// A kind of file that can be freed of what it carries besides its content.
public enum MediaKind: String, Sendable, Hashable, CaseIterable {
    /// A photo (ISO/IEC 10918-1).
    case jpeg
    /// A picture (ISO/IEC 15948).
    case png
    /// A picture, perhaps moving (RFC 9649).
    case webp
    /// A picture, perhaps moving (GIF87a, GIF89a).
    case gif
    /// A film or a recording in the ISO base media format: MP4, M4A, 3GP, QuickTime (ISO/IEC 14496-12).
    case mp4
    /// A recording in Opus or Vorbis (RFC 3533, RFC 7845).
    case ogg
    /// A film or a recording in WebM or Matroska (RFC 9559).
    case webm
    /// A recording without compression.
    case wav
    /// A telephone's recording (RFC 4867 section 5).
    case amr
    /// A recording (ISO/IEC 11172-3).
    case mp3

    /// The media type under which it is served: never the one that a sender gave.
    public var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp: "image/webp"
        case .gif: "image/gif"
        case .mp4: "video/mp4"
        case .ogg: "audio/ogg"
        case .webm: "video/webm"
        case .wav: "audio/wav"
        case .amr: "audio/amr"
        case .mp3: "audio/mpeg"
        }
    }

    /// Whether it is a picture.
    public var isPicture: Bool {
        switch self {
        case .jpeg, .png, .webp, .gif: true
        case .mp4, .ogg, .webm, .wav, .amr, .mp3: false
        }
    }
}
