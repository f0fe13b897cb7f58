/// The three bytes that some programs write before UTF-8.
enum ByteOrderMark {
    /// How many bytes of it stand at the beginning.
    static func length(in bytes: Span<UInt8>) -> Int {
        bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    }
}
