/// The host of an authority such as `example.org:8443`, as the header `Host` has it.
enum AuthorityName {
    /// The host in lower case, without port; nil for what is no host: empty, with a user, a slash or a space.
    static func host(of authority: String) -> String? {
        let host: Substring
        let rest: Substring
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = authority[...end]
            rest = authority[authority.index(after: end)...]
        } else {
            host = authority.prefix { $0 != ":" }
            rest = authority.dropFirst(host.count)
        }
        let isPort = rest.isEmpty || rest.first == ":" && rest.utf8.count <= 6 && Int(rest.dropFirst()) != nil
        guard isPort, (1...255).contains(host.utf8.count), host.utf8.allSatisfy(isPart) else { return nil }
        return host.lowercased()
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"): true
        default: false
        }
    }
}
