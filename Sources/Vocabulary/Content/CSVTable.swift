/// A small comma-separated file of the content folder: a heading line, then rows of as many fields.
///
/// Quotes follow RFC 4180, except that a field may not hold a line break.
struct CSVTable {
    struct Row {
        let line: Int
        fileprivate let fields: [String]
        fileprivate let columns: [String]

        subscript(column: String) -> String {
            columns.firstIndex(of: column).map { fields[$0] } ?? ""
        }
    }

    private(set) var rows: [Row] = []
    private(set) var list: FaultList

    init(file: String, text: String, columns: [String]) {
        list = FaultList(file: file)
        // A carriage return and a line feed are one character.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let heading = lines.first.map { Self.fields($0) ?? [] } ?? []
        guard heading == columns else {
            list.add(
                1,
                expected: "the heading \(columns.joined(separator: ","))",
                found: "“\(heading.joined(separator: ",").prefix(120))”",
                remedy: "Restore the heading line."
            )
            return
        }
        for (index, text) in lines.enumerated().dropFirst() where !text.allSatisfy(\.isWhitespace) {
            guard let fields = Self.fields(text), fields.count == columns.count else {
                list.add(
                    index + 1,
                    expected: "\(columns.count) fields separated by commas",
                    found: Self.fields(text).map { "\($0.count)" } ?? "a quotation mark without its pair",
                    remedy: "Put a field that holds a comma between quotation marks."
                )
                continue
            }
            rows.append(Row(line: index + 1, fields: fields, columns: columns))
        }
    }

    mutating func fault(_ line: Int, expected: String, found: String, remedy: String) {
        list.add(line, expected: expected, found: found, remedy: remedy)
    }

    /// Notes every value of the column that an earlier row has already.
    mutating func checkUnique(_ column: String) {
        var lines: [String: Int] = [:]
        for row in rows {
            if let first = lines[row[column]] {
                fault(
                    row.line,
                    expected: "a \(column) that no other row has",
                    found: "“\(row[column])”, which line \(first) has already",
                    remedy: "Remove one of the two rows."
                )
            } else {
                lines[row[column]] = row.line
            }
        }
    }

    private static func fields(_ line: Substring) -> [String]? {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var rest = line
        while let character = rest.popFirst() {
            if character == "\"" {
                if isQuoted, rest.first == "\"" {
                    rest.removeFirst()
                    field.append("\"")
                } else {
                    isQuoted.toggle()
                }
            } else if character == ",", !isQuoted {
                fields.append(field)
                field = ""
            } else {
                field.append(character)
            }
        }
        return isQuoted ? nil : fields + [field]
    }
}
