internal import GRDB
internal import Hummingbird
internal import Store

/// The page for whoever has not signed in: what this is, what of it is public, and how to come in.
struct PortalPage: Sendable {
    /// What is counted in public: rows that anybody may see.
    struct Figures: Sendable {
        var counts: [(subject: Subject, count: Int)] = []
        var findings = 0

        var isEmpty: Bool { findings == 0 && counts.allSatisfy { $0.count == 0 } }

        init(_ db: Database) throws {
            for subject in [Subject.site, .licence, .declaration, .detection] {
                let sql = "SELECT count(*) FROM (SELECT 1 FROM \"\(subject.rawValue)\" LIMIT 100001)"
                counts.append((subject, try Int.fetchOne(db, sql: sql) ?? 0))
            }
            findings = try Int.fetchOne(db, sql: "SELECT count(*) FROM finding") ?? 0
        }
    }

    let visit: Visit
    let figures: Figures

    static func respond(_ visit: Visit) async throws -> Response {
        let figures = try await visit.services.kept.answer(to: .portal, for: visit.reader) { db in try Figures(db) }
        return PortalPage(visit: visit, figures: figures).response
    }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: words("portal.title"),
            scripts: figures.isEmpty ? [] : [.map],
            section: "/"
        )
        return frame.response { h, _ in
            h(.h1, text: words("portal.title"))
            h(.p, .class("lead"), text: words("portal.lead"))
            h(.p) { h in
                h(.a, .class("button"), .href(visit.path("/sign-in")), text: words("sign_in.title"))
                h.text(" ")
                h(.a, .class("button quiet-button"), .href(visit.path("/about")), text: words("nav.about"))
                if visit.services.isOn(page: "/tonnage") {
                    h.text(" ")
                    h(.a, .class("button quiet-button"), .href(visit.path("/tonnage")), text: words("tonnage.title"))
                }
            }
            h(.section, .class("panel"), .ariaLabelledBy("portal-figures")) { h in
                h(.h2, .id("portal-figures"), text: words("portal.figures"))
                if figures.isEmpty {
                    EmptyState(title: words("portal.empty.title"), advice: words("portal.empty.advice")).write(to: &h)
                } else {
                    totals(to: &h)
                    h(.p, .class("quiet"), text: words("portal.figures_about"))
                }
            }
            if !figures.isEmpty { map(to: &h) }
            h(.div, .class("columns")) { h in
                part("report", to: &h) { h in
                    h(.p) { h in
                        h(.a, .href(visit.path("/r")), text: visit.words("report.title"))
                        guard visit.services.isOn(page: "/reported") else { return }
                        h.text(" · ")
                        h(.a, .href(visit.path("/reported")), text: visit.words("reported.title"))
                    }
                }
                part("protect", to: &h)
            }
        }
    }

    private func map(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel portal-map"), .ariaLabelledBy("portal-map")) { h in
            h(.h2, .id("portal-map"), text: words("map.title"))
            MapFigure(visit: visit, layers: ["outline", "licences", "sites"], label: words("portal.map_label"))
                .write(to: &h)
        }
    }

    private func totals(to h: inout HTML) {
        let words = visit.words
        h(.ul, .class("totals")) { h in
            for (subject, count) in figures.counts {
                total(words("nav.\(subject.segment)"), count, path: "/\(subject.segment)", to: &h)
            }
            total(words("nav.findings"), figures.findings, path: "/findings", to: &h)
        }
    }

    private func total(_ label: String, _ count: Int, path: String, to h: inout HTML) {
        h(.li) { h in
            h(.a, .href(visit.path(path))) { h in
                h(.strong, text: visit.words.integer(count))
                h.text(" ")
                h(.span, text: label)
            }
        }
    }

    private func part(_ name: String, to h: inout HTML, more: (inout HTML) -> Void = { _ in }) {
        h(.section, .class("panel prose")) { h in
            h(.h2, text: visit.words("portal.\(name).title"))
            h(.p, text: visit.words("portal.\(name).text"))
            more(&h)
        }
    }
}
