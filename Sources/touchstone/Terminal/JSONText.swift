/// Writes JSON values (RFC 8259).
enum JSONText {
    /// A string in quotes.
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A string, or `null`.
    static func string(_ text: String?) -> String {
        text.map { string($0) as String } ?? "null"
    }

    /// A number, or `null` where there is none that JSON can write.
    static func number(_ value: Double?) -> String {
        value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "null"
    }

    /// Strings in brackets.
    static func array(_ texts: [String]) -> String {
        "[" + texts.map { string($0) as String }.joined(separator: ",") + "]"
    }

    /// An object of members whose values are JSON already.
    static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { string($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
    }
}
