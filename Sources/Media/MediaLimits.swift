/// What a file may ask of those who open it: checked on what it declares, before anybody decodes it.
public struct MediaLimits: Sendable, Hashable {
    /// The most bytes.
    public var bytes: Int
    /// The most pixels of a picture, or of all pictures of a moving one together.
    public var pixels: Int
    /// The most pixels of one side.
    public var side: Int
    /// The most parts: pictures, scans, boxes, pages.
    public var parts: Int

    /// 64 MiB, 64 megapixels, 16,384 pixels a side, 200,000 parts: what phones make, and not much more.
    public static let usual = MediaLimits(bytes: 64 << 20, pixels: 64_000_000, side: 16_384, parts: 200_000)

    /// Limits.
    public init(bytes: Int, pixels: Int, side: Int, parts: Int) {
        (self.bytes, self.pixels, self.side, self.parts) = (bytes, pixels, side, parts)
    }

    /// Refuses a size that is none or too large.
    func check(width: Int, height: Int, at offset: Int) throws(MediaFault) {
        guard width > 0, height > 0 else { throw MediaFault(.malformed, at: offset) }
        guard width <= side, height <= side, width * height <= pixels else { throw MediaFault(.tooLarge, at: offset) }
    }
}
