import Formats
package import Vocabulary

/// How the store keeps a text: `{"key":"between","arguments":{"high":1,"low":0}}`.
extension RefusalText {
    /// The text as JSON, its arguments in the order of their names.
    package var json: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func append(to bytes: inout [UInt8]) {
        bytes += Array(#"{"key":"#.utf8)
        JSONString.append(key.utf8, to: &bytes)
        bytes += Array(#","arguments":{"#.utf8)
        for (number, argument) in arguments.sorted(by: { $0.key < $1.key }).enumerated() {
            if number > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONString.append(argument.key.utf8, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            switch argument.value {
            case .text(let text): JSONString.append(text.utf8, to: &bytes)
            case .integer(let number): bytes += Array(String(number).utf8)
            // JSON has no NaN or infinity (RFC 8259 section 6).
            case .real(let number): bytes += Array((number.isFinite ? String(number) : "\"\(number)\"").utf8)
            case .refusal(let text): text.append(to: &bytes)
            }
        }
        bytes += Array("}}".utf8)
    }

    /// Reads a text that the store has kept; nil if it is none.
    package init?(json: String) {
        guard let tape = try? JSONTape(Array(json.utf8)) else { return nil }
        self.init(tape.root)
    }

    private init?(_ value: JSONValue) {
        guard let key = value["key"]?.string else { return nil }
        var arguments: [String: Argument] = [:]
        for (name, value) in value["arguments"]?.members ?? [] {
            if let text = value.string {
                arguments[name] = .text(text)
            } else if let digits = value.numberText {
                let text = String(decoding: digits, as: UTF8.self)
                guard let argument = Int(text).map(Argument.integer) ?? Double(text).map(Argument.real) else {
                    return nil
                }
                arguments[name] = argument
            } else if let text = RefusalText(value) {
                arguments[name] = .refusal(text)
            } else {
                return nil
            }
        }
        self.init(keptAs: key, arguments)
    }
}
