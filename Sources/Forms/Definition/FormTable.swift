import Formats

/// A table: what a CSV file has, and what submissions become.
public struct FormTable: Sendable, Hashable {
    /// The name: of the form, or the path of the repeat.
    public let name: String
    /// The names of the columns.
    public let columns: [String]
    /// The rows, each as long as ``columns``.
    public var rows: [[String]]

    /// Makes a table.
    public init(name: String, columns: [String], rows: [[String]]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// The rows of a CSV file, the header among them; nil if it cannot be read.
    static func rows(of bytes: [UInt8], delimiter: UInt8) -> [[String]]? {
        guard UTF8Validation.firstFault(in: bytes.span) == nil else { return nil }
        let scanner = CSVScanner(delimiter: delimiter)
        var rows: [[String]] = []
        var fields: [CSVField] = []
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while true {
            switch scanner.next(in: bytes.span, from: index, isLast: true, fields: &fields) {
            case .record(_, let next):
                rows.append(fields.map { $0.text(in: bytes.span) })
                index = next
            case .end: return rows
            case .needMore, .fault: return nil
            }
        }
    }

    /// The table as CSV (RFC 4180), UTF-8, lines ended by CR LF.
    ///
    /// A field that a spreadsheet would take for a formula gets an apostrophe in front.
    public var csv: String {
        ([columns] + rows).map { row in row.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func field(_ text: String) -> String {
        var text = text
        if let first = text.utf8.first, [0x3D, 0x40, 0x09, 0x0D].contains(first) || isFormula(text) {
            text = "'" + text
        }
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\""
            + text.utf8.split(separator: 0x22, omittingEmptySubsequences: false)
            .map { String(decoding: Array($0), as: UTF8.self) }.joined(separator: "\"\"") + "\""
    }

    /// Whether it begins with a sign and is no number.
    private static func isFormula(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else {
            return false
        }
        return text.spaceSeparated.contains { NumberText.decimal($0) == nil }
    }
}
