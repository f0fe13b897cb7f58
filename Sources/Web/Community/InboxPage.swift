internal import Community
internal import Hummingbird
internal import Store
internal import Vocabulary

/// The reports that an organisation received: what stands in the open of them.
struct InboxPage: Sendable {
    private static let pageSize = 50

    let visit: Visit
    let reports: [SealedReport]
    let count: (all: Int, unopened: Int)
    let hasKey: Bool
    let page: Int

    static func respond(_ visit: Visit) async throws -> Response {
        let store = visit.services.store
        let page = max(visit.query["page"].flatMap { Int($0) } ?? 1, 1)
        let inbox = InboxPage(
            visit: visit,
            reports: try await store.sealedReports(
                as: visit.reader,
                limit: pageSize,
                offset: min(page - 1, 1_000_000) * pageSize
            ),
            count: try await store.sealedReportCount(as: visit.reader),
            hasKey: try await !store.reportKeys(by: visit.reader).isEmpty,
            page: page
        )
        return inbox.response
    }

    private var response: Response {
        let words = visit.words
        let title = words("nav.inbox")
        return PageFrame(visit: visit, title: title, section: "/inbox").response { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("inbox.lead"))
            if visit.services.mode == .demo {
                h(.p, .class("notice"), text: words("inbox.demo", ["passphrase": DemoInbox.passphrase]))
            }
            h(.p) { h in h(.a, .href(visit.path("/inbox/key")), text: words("inbox.to_key")) }
            if !hasKey { h(.p, .class("notice"), text: words("inbox.fault.no_key")) }
            guard count.all > 0 else {
                h(.p, .class("empty"), text: words("inbox.empty"))
                return
            }
            h(.p, text: words.plural("inbox.count", count.all))
            if count.unopened > 0 { h(.p, text: words.plural("inbox.unopened", count.unopened)) }
            table(to: &h)
            pages(to: &h)
        }
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
                .text("inbox.language") { words("language.\($0.language)") },
                .text("inbox.deleted_on") { words.date($0.deleteOn.text) },
            ]
        )
        .write(to: &h)
    }

    private func pages(to h: inout HTML) {
        let words = visit.words
        guard count.all > Self.pageSize else { return }
        h(.nav, .class("pager"), .ariaLabel(words("list.pages"))) { h in
            if page > 1 {
                h(.a, .rel("prev"), .href(visit.path("/inbox?page=\(page - 1)")), text: words("list.previous"))
            }
            if page * Self.pageSize < count.all {
                h(.a, .rel("next"), .href(visit.path("/inbox?page=\(page + 1)")), text: words("list.next"))
            }
        }
    }
}
