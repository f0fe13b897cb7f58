internal import Hummingbird
internal import Store

/// Where data come from: how much, how lately, and how much of it could not be read.
enum SourcesPage {
    private static let columns = [
        ListColumn("source", sql: "CASE source WHEN '' THEN '–' ELSE source END", sortable: false),
        ListColumn("kind", .token("kind"), sortable: false),
        ListColumn("agency", sql: "(SELECT name FROM agency WHERE agency.id = agency_id)", sortable: false),
        ListColumn("files", .integer, sql: "count(*)", sortable: false),
        ListColumn("accepted", .integer, sql: "sum(accepted)", sortable: false),
        ListColumn("quarantined_count", .integer, sql: "sum(quarantined)", sortable: false),
        ListColumn("failed", .integer, sql: "sum(state = 'failed')", sortable: false),
        ListColumn("last_seen", .time, sql: "max(received_at)", sortable: false),
    ]

    static func respond(_ visit: Visit) async throws -> Response {
        let rows = try await visit.services.store.read(as: visit.reader) { db in
            try SituationQuery.fetch(
                db,
                columns: columns,
                tail:
                    "FROM receipt GROUP BY source, kind, agency_id ORDER BY max(received_at) DESC, source, kind LIMIT 500"
            )
        }
        let words = visit.words
        let title = words("nav.admin_sources")
        return PageFrame(visit: visit, title: title, section: "/admin/sources", isWide: true).response { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("sources.about"))
            guard !rows.isEmpty else {
                EmptyState(title: words("sources.empty.title"), advice: words("sources.empty.advice")).write(to: &h)
                return
            }
            h(.div, .class("scroll"), .role("region"), .ariaLabel(title), .focusable) { h in
                DataTable(visit: visit, caption: title, columns: columns, rows: rows).write(to: &h)
            }
            if visit.services.isOn(page: "/quarantine") {
                h(.p) { h in
                    h(.a, .href(visit.path("/quarantine?state=open")), text: words("work.quarantine.all"))
                }
            }
        }
    }
}
