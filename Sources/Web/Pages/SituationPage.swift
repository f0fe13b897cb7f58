internal import GRDB
internal import Hummingbird
internal import Store

/// The analyst's home: the matrix, the map and what is new.
struct SituationPage {
    static func respond(_ visit: Visit) async throws -> Response {
        let situation = try await SituationQuery.read(visit.services, as: visit.reader)
        return SituationPage(visit: visit, situation: situation).response
    }

    let visit: Visit
    let situation: SituationQuery

    private var isEmpty: Bool {
        situation.receipts.isEmpty && situation.openFindings == 0 && situation.totals.values.allSatisfy { $0 == 0 }
    }

    var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: words("nav.situation"),
            scripts: [.map],
            section: "/",
            isWide: true
        )
        return frame.response { h, _ in
            h(.h1, text: words("situation.title"))
            TaskStrip(visit: visit).write(to: &h)
            if isEmpty {
                EmptyState(
                    title: words("situation.empty.title"),
                    advice: words("situation.empty.advice"),
                    link: importLink
                )
                .write(to: &h)
            } else {
                totals(to: &h)
            }
            h(.div, .class("situation")) { h in
                if visit.services.isOn(.finding) {
                    h(.section, .ariaLabelledBy("matrix-title"), .class("panel")) { h in
                        h(.h2, .id("matrix-title"), text: words("matrix.title"))
                        HeatMap(visit: visit, matrix: visit.services.matrix, counts: situation.cells).write(to: &h)
                    }
                }
                h(.section, .ariaLabelledBy("map-title"), .class("panel")) { h in
                    h(.h2, .id("map-title"), text: words("map.title"))
                    MapFigure(
                        visit: visit,
                        layers: ["outline", "licences", "sites", "detections", "findings"],
                        label: words("map.label")
                    )
                    .write(to: &h)
                }
            }
            news(to: &h)
        }
    }

    private func totals(to h: inout HTML) {
        let words = visit.words
        h(.ul, .class("totals")) { h in
            if visit.services.isOn(.finding) {
                total(words("nav.findings"), situation.openFindings, path: "/findings?verdict=open", to: &h)
            }
            for subject in SituationQuery.counted where visit.services.isOn(subject) {
                total(
                    words("nav.\(subject.segment)"),
                    situation.totals[subject.rawValue] ?? 0,
                    path: "/\(subject.segment)",
                    to: &h
                )
            }
            if visit.services.isOn(.quarantine) {
                total(words("nav.quarantine"), situation.openQuarantine, path: "/quarantine?state=open", to: &h)
            }
        }
    }

    /// Where to bring records in, if that is done on the site.
    private var importLink: (path: String, text: String)? {
        visit.services.isOn(page: "/import") ? (visit.path("/import"), visit.words("nav.import")) : nil
    }

    private func total(_ label: String, _ count: Int, path: String, to h: inout HTML) {
        let limit = SituationQuery.countLimit
        let number =
            count > limit
            ? visit.words("value.more_than", ["number": visit.words.integer(limit)]) : visit.words.integer(count)
        h(.li) { h in
            h(.a, .href(visit.path(path))) { h in
                h(.strong, text: number)
                h.text(" ")
                h(.span, text: label)
            }
        }
    }

    private func news(to h: inout HTML) {
        h(.div, .class("news")) { h in
            if visit.services.isOn(.finding) { latestFindings(to: &h) }
            if visit.services.isOn(page: "/import") { latestImports(to: &h) }
        }
    }

    private func latestFindings(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("news-findings")) { h in
            h(.h2, .id("news-findings"), text: words("situation.latest_findings"))
            guard !situation.latestFindings.isEmpty else {
                EmptyState(title: words("findings.empty.title"), advice: words("findings.empty.advice")).write(to: &h)
                return
            }
            DataTable(
                visit: visit,
                caption: words("situation.latest_findings"),
                columns: SituationQuery.findingColumns.filter {
                    ["severity", "rule", "subject", "time"].contains($0.id)
                },
                rows: situation.latestFindings
            )
            .write(to: &h)
            h(.p) { h in h(.a, .href(visit.path("/findings")), text: words("situation.all_findings")) }
        }
    }

    private func latestImports(to h: inout HTML) {
        let words = visit.words
        let title = words("situation.latest_imports")
        h(.section, .class("panel"), .ariaLabelledBy("news-imports")) { h in
            h(.h2, .id("news-imports"), text: title)
            guard !situation.receipts.isEmpty else {
                EmptyState(title: words("import.none.title"), advice: words("import.none.advice"), link: importLink)
                    .write(to: &h)
                return
            }
            h(.div, .class("scroll"), .role("region"), .ariaLabel(title), .focusable) { h in
                DataTable(
                    visit: visit,
                    caption: title,
                    columns: SituationQuery.receiptColumns,
                    rows: situation.receipts
                )
                .write(to: &h)
            }
            h(.p) { h in
                h(
                    .a,
                    .href(visit.path("/quarantine?state=open")),
                    text: words.plural("situation.quarantine", situation.openQuarantine)
                )
            }
        }
    }
}
