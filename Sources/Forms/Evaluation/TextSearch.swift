/// Texts in texts, byte by byte: accents are not put together before they are compared.
enum TextSearch {
    /// The offset in bytes at which a text begins in another; nil if it is not in it.
    static func offset(of wanted: String, in text: String) -> Int? {
        let (bytes, wanted) = (Array(text.utf8), Array(wanted.utf8))
        guard wanted.count <= bytes.count else { return nil }
        guard let first = wanted.first else { return 0 }
        for start in 0...(bytes.count - wanted.count)
        where bytes[start] == first && bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
            return start
        }
        return nil
    }
}
