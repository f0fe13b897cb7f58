internal import GRDB
internal import Hummingbird
internal import Store
internal import Vocabulary

/// Every rule in force with the number of its findings.
struct RuleListPage {
    static func respond(_ visit: Visit) async throws -> Response {
        let counts = try await RuleFindings.read(visit)
        let words = visit.words
        let frame = PageFrame(visit: visit, title: words("nav.rules"), section: "/rules", isWide: true)
        return frame.response { h, _ in
            h(.h1, text: words("nav.rules"))
            h(.p, .class("lead"), text: words("rules.about"))
            guard !visit.services.rules.isEmpty else {
                EmptyState(title: words("rules.empty.title"), advice: words("rules.empty.advice")).write(to: &h)
                return
            }
            h(.table, .class("data"), .role("table")) { h in
                h(.caption, .class("unseen"), text: words("nav.rules"))
                h(.thead, .role("rowgroup")) { h in
                    h(.tr, .role("row")) { h in
                        for key in [
                            "column.rule", "column.severity", "column.cells", "column.weight", "column.findings",
                        ] {
                            h(.th, .role("columnheader"), .scope("col"), text: words(key))
                        }
                    }
                }
                h(.tbody, .role("rowgroup")) { h in
                    for rule in visit.services.rules { row(rule, count: counts[rule.id] ?? 0, visit: visit, to: &h) }
                }
            }
        }
    }

    private static func row(_ rule: RuleView, count: Int, visit: Visit, to h: inout HTML) {
        let words = visit.words
        func cell(_ key: String, _ h: inout HTML, _ content: (inout HTML) -> Void) {
            h(.td, .role("cell"), Attribute("data-label", words(key))) { h in
                h(.span, .class("value")) { h in content(&h) }
            }
        }
        h(.tr, .role("row")) { h in
            cell("column.rule", &h) { h in
                h(.a, .href(visit.path(to: .rule, rule.id)), text: rule.title[visit.language])
            }
            cell("column.severity", &h) { h in SeverityMark(level: rule.severity, words: words).write(to: &h) }
            cell("column.cells", &h) { h in CellLinks(visit: visit, cells: rule.cells).write(to: &h) }
            cell("column.weight", &h) { h in h.text(words.number(rule.weight, places: 2)) }
            cell("column.findings", &h) { h in
                guard visit.services.isOn(.finding) else { return h.text("–") }
                h(.a, .href(visit.path("/findings?rule=\(URLCoding.encode(rule.id))")), text: words.integer(count))
            }
        }
    }
}

/// Links to the findings of cells of the matrix.
struct CellLinks {
    let visit: Visit
    let cells: [String]

    func write(to h: inout HTML) {
        guard visit.services.isOn(.finding) else { return h.text(cells.joined(separator: " ")) }
        for cell in cells {
            h(.a, .class("cell"), .href(visit.path("/findings?cell=\(URLCoding.encode(cell))")), text: cell)
            h.text(" ")
        }
    }
}

/// How many findings each rule has that nobody has dismissed.
enum RuleFindings {
    static func read(_ visit: Visit) async throws -> [String: Int] {
        try await visit.services.store.read(as: visit.reader) { db in
            let sql = "SELECT rule_id, count(*) FROM finding WHERE verdict IS NOT 'dismissed' GROUP BY rule_id"
            let rows = try Row.fetchAll(db, sql: sql)
            return Dictionary(rows.map { ($0[0] as String, $0[1] as Int) }, uniquingKeysWith: +)
        }
    }
}
