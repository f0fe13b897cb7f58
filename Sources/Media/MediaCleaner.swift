import Formats

/// Frees files of what they carry besides their content, without decoding them.
///
/// Each kind keeps what is known to be needed for showing or hearing it, and nothing else: what is not known is left
/// out. What lies in the content itself, such as a face, a voice or the noise of a camera's sensor, stays:
/// docs/threat-model.md.
public struct MediaCleaner: Sendable {
    /// What a file may ask for.
    public let limits: MediaLimits

    /// A cleaner.
    public init(limits: MediaLimits = .usual) { self.limits = limits }

    /// The file without the rest, or why it is not taken.
    ///
    /// Complexity: O(n); nothing of the content is copied.
    public func clean(_ bytes: [UInt8]) throws(MediaFault) -> CleanedMedia {
        guard !bytes.isEmpty else { throw MediaFault(.empty) }
        guard bytes.count <= limits.bytes else { throw MediaFault(.tooLong) }
        switch try MediaJudgement.kind(of: bytes) {
        case .jpeg: return try JPEGCleaner.clean(bytes, limits)
        case .png: return try PNGCleaner.clean(bytes, limits)
        case .webp: return try WebPCleaner.clean(bytes, limits)
        case .gif: return try GIFCleaner.clean(bytes, limits)
        case .mp4: return try MP4Cleaner.clean(bytes, limits)
        case .ogg: return try OggCleaner.clean(bytes, limits)
        case .webm: return try WebMCleaner.clean(bytes, limits)
        case .wav: return try WAVCleaner.clean(bytes, limits)
        case .amr: return try AMRCleaner.clean(bytes, limits)
        case .mp3: return try MP3Cleaner.clean(bytes, limits)
        }
    }
}
