internal import HTTPTypes

/// The headers under which bytes that somebody sent us are given out: as a file to keep, never as a page of this site.
///
/// Should a browser show them all the same, it runs nothing in them and gives them no origin.
enum Download {
    /// No script, no form, no origin, nothing loaded.
    static let policy = "sandbox; default-src 'none'; frame-ancestors 'none'"

    /// The headers for a file of this name.
    static func headers(fileName: String, mediaType: String = "application/octet-stream") -> HTTPFields {
        [
            .contentType: mediaType,
            .contentDisposition: disposition(fileName),
            .contentSecurityPolicy: policy,
            .xContentTypeOptions: "nosniff",
        ]
    }

    /// The name in plain characters for old readers, and whole for the others (RFC 6266 section 4.3, RFC 8187).
    static func disposition(_ fileName: String) -> String {
        let name = SafeFileName.clean(fileName)
        guard !name.isEmpty else { return "attachment" }
        let plain = String(
            decoding: name.utf8.map { isPlain($0) ? $0 : UInt8(ascii: "_") },
            as: UTF8.self
        )
        return "attachment; filename=\"\(plain)\""
            + (plain == name ? "" : "; filename*=UTF-8''\(URLCoding.encode(name))")
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            && byte != UInt8(ascii: "%")
    }
}
