/// A CSV file (RFC 4180 with line feeds): a heading and rows.
struct TableText {
    private(set) var bytes: [UInt8] = []
    private(set) var rows = 0

    init(_ heading: String) {
        bytes = Array((heading + "\n").utf8)
    }

    mutating func add(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            let needsQuotes = field.utf8.contains {
                $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13
            }
            if needsQuotes {
                bytes += Array(("\"" + field.replacing("\"", with: "\"\"") + "\"").utf8)
            } else {
                bytes += Array(field.utf8)
            }
        }
        bytes.append(10)
        rows += 1
    }
}
