/// Finds bytes in bytes.
enum ByteSearch {
    /// The first place of `pattern` at or after `from`; O(n) for the patterns used here, whose first two bytes (CR LF)
    /// occur once in them or are compared in at most four steps.
    static func first(_ pattern: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
        guard let lead = pattern.first, bytes.count - from >= pattern.count else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            var at = from
            let last = bytes.count - pattern.count
            while at <= last {
                if bytes[at] == lead {
                    var length = 1
                    while length < pattern.count, bytes[at + length] == pattern[length] { length += 1 }
                    if length == pattern.count { return at }
                }
                at += 1
            }
            return nil
        }
    }
}
