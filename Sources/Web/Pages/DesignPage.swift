internal import GRDB
internal import Hummingbird
internal import Vocabulary

/// Every component of the site on one page, with made-up values.
struct DesignPage {
    static func respond(_ visit: Visit) -> Response {
        DesignPage(visit: visit).response
    }

    let visit: Visit

    private static let columns = [
        ListColumn("severity", .severity), ListColumn("name"), ListColumn("date", .date),
        ListColumn("net_mass_g", .mass),
        ListColumn("value_minor", .money(currency: "currency")), ListColumn("verdict", .token("verdict")),
        ListColumn("currency", .hidden),
    ]

    private var rows: [ListRow] {
        let values: [(Int, String, String, Int, Int, String)] = [
            (5, "Kivu <b>Nord</b> & Fils", "2026-03-09", 12_345_678, 1_234_567_89, "open"),
            (2, "شركة المعادن", "2026-02", 850_000, 99, "confirmed"),
            (1, "Ñandú 矿业", "2025", 40, -5000, "dismissed"),
        ]
        return values.map { value in
            ListRow([
                "severity": value.0.databaseValue, "name": value.1.databaseValue, "date": value.2.databaseValue,
                "net_mass_g": value.3.databaseValue, "value_minor": value.4.databaseValue,
                "verdict": value.5.databaseValue, "currency": "USD".databaseValue,
            ])
        }
    }

    var response: Response {
        let words = visit.words
        return PageFrame(visit: visit, title: words("nav.design"), isWide: true).response { h, _ in
            h(.h1, text: words("nav.design"))
            h(.p, .class("lead"), text: words("design.about"))
            section("design.headings", &h) { h in
                h(.h3, text: words("about.title"))
                h(.p, text: words("about.lead"))
                h(.p, .class("quiet"), text: words("finding.observation"))
                h(.p, .class("notice"), text: words("record.superseded"))
                h(.p, .class("sentence"), text: words("finding.weights_about"))
            }
            section("design.buttons", &h) { h in
                h(.p, .class("actions")) { h in
                    h(.button, .type("button"), text: words("finding.confirm"))
                    h(.button, .type("button"), .class("quiet-button"), text: words("finding.dismiss"))
                    h(.a, .class("button"), .href("#content"), text: words("list.next"))
                    h(.a, .href("#content"), text: words("nav.findings"))
                }
            }
            section("design.tags", &h) { h in
                h(.p) { h in
                    for verdict in ["open", "confirmed", "dismissed"] {
                        h(.span, .class("tag tag-\(verdict)"), text: words.token("verdict", verdict))
                        h.text(" ")
                    }
                    for level in 1...5 {
                        SeverityMark(level: level, words: words).write(to: &h)
                        h.text(" ")
                    }
                }
                Bar(share: 0.62).write(to: &h)
            }
            section("design.table", &h) { h in
                h(.div, .class("scroll"), .role("region"), .ariaLabel(words("design.table")), .focusable) { h in
                    DataTable(visit: visit, caption: words("design.table"), columns: Self.columns, rows: rows).write(
                        to: &h
                    )
                }
                if let row = rows.first { Particulars(visit: visit, columns: Self.columns, row: row).write(to: &h) }
            }
            section("design.form", &h) { h in
                FilterForm(visit: visit, definition: .findings).write(to: &h)
                Pager(words: words, request: ListRequest(.findings, query: QueryString(parsing: "page=2")), total: 170)
                    .write(to: &h)
            }
            section("design.shell", &h) { h in
                TaskStrip(visit: visit).write(to: &h)
                h(.div, .class("done"), .role("status")) { h in
                    h(.p, text: words("done.person_changed"))
                    h(.button, .type("button"), .class("quiet-button"), text: words("undo.button"))
                }
                h(.p, .class("reading")) { h in
                    let purpose = words("reason.purpose.investigation")
                    h.text(words("withheld.reading", ["purpose": purpose, "case": "K-17"]) + " ")
                    h(.a, .href("#content"), text: words("withheld.stop"))
                }
                h(.div, .class("withheld")) { h in
                    h(.p, text: words("withheld.fields", ["fields": words("column.birth_date")]))
                }
                h(.ul, .class("notices")) { h in
                    h(.li, .class("new")) { h in
                        h(.p) { h in h(.a, .href("#content"), text: words("notices.gone.import_done")) }
                    }
                }
                FormParts(words: words, prefix: "design-").boxes(
                    "role",
                    legend: "people.roles",
                    options: ["analyst", "inspector", "auditor"].map { ($0, words("role.\($0)")) },
                    chosen: ["analyst"],
                    to: &h
                )
            }
            section("design.heat", &h) { h in
                HeatMap(
                    visit: visit,
                    matrix: visit.services.matrix,
                    counts: ["S1/V1": 1, "S2/V3": 42, "S3/V5": 7, "S3/V8": 120, "S4/V6": 12]
                )
                .write(to: &h)
            }
            section("design.flow", &h) { h in
                FlowPicture(visit: visit, title: words("design.flow"), graph: Self.flow(words)).write(to: &h)
                QRCode("https://touchstone.example/en/lots/L-1")?.write(label: words("design.qr"), to: &h)
            }
            section("design.empty", &h) { h in
                EmptyState(
                    title: words("list.nothing.title"),
                    advice: words("list.nothing.advice"),
                    link: (visit.path("/findings"), words("list.clear"))
                )
                .write(to: &h)
                h(.progress, .ariaLabel(words("import.progress")), Attribute("max", "100"), .value("40"))
            }
        }
    }

    private static func flow(_ words: Words) -> FlowGraph {
        FlowGraph(
            nodes: [
                FlowGraph.Node("L-7", .focus, link: "#content"), FlowGraph.Node("Morro Alto", .site, link: "#content"),
                FlowGraph.Node("L-3", .lot, link: "#content"), FlowGraph.Node(words("flow.kind.unknown"), .unknown),
            ],
            edges: [
                FlowGraph.Edge(from: 1, to: 2, grams: 700_000), FlowGraph.Edge(from: 2, to: 0, grams: 650_000),
                FlowGraph.Edge(from: 3, to: 0, grams: nil), FlowGraph.Edge(from: 1, to: 0, grams: 120_000),
            ]
        )
    }

    private func section(_ key: String, _ h: inout HTML, content: (inout HTML) -> Void) {
        h(.section, .class("panel")) { h in
            h(.h2, text: visit.words(key))
            content(&h)
        }
    }
}
