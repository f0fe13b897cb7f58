/// A table of rows: a real table when there is room, a card a row on a phone.
struct DataTable {
    let visit: Visit
    /// What the table holds, for those who cannot see it.
    let caption: String
    let columns: [ListColumn]
    let rows: [ListRow]
    /// The target of a heading that sorts, and the order in force.
    var sorting: (link: (ListColumn) -> String, current: String?)?
    /// Under which the headings are kept; nil to write them anew.
    var headings: KeptPieces.Key?

    func write(to h: inout HTML) {
        let values = ValueText(visit: visit)
        let shown = columns.filter { !$0.isHidden }
        // The roles keep the table a table where the style sheet lays its rows out as cards.
        h(.table, .class("data"), .role("table")) { h in
            h(.caption, .class("unseen"), text: caption)
            if let headings {
                h.append(visit.services.pieces.piece(headings) { h in head(shown, to: &h) })
            } else {
                head(shown, to: &h)
            }
            h(.tbody, .role("rowgroup")) { h in
                // Not before a row is written: most are known.
                var cells: [(column: ListColumn, opening: HTML)] = []
                let table = KeptRows.Table(
                    language: visit.language,
                    caption: caption,
                    columns: columns.map { $0.id }
                )
                visit.services.rows.append(rows, of: table, to: &h) { row, h in
                    if cells.isEmpty { cells = shown.map { (column: $0, opening: opening(of: $0)) } }
                    h.raw(TrustedHTML("<tr role=\"row\">"))
                    for cell in cells {
                        h.append(cell.opening)
                        values.write(cell.column, in: row, to: &h)
                        h.raw(TrustedHTML("</span></td>"))
                    }
                    h.raw(TrustedHTML("</tr>"))
                }
            }
        }
    }

    private func head(_ shown: [ListColumn], to h: inout HTML) {
        h(.thead, .role("rowgroup")) { h in
            h(.tr, .role("row")) { h in
                for column in shown { heading(column, to: &h) }
            }
        }
    }

    /// What stands before each value of a column: written once, for it is most of what a row weighs.
    private func opening(of column: ListColumn) -> HTML {
        var h = HTML(capacity: 128)
        h.raw(TrustedHTML("<td role=\"cell\" data-label=\""))
        h.text(visit.words(column.labelKey))
        if column.isNumeric {
            h.raw(TrustedHTML("\" class=\"number"))
        } else if column.isBrief {
            h.raw(TrustedHTML("\" class=\"brief"))
        }
        h.raw(TrustedHTML("\"><span class=\"value\">"))
        return h
    }

    private func heading(_ column: ListColumn, to h: inout HTML) {
        let label = visit.words(column.labelKey)
        let order: String? =
            switch sorting?.current {
            case column.id: "ascending"
            case "-" + column.id: "descending"
            default: nil
            }
        h(
            .th,
            .role("columnheader"),
            .scope("col"),
            column.isNumeric ? .class("number") : nil,
            order.map { Attribute("aria-sort", $0) }
        ) { h in
            guard let sorting, column.isSortable else {
                h.text(label)
                return
            }
            h(.a, .href(sorting.link(column)), text: label)
            if let order {
                h(.span, .ariaHidden, text: order == "ascending" ? " ▲" : " ▼")
            }
        }
    }
}
