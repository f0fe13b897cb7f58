/// Writes fields of CSV (RFC 4180 section 2).
enum CSVText {
    /// A field, in quotes where it must be.
    static func field(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// Fields with commas between them.
    static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }
}
