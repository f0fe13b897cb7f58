internal import GRDB
internal import Hummingbird
internal import Store

/// The access trail as far as the reader may read it, with filters.
struct TrailPage: Sendable {
    let visit: Visit
    let rows: [ListRow]
    let actions: [String]
    let agencies: [(number: String, name: String)]

    private static let size = 100

    private static let columns = [
        ListColumn("at", .time, sortable: false),
        ListColumn("reader", sortable: false),
        ListColumn("action", .token("trail.action"), sortable: false),
        ListColumn("thing", .token("thing"), sql: "subject_kind", sortable: false),
        ListColumn("subject", .subjectLink(kind: "subject_kind", id: "subject_id"), sql: "subject_id", sortable: false),
        ListColumn(
            "owner",
            sql: "(SELECT name FROM agency WHERE agency.id = access.owner)",
            sortable: false
        ),
        ListColumn("purpose", .token("reason.purpose"), sortable: false),
        ListColumn("case_reference", sortable: false),
        ListColumn("detail", sortable: false),
        ListColumn("id", .hidden),
        ListColumn("subject_kind", .hidden),
        ListColumn("subject_id", .hidden),
    ]

    /// The filters: the name in the query, and what a row must fulfil.
    private static let conditions: [(name: String, sql: String)] = [
        ("who", "instr(lower(reader), lower(?)) > 0"), ("action", "action = ?"), ("kind", "subject_kind = ?"),
        ("id", "subject_id = ?"), ("agency", "owner = CAST(? AS INTEGER)"), ("purpose", "purpose = ?"),
        ("case", "instr(lower(case_reference), lower(?)) > 0"), ("from", "at >= ?"), ("to", "substr(at, 1, 10) <= ?"),
        ("before", "id < CAST(? AS INTEGER)"),
    ]

    static func respond(_ visit: Visit) async throws -> Response {
        // A purpose in the query would make a reading of it: the filter has a name of its own.
        let given = conditions.compactMap { condition in
            let name =
                condition.name == "purpose" || condition.name == "case" ? "for_\(condition.name)" : condition.name
            return visit.query[name].map { (condition.sql, $0) }
        }
        let filter = given.isEmpty ? "" : "WHERE " + given.map(\.0).joined(separator: " AND ")
        let arguments = StatementArguments(given.map(\.1))
        let (rows, actions) = try await visit.services.store.read(as: visit.reader) { db in
            let rows = try SituationQuery.fetch(
                db,
                columns: columns,
                tail: "FROM access \(filter) ORDER BY id DESC LIMIT \(size + 1)",
                arguments: arguments
            )
            return (rows, try String.fetchAll(db, sql: "SELECT DISTINCT action FROM access ORDER BY action"))
        }
        let agencies = try await visit.services.store.agencies().map { ("\($0.number.rawValue)", $0.name) }
        return TrailPage(visit: visit, rows: rows, actions: actions, agencies: agencies).response
    }

    private var response: Response {
        let words = visit.words
        return PageFrame(visit: visit, title: words("nav.trail"), section: "/trail", isWide: true).response { h, _ in
            h(.h1, text: words("nav.trail"))
            h(.p, .class("lead"), text: words(about))
            filters(to: &h)
            if rows.isEmpty {
                EmptyState(title: words("trail.empty.title"), advice: words("trail.empty.advice")).write(to: &h)
            } else {
                h(.div, .class("scroll"), .role("region"), .ariaLabel(words("nav.trail")), .focusable) { h in
                    let shown = Array(rows.prefix(Self.size))
                    DataTable(visit: visit, caption: words("nav.trail"), columns: Self.columns, rows: shown)
                        .write(to: &h)
                }
            }
            if rows.count > Self.size, let last = rows[Self.size - 1].text("id") {
                h(.p) { h in
                    let query = visit.query.setting("before", to: last).encoded
                    h(
                        .a,
                        .class("button"),
                        .rel("next"),
                        .href(visit.path("/trail") + query),
                        text: words("trail.older")
                    )
                }
            }
        }
    }

    /// Whose readings the reader is shown.
    private var about: String {
        let reader = visit.reader
        if reader.can(.readWholeTrail) { return "trail.about_all" }
        return reader.can(.readTrail) ? "trail.about_agency" : "trail.about_own"
    }

    private func filters(to h: inout HTML) {
        let words = visit.words
        h(.form, .class("filters"), .role("search"), Attribute("method", "get"), .ariaLabel(words("filter.label"))) {
            h in
            let parts = FormParts(words: words, prefix: "trail-")
            field(&h) { h in parts.text("who", label: "trail.who", value: visit.query["who"] ?? "", to: &h) }
            field(&h) { h in
                let options = actions.map { ($0, words.token("trail.action", $0)) }
                choice("action", "column.action", options, parts, &h)
            }
            field(&h) { h in choice("agency", "column.owner", agencies.map { ($0.number, $0.name) }, parts, &h) }
            field(&h) { h in
                let options = Purpose.allCases.map { ($0.rawValue, words("reason.purpose.\($0.rawValue)")) }
                choice("for_purpose", "reason.purpose", options, parts, &h)
            }
            field(&h) { h in parts.text("for_case", label: "reason.case", value: visit.query["for_case"] ?? "", to: &h)
            }
            for (name, key) in [("from", "filter.from"), ("to", "filter.to")] {
                field(&h) { h in parts.text(name, label: key, value: visit.query[name] ?? "", type: "date", to: &h) }
            }
            for name in ["kind", "id"] {
                if let value = visit.query[name] { h(.input, .type("hidden"), .name(name), .value(value)) }
            }
            h(.div, .class("actions")) { h in
                h(.button, .type("submit"), text: words("filter.apply"))
                if !visit.query.items.isEmpty {
                    h(.a, .class("button quiet-button"), .href(visit.path("/trail")), text: words("list.clear"))
                }
            }
        }
    }

    private func field(_ h: inout HTML, _ content: (inout HTML) -> Void) {
        h(.div, .class("field"), content: content)
    }

    private func choice(
        _ name: String,
        _ label: String,
        _ options: [(String, String)],
        _ parts: FormParts,
        _ h: inout HTML
    ) {
        parts.choice(name, label: label, options: options, chosen: visit.query[name], any: "filter.any", to: &h)
    }
}
