internal import Community
internal import Formats
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// The statistics of complaints as they were published last, for everybody: without small numbers, and never anew each day.
struct StatisticsPage {
    let visit: Visit
    let say: RemedyWords
    let published: JSONNode?

    static func respond(_ visit: Visit) async throws -> Response {
        StatisticsPage(
            visit: visit,
            say: try await RemedyWords.of(visit),
            published: try await visit.services.redress.publishedStatistics()
        )
        .response
    }

    private var response: Response {
        let words = visit.words
        let title = words("remedy.statistics")
        return PageFrame(visit: visit, title: title, section: "/grievances").response { h, _ in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/grievances")), text: words("nav.grievances")) }
            h(.h1, text: title)
            h(.p) { h in h(.a, .href(visit.path("/reported")), text: words("reported.title")) }
            guard let published, let day = published["day"]?.string else {
                let (empty, advice) = (words("remedy.no_statistics.title"), words("remedy.no_statistics.advice"))
                EmptyState(title: empty, advice: advice).write(to: &h)
                return
            }
            let least = published["threshold"]?.numberText ?? "3"
            h(.p, .class("lead"), text: words("remedy.statistics_about", ["day": words.date(day), "number": least]))
            outcomes(published, to: &h)
            for criterion in Criterion.allCases { section(criterion, published["measures"]?.elements ?? [], to: &h) }
        }
    }

    private func outcomes(_ published: JSONNode, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("outcomes")) { h in
            h(.h2, .id("outcomes"), text: words("remedy.outcomes"))
            PlainTable<(name: String, count: String)>(
                words: words,
                caption: words("remedy.outcomes"),
                items: (published["outcomes"]?.elements ?? []).map { row in
                    (words.token("remedy.state", row["name"]?.string ?? ""), count(row["count"]))
                } + [(words("remedy.total"), count(published["total"]))],
                columns: [
                    .text("remedy.standing") { $0.name },
                    .init("remedy.count", isNumeric: true) { row, h in h.text(row.count) },
                ]
            )
            .write(to: &h)
        }
    }

    private func count(_ node: JSONNode?) -> String {
        node?.numberText.flatMap { Int($0) }.map { visit.words.integer($0) } ?? visit.words("remedy.value.hidden")
    }

    private func section(_ criterion: Criterion, _ all: [JSONNode], to h: inout HTML) {
        let words = visit.words
        let title = words("remedy.criterion.\(criterion.rawValue)")
        let measures = all.compactMap { node -> (kind: Measure.Kind, value: String)? in
            guard let kind = node["kind"]?.string.flatMap(Measure.Kind.init(rawValue:)), kind.criterion == criterion
            else { return nil }
            return (kind, value(node))
        }
        guard !measures.isEmpty else { return }
        h(.section, .class("panel"), .ariaLabelledBy("c-\(criterion.rawValue)")) { h in
            h(.h2, .id("c-\(criterion.rawValue)"), text: title)
            PlainTable<(kind: Measure.Kind, value: String)>(
                words: words,
                caption: title,
                items: measures,
                columns: [
                    .text("remedy.measure") { words($0.kind.messageKey) }, .text("remedy.value") { $0.value },
                ]
            )
            .write(to: &h)
        }
    }

    private func value(_ node: JSONNode) -> String {
        func number(_ name: String) -> Int? { node[name]?.numberText.flatMap { Int($0) } }
        let words = visit.words
        if let few = number("fewer_than") { return words("remedy.value.few", ["number": words.integer(few)]) }
        if let part = number("counted"), let whole = number("of") { return say.value(.share(part, of: whole)) }
        if let median = node["median"]?.string, let count = number("of") {
            return words("remedy.value.median", ["days": median, "count": words.integer(count)])
        }
        if let days = number("days") { return say.value(.days(days)) }
        return words("remedy.value.unknown")
    }
}
