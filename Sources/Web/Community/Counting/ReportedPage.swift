internal import Community
internal import Hummingbird
internal import Store
internal import Vocabulary

/// How many reports came and what became of them, for everybody: what was published, and never what is there now.
struct ReportedPage: Sendable {
    let visit: Visit
    let published: [(counts: PublishedCounts, madeOn: CalendarDay)]
    let regions: [String]
    var fault: String?

    static func respond(_ visit: Visit) async throws -> Response { try await page(visit).response }

    private static func page(_ visit: Visit) async throws -> ReportedPage {
        let store = visit.services.store
        return ReportedPage(
            visit: visit,
            published: try await CountsOffice(store).published(),
            regions: try await store.countRegions()
        )
    }

    /// Sets the regions.
    static func setRegions(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let lines = (form["regions"] ?? "").split(whereSeparator: \.isNewline)
        let names = lines.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
        do {
            try await visit.services.store.setCountRegions(names, by: visit.reader)
            return visit.confirm("reported.regions_set", at: "/reported")
        } catch let error as StoreError where error.code == .invalid {
            var page = try await page(visit)
            page.fault = "reported.fault.regions"
            return page.response
        }
    }

    private var response: Response {
        let words = visit.words
        let mayChange = visit.reader.can(.manageAgencies)
        let frame = PageFrame(visit: visit, title: words("reported.title"), section: "/reported", hasForm: mayChange)
        return frame.response(status: fault == nil ? .ok : .unprocessableContent) { h, token in
            let least = words.integer(PublishedCounts.threshold)
            h(.h1, text: words("reported.title"))
            h(.p, .class("lead"), text: words("reported.lead"))
            h(.p, text: words("reported.rule", ["number": least, "days": words.integer(FactStore.daysBeforeCounting)]))
            if published.isEmpty {
                EmptyState(title: words("reported.empty.title"), advice: words("reported.empty.advice")).write(to: &h)
            }
            for (place, one) in published.enumerated() {
                QuarterCounts(words: words, counts: one.counts, madeOn: one.madeOn, isOpen: place == 0).write(to: &h)
            }
            h(.p, .class("quiet"), text: words("reported.about"))
            h(.p, .class("exports")) { h in
                h.text(words("reported.take_away") + " ")
                h(.a, .href("/api/v1/reported.csv"), text: "CSV")
                h.text(" ")
                h(.a, .href("/api/v1/reported"), text: "JSON")
            }
            if mayChange { regionForm(token, to: &h) }
        }
    }

    private func regionForm(_ token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("regions"), .ariaLabelledBy("regions-title")) { h in
            h(.h2, .id("regions-title"), text: words("reported.regions"))
            if let fault { h(.p, .class("notice"), .role("alert"), text: words(fault)) }
            h(.p, text: words("reported.regions_about", ["number": words.integer(FactStore.mostRegions)]))
            PostForm(visit: visit, action: "/reported/regions", token: token).write(to: &h) { h in
                let parts = FormParts(words: words, prefix: "regions-")
                parts.area(
                    "regions",
                    label: "reported.regions_label",
                    value: regions.joined(separator: "\n"),
                    rows: 8,
                    to: &h
                )
                parts.button("inbox.set_state", css: "quiet-button", to: &h)
            }
        }
    }
}

/// What was published with one quarter.
struct QuarterCounts: Sendable {
    let words: Words
    let counts: PublishedCounts
    let madeOn: CalendarDay
    let isOpen: Bool

    func write(to h: inout HTML) {
        let id = "q-\(counts.quarter.text)"
        h(.section, .class("panel"), .id(id), .ariaLabelledBy("\(id)-title")) { h in
            h(.h2, .id("\(id)-title"), text: title)
            h(.p, .class("quiet"), text: words("reported.made_on", ["day": words.date(madeOn.text)]))
            if counts.isIncomplete { h(.p, .class("notice"), text: words("reported.incomplete")) }
            h(.ul, .class("plain")) { h in
                for (key, group) in groups {
                    h(.li, text: words(key, ["number": said(group), "day": day(group.from)]))
                }
            }
            guard !counts.tables.isEmpty else { return }
            if isOpen {
                for table in counts.tables { write(table, to: &h) }
            } else {
                h(.details) { h in
                    h(.summary, text: words("reported.more"))
                    for table in counts.tables { write(table, to: &h) }
                }
            }
        }
    }

    private var title: String {
        words("reported.quarter", ["number": "\(counts.quarter.number)", "year": "\(counts.quarter.year)"])
    }

    private var groups: [(String, PublishedCounts.Group)] {
        [
            ("reported.counted", counts.counted), ("reported.withdrawn", counts.withdrawn),
            ("reported.no_report", counts.setAside),
        ]
    }

    private func day(_ day: CalendarDay) -> String { words.date(day.text) }

    private func said(_ group: PublishedCounts.Group) -> String {
        group.count.map { words.integer($0) } ?? words("reported.few", ["number": words.integer(counts.threshold)])
    }

    private func write(_ table: PublishedCounts.Table, to h: inout HTML) {
        let word = table.table.rawValue
        PlainTable<PublishedCounts.Row>(
            words: words,
            caption: words("reported.table.\(word)"),
            items: table.rows,
            columns: [
                .text("reported.row.\(word)") { name($0, in: table.table) },
                .init("reported.count", isNumeric: true) { row, h in
                    h.text(row.count.map { words.integer($0) } ?? words("reported.hidden"))
                },
            ]
        )
        .write(to: &h)
    }

    private func name(_ row: PublishedCounts.Row, in table: CountTable) -> String {
        guard table == .region else { return words("reported.\(table.rawValue).\(row.name)") }
        return row.name.isEmpty ? words("reported.no_region") : row.name
    }
}
