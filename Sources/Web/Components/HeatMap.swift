internal import Vocabulary

/// The vulnerability matrix with the number of findings in each cell: colour and text say the same.
struct HeatMap {
    let visit: Visit
    let matrix: MatrixView
    /// Findings by cell, such as `S2/V3`.
    let counts: [String: Int]

    func write(to h: inout HTML) {
        let words = visit.words
        table(matrix.rows, caption: words("matrix.caption"), to: &h)
        legend(to: &h)
        concerns(to: &h)
    }

    /// The concerns that other sources add; they have no place among the stages.
    private func concerns(to h: inout HTML) {
        guard !matrix.moreRows.isEmpty else { return }
        let numbers = matrix.moreRows.map(count)
        let words = visit.words
        h(.details, .class("more-rows")) { h in
            let rows = words.integer(matrix.moreRows.count)
            h(.summary, text: words.plural("matrix.more", numbers.reduce(0, +), ["rows": rows]))
            h(.ul, .class("concerns")) { h in
                for (row, number) in zip(matrix.moreRows, numbers) {
                    h(.li) { h in
                        h(.a, .href(visit.path("/findings?vulnerability=\(row.id)"))) { h in
                            h(.span, .class("swatch heat-\(Self.level(number))"), text: words.integer(number))
                            h(.span, .class("code"), text: row.id)
                            h.text(" ")
                            h(.span, text: row.title[visit.language])
                        }
                    }
                }
            }
        }
    }

    private func count(_ row: MatrixView.Row) -> Int {
        matrix.stages.reduce(counts[row.id] ?? 0) { $0 + (counts["\($1.id)/\(row.id)"] ?? 0) }
    }

    private func table(_ rows: [MatrixView.Row], caption: String, to h: inout HTML) {
        h(.table, .class("heat"), .role("table")) { h in
            h(.caption, .class("unseen"), text: caption)
            h(.thead, .role("rowgroup")) { h in
                h(.tr, .role("row")) { h in
                    h(
                        .th,
                        .role("columnheader"),
                        .scope("col"),
                        .class("corner"),
                        text: visit.words("matrix.vulnerability")
                    )
                    for stage in matrix.stages {
                        h(.th, .role("columnheader"), .scope("col")) { h in
                            h(.a, .href(visit.path("/findings?stage=\(stage.id)"))) { h in
                                h(.span, .class("code"), text: stage.id)
                                h.text(" ")
                                h(.span, .class("stage-title"), text: stage.title[visit.language])
                            }
                        }
                    }
                }
            }
            h(.tbody, .role("rowgroup")) { h in
                for row in rows { write(row, to: &h) }
            }
        }
    }

    private func write(_ row: MatrixView.Row, to h: inout HTML) {
        h(.tr, .role("row")) { h in
            h(.th, .role("rowheader"), .scope("row")) { h in
                h(.a, .href(visit.path("/findings?vulnerability=\(row.id)"))) { h in
                    h(.span, .class("code"), text: row.id)
                    h.text(" ")
                    h(.span, text: row.title[visit.language])
                }
            }
            for stage in matrix.stages {
                cell(row: row, stage: stage, to: &h)
            }
        }
    }

    private func cell(row: MatrixView.Row, stage: MatrixView.Stage, to h: inout HTML) {
        let words = visit.words
        let id = "\(stage.id)/\(row.id)"
        let count = counts[id] ?? 0
        guard row.cells[stage.id] != nil || count > 0 else {
            h(.td, .role("cell"), .class("outside")) { h in
                h(.span, .class("unseen"), text: words("matrix.outside"))
            }
            return
        }
        let isUncertain = row.cells[stage.id] == .uncertain
        h(.td, .role("cell"), .class("heat-\(Self.level(count))\(isUncertain ? " uncertain" : "")")) { h in
            let label = words.plural("matrix.cell", count, ["stage": stage.title[visit.language], "row": row.id])
            h(
                .a,
                .href(visit.path("/findings?cell=\(URLCoding.encode(id))")),
                .ariaLabel(isUncertain ? "\(label) \(words("matrix.uncertain"))" : label)
            ) { h in
                h.text(words.integer(count))
                if isUncertain { h(.span, .class("doubt"), .ariaHidden, text: "?") }
            }
        }
    }

    private func legend(to h: inout HTML) {
        let words = visit.words
        h(.p, .class("legend")) { h in
            for (level, text) in [(0, "0"), (1, "1–2"), (2, "3–9"), (3, "10–29"), (4, "30–99"), (5, "≥ 100")] {
                h(.span, .class("swatch heat-\(level)"), text: text)
            }
            h(.span, .class("swatch uncertain"), text: "?")
            h.text(" ")
            h(.small, text: words("matrix.legend"))
        }
    }

    /// The step of the colour scale: about logarithmic, because counts are.
    static func level(_ count: Int) -> Int {
        switch count {
        case ...0: 0
        case 1...2: 1
        case 3...9: 2
        case 10...29: 3
        case 30...99: 4
        default: 5
        }
    }
}
