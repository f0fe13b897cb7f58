internal import Hummingbird
internal import Store

/// The public page of tagged tonnage by mine.
struct TonnagePage {
    let visit: Visit
    let figures: TonnageFigures

    static func respond(_ visit: Visit) async throws -> Response {
        TonnagePage(visit: visit, figures: try await TonnageFigures.read(visit.services)).response
    }

    private var response: Response {
        let words = visit.words
        return PageFrame(visit: visit, title: words("tonnage.title"), section: "/tonnage").response { h, _ in
            h(.h1, text: words("tonnage.title"))
            h(.p, .class("lead"), text: words("tonnage.lead"))
            if figures.lines.isEmpty {
                EmptyState(title: words("tonnage.empty.title"), advice: words("tonnage.empty.advice")).write(to: &h)
            } else {
                table(to: &h)
            }
            h(
                .p,
                .class("quiet"),
                text: words("tonnage.about", ["count": words.integer(TonnageFigures.leastLots)])
            )
            h(.p, .class("exports")) { h in
                h.text(words("tonnage.take_away"))
                h(.a, .href("/api/v1/tonnage.csv"), text: "CSV")
                h.text(" ")
                h(.a, .href("/api/v1/tonnage"), text: "JSON")
            }
        }
    }

    private func table(to h: inout HTML) {
        let (visit, words) = (self.visit, self.visit.words)
        let mineral = MineralWords(visit.services.lexicon, in: visit.language)
        let limit = TonnageFigures.pageLimit
        PlainTable(
            words: words,
            caption: words("tonnage.caption"),
            items: Array(figures.lines.prefix(limit)),
            columns: [
                .init("tonnage.mine") { line, h in
                    guard visit.services.isOn(.site) else { return h(.bdi, text: line.name) }
                    h(.a, .href(visit.path(to: .site, line.site))) { h in h(.bdi, text: line.name) }
                },
                .text("tonnage.year") { words.date($0.year) },
                .text("tonnage.mineral") { $0.mineral.map { mineral($0) } ?? "" },
                .init("tonnage.lots", isNumeric: true) { line, h in
                    let fewer = words("tonnage.fewer", ["count": words.integer(TonnageFigures.leastLots)])
                    h.text(line.lots.map { words.integer($0) } ?? fewer)
                },
                .init("tonnage.mass", isNumeric: true) { line, h in
                    h.text(line.grams.map { words.mass(grams: $0) } ?? words("tonnage.not_shown"))
                },
            ]
        )
        .write(to: &h)
        if figures.lines.count > limit {
            h(.p, .class("quiet"), text: words("profile.first_rows", ["count": words.integer(limit)]))
        }
    }
}
