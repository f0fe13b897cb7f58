internal import Community
internal import Store

/// As what a report is counted in public when it is closed: shown where its reporter agreed to be counted.
struct CountFields: Sendable {
    let words: Words
    let opened: OpenedReport
    let regions: [String]

    /// The name of the field by which a form says that it counts.
    static let name = "counts"

    func write(to h: inout HTML) {
        guard opened.allows(.statistics) else {
            h(.p, .class("quiet"), text: words("count.not_agreed"))
            return
        }
        let parts = FormParts(words: words, prefix: "count-")
        h(.input, .type("hidden"), .name(Self.name), .value("yes"))
        h(.p, .class("quiet"), text: words("count.about"))
        parts.choice(
            "kind",
            label: "count.kind",
            options: CountedKind.allCases.map { ($0.rawValue, words("reported.kind.\($0.rawValue)")) },
            chosen: CountedKind(ofCategory: opened.content.category).rawValue,
            to: &h
        )
        guard !regions.isEmpty else { return }
        parts.choice(
            "region",
            label: "count.region",
            options: regions.map { ($0, $0) },
            any: "reported.no_region",
            to: &h
        )
    }

    /// As what a form says that a report is counted; nil where it says nothing of it.
    static func read(_ form: QueryString) -> CountedAs? {
        guard form[name] != nil else { return nil }
        return CountedAs(
            kind: form["kind"].flatMap(CountedKind.init(rawValue:)) ?? .notTold,
            region: form["region"] ?? ""
        )
    }
}
