internal import Community
internal import Hummingbird
internal import Store
internal import Vocabulary

/// The reports that an organisation received: what stands in the open of them.
struct InboxPage: Sendable {
    private static let pageSize = 50

    let visit: Visit
    let reports: [SealedReport]
    /// What officers have said of them; empty while the organisation's key is closed.
    let files: [Int64: ReportFile]
    let state: ReportState?
    let door: ReportDoor?
    /// How many hand-overs wait for an answer of the organisation.
    let waiting: Int
    let count: (all: Int, unopened: Int)
    let hasKey: Bool
    let page: Int

    static func respond(_ visit: Visit) async throws -> Response {
        let store = visit.services.store
        let page = max(visit.query["page"].flatMap { Int($0) } ?? 1, 1)
        let (state, door) = (
            visit.query["state"].flatMap(ReportState.init(rawValue:)),
            visit.query["door"].flatMap(ReportDoor.init(rawValue:))
        )
        let reports = try await store.sealedReports(
            as: visit.reader,
            in: state,
            through: door,
            limit: pageSize,
            offset: min(page - 1, 1_000_000) * pageSize
        )
        let desk = visit.services.community
        var files: [Int64: ReportFile] = [:]
        if let keys = visit.reader.session.flatMap({ desk.keys(of: $0) }), !reports.isEmpty {
            files = try await desk.officers.files(of: reports.map(\.id), with: keys, as: visit.reader)
        }
        let handovers = try await store.handovers(as: visit.reader)
        let inbox = InboxPage(
            visit: visit,
            reports: reports,
            files: files,
            state: state,
            door: door,
            waiting: handovers.count { $0.state == .sent && $0.to == visit.reader.agency },
            count: try await store.sealedReportCount(as: visit.reader, in: state, through: door),
            hasKey: try await !store.reportKeys(by: visit.reader).isEmpty,
            page: page
        )
        return inbox.response
    }

    private var response: Response {
        let words = visit.words
        let title = words("nav.inbox")
        let isOpen = visit.reader.session.flatMap { visit.services.community.keys(of: $0) } != nil
        return PageFrame(visit: visit, title: title, section: "/inbox", hasForm: isOpen).response { h, token in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("inbox.lead"))
            if isOpen {
                PostForm(visit: visit, action: "/inbox/key", token: token).write(to: &h) { h in
                    h(.input, .type("hidden"), .name("do"), .value("close"))
                    h(.p, text: words("inbox.key_open"))
                    FormParts(words: words).button("inbox.close_key", css: "quiet-button", to: &h)
                }
            }
            if visit.services.mode == .demo {
                h(.p, .class("notice"), text: words("inbox.demo", ["passphrase": DemoInbox.passphrase]))
            }
            h(.p) { h in
                h(.a, .href(visit.path("/inbox/key")), text: words("inbox.to_key"))
                h.text(" · ")
                h(.a, .href(visit.path("/inbox/escrow")), text: words("escrow.title"))
                h.text(" · ")
                h(.a, .href(visit.path("/inbox/handed")), text: words("handover.list"))
                if waiting > 0 { h.text(": " + words.plural("handover.waiting", waiting)) }
                h.text(" · ")
                h(.a, .href(visit.path("/reported")), text: words("reported.title"))
            }
            if !hasKey { h(.p, .class("notice"), text: words("inbox.fault.no_key")) }
            if state != nil || door != nil || count.all > 0 { filter(to: &h) }
            guard count.all > 0 else {
                h(.p, .class("empty"), text: words(state == nil && door == nil ? "inbox.empty" : "inbox.none_such"))
                return
            }
            h(.p, text: words.plural("inbox.count", count.all))
            if count.unopened > 0 { h(.p, text: words.plural("inbox.unopened", count.unopened)) }
            table(to: &h)
            pages(to: &h)
        }
    }

    private func filter(to h: inout HTML) {
        let words = visit.words
        h(
            .form,
            .class("filters"),
            .ariaLabel(words("filter.label")),
            Attribute("method", "get"),
            Attribute("action", visit.path("/inbox"))
        ) { h in
            let parts = FormParts(words: words)
            h(.div) { h in
                parts.choice(
                    "state",
                    label: "inbox.state",
                    options: ReportState.allCases.map { ($0.rawValue, words("report.state.\($0.rawValue)")) },
                    chosen: state?.rawValue,
                    any: "inbox.any_state",
                    to: &h
                )
            }
            h(.div) { h in
                parts.choice(
                    "door",
                    label: "inbox.door",
                    options: ReportDoor.allCases.map { ($0.rawValue, words("report.door.\($0.rawValue)")) },
                    chosen: door?.rawValue,
                    any: "inbox.any_door",
                    to: &h
                )
            }
            parts.button("inbox.filter", css: "quiet-button", to: &h)
        }
    }

    /// What officers have noted: shown while the key is open, as only it opens the notes.
    private var noted: [PlainTable<SealedReport>.Column] {
        guard !files.isEmpty else { return [] }
        return [
            .text("inbox.grade") { files[$0.id]?.grading.map { "\($0.grade)" } ?? "" },
            .text("inbox.about") { files[$0.id]?.links.map(\.id).joined(separator: ", ") ?? "" },
        ]
    }

    private func table(to h: inout HTML) {
        let words = visit.words
        PlainTable<SealedReport>(
            words: words,
            caption: words("nav.inbox"),
            items: reports,
            columns: [
                .init("inbox.report") { report, h in
                    h(
                        .a,
                        .href(visit.path("/inbox/\(report.id)")),
                        text: words("inbox.number", ["number": "\(report.id)"])
                    )
                },
                .init("inbox.urgent") { report, h in
                    if report.isUrgent { h(.span, .class("tag tag-urgent"), text: words("inbox.danger")) }
                },
                .text("inbox.door") { words("report.door.\($0.door.rawValue)") },
                .text("inbox.state") { words("report.state.\($0.state.rawValue)") },
                .text("inbox.arrived") { words.date($0.arrivedOn.text) },
                .text("inbox.deleted_on") { words.date($0.deletion.text) },
            ] + noted
        )
        .write(to: &h)
    }

    private func address(of page: Int) -> String {
        let query = visit.query.setting("page", to: "\(page)")
        return visit.path("/inbox") + query.encoded
    }

    private func pages(to h: inout HTML) {
        let words = visit.words
        guard count.all > Self.pageSize else { return }
        h(.nav, .class("pager"), .ariaLabel(words("list.pages"))) { h in
            if page > 1 {
                h(.a, .rel("prev"), .href(address(of: page - 1)), text: words("list.previous"))
            }
            if page * Self.pageSize < count.all {
                h(.a, .rel("next"), .href(address(of: page + 1)), text: words("list.next"))
            }
        }
    }
}
