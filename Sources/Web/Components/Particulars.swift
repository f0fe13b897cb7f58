/// Pairs of a name and a value.
struct Particulars {
    let visit: Visit
    let columns: [ListColumn]
    let row: ListRow

    func write(to h: inout HTML) {
        let values = ValueText(visit: visit)
        h(.dl, .class("particulars")) { h in
            for column in columns where !column.isHidden {
                guard let text = values.text(column, in: row), !text.isEmpty else { continue }
                h(.div) { h in
                    h(.dt, text: visit.words(column.labelKey))
                    h(.dd) { h in values.write(column, in: row, to: &h) }
                }
            }
        }
    }
}
