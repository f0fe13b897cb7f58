/// A JSON value whose members keep their order; numbers are written as they stand.
enum JSONValue: Sendable {
    case text(String)
    /// A number already printed, such as `12.5`.
    case number(String)
    case truth(Bool)
    case null
    case list([JSONValue])
    case object([(String, JSONValue)])

    static func texts(_ values: [String]) -> JSONValue { .list(values.map { .text($0) }) }

    static func optional(_ value: String?) -> JSONValue { value.map { .text($0) } ?? .null }

    /// Appends the value without spaces.
    func write(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): Self.quote(text, &bytes)
        case .number(let digits): bytes += Array(digits.utf8)
        case .truth(let flag): bytes += Array((flag ? "true" : "false").utf8)
        case .null: bytes += Array("null".utf8)
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.quote(member.0, &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.1.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func quote(_ text: String, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
