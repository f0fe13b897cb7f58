/// Where to go after signing in: a page of this site and nothing else.
enum NextPath {
    private static let longest = 2_000

    /// The path if it is one of this site that may follow a sign-in, else nil.
    ///
    /// Browsers read `//host` and `/\host` as another site, and drop tabs and line ends before they look
    /// (WHATWG URL standard, section 4.4).
    static func safe(_ text: String?) -> String? {
        guard let text, text.utf8.count <= longest, text.hasPrefix("/"), !text.hasPrefix("//"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        let place = text.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        let entries: Set<Substring> = ["sign-in", "sign-out", "set-up"]
        return place.prefix(2).contains(where: entries.contains) ? nil : text
    }
}
