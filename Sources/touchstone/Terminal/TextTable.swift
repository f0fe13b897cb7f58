import Formats

/// Rows and columns for a terminal: words to the left, numbers to the right.
struct TextTable {
    /// A column.
    struct Column {
        let title: String
        let isNumber: Bool

        static func words(_ title: String) -> Column { Column(title: title, isNumber: false) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    let columns: [Column]
    private(set) var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Appends a row; control characters are made visible.
    mutating func append(_ row: [String]) {
        rows.append(row.map { Printable.text($0) })
    }

    /// The table, without an end of line after the last row.
    var text: String {
        let titles = columns.map(\.title)
        let widths = columns.indices.map { index in
            ([titles] + rows).map { $0.indices.contains(index) ? $0[index].count : 0 }.max() ?? 0
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([titles, rule] + rows).map { row in line(row, widths) }.joined(separator: "\n")
    }

    private func line(_ row: [String], _ widths: [Int]) -> String {
        var cells: [String] = []
        for index in columns.indices {
            let cell = row.indices.contains(index) ? row[index] : ""
            let space = String(repeating: " ", count: widths[index] - cell.count)
            cells.append(columns[index].isNumber ? space + cell : cell + space)
        }
        var text = cells.joined(separator: "  ")
        while text.last == " " { text.removeLast() }
        return text
    }
}
