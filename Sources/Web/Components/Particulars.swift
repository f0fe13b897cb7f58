internal import GRDB

/// Pairs of a name and a value.
struct Particulars {
    let visit: Visit
    let columns: [ListColumn]
    let row: ListRow
    /// Columns that the reader does not get.
    var withheld: Set<String> = []

    func write(to h: inout HTML) {
        let values = ValueText(visit: visit)
        h(.dl, .class("particulars")) { h in
            for column in columns where !column.isHidden {
                if withheld.contains(column.id), row[column.id].isNull {
                    h(.div) { h in
                        h(.dt, text: visit.words(column.labelKey))
                        h(.dd) { h in h(.a, .class("tag"), .href("#withheld"), text: visit.words("withheld.tag")) }
                    }
                    continue
                }
                guard let text = values.text(column, in: row), !text.isEmpty else { continue }
                h(.div) { h in
                    h(.dt, text: visit.words(column.labelKey))
                    h(.dd) { h in values.write(column, in: row, to: &h) }
                }
            }
        }
    }
}
