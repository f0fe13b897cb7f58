import Formats

/// Text within addresses (RFC 3986 section 2).
enum WebEncoding {
    /// The text with everything but unreserved characters as percent and two digits.
    static func percent(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.append(byte)
            default:
                result += "%\(Hexadecimal.text([byte]).uppercased())".utf8
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Names and values as a query or a form sends them.
    static func fields(_ fields: [(String, String)]) -> String {
        fields.map { "\(percent($0))=\(percent($1))" }.joined(separator: "&")
    }
}
