import Formats
import Rules

/// Writes the result columns of a rule as a JSON object, in their order.
enum RowDetails {
    static func json(_ columns: [(name: String, value: RuleValue)]) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for (index, column) in columns.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONString.append(column.name.utf8, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            switch column.value {
            case .null: bytes.append(contentsOf: "null".utf8)
            case .integer(let value): bytes.append(contentsOf: String(value).utf8)
            // JSON has no word for what is not finite.
            case .real(let value): bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
            case .text(let text): JSONString.append(text.utf8, to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }
}
