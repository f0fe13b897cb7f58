internal import GRDB
internal import Hummingbird
internal import Intake
internal import Store

/// One thing that could not be read: where, why, and a form to correct it and hand it in again.
struct QuarantinePage {
    let visit: Visit
    let id: Int64
    let row: ListRow
    var withheld = WithheldFields.none

    private static let columns = [
        ListColumn("file_name", sql: "(SELECT file_name FROM receipt WHERE receipt.id = receipt_id)"),
        ListColumn("line", .integer),
        ListColumn("position", .integer),
        ListColumn("path"),
        ListColumn("code", .hidden),
        ListColumn("state", .token("quarantine.state")),
        ListColumn("id", .hidden),
        ListColumn("found", .hidden),
        ListColumn("expected", .hidden),
        ListColumn("advice", .hidden),
        ListColumn("excerpt", .hidden),
        ListColumn("resolved_by", .hidden),
        ListColumn("withheld", .hidden),
        ListColumn("owner", .hidden, sql: "(SELECT agency_id FROM receipt WHERE receipt.id = receipt_id)"),
        ListColumn("resolved_record", .link(.record, id: "resolved_by"), sql: "'#' || resolved_by"),
    ]

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        guard let number = Int64(id) else { throw SiteError(.notFound) }
        let rows = try await visit.services.store.read(as: visit.reader) { db in
            try SituationQuery.fetch(db, columns: columns, tail: "FROM quarantine WHERE id = ?", arguments: [number])
        }
        guard let row = rows.first else { throw SiteError(.notFound) }
        let owner = row.integer("owner")
        let withheld = try await WithheldFields(row.text("withheld"), of: "quarantine", owner: owner, visit)
        return QuarantinePage(visit: visit, id: number, row: row, withheld: withheld).response
    }

    /// Hands a corrected record in.
    static func resubmit(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        guard let number = Int64(id), let text = form["bytes"] else { throw SiteError(.badRequest) }
        let isOpen = try await visit.services.store.read(as: visit.reader) { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM quarantine WHERE id = ? AND state = 'open')",
                arguments: [number]
            ) ?? false
        }
        guard isOpen else { throw SiteError(.notFound) }
        try await visit.services.intake.resubmit(quarantineID: number, bytes: Array(text.utf8), by: visit.reader)
        return Redirect.afterForm(to: visit.path(to: .quarantine, String(number)))
    }

    var response: Response {
        let words = visit.words
        let title = words("quarantine.title", ["id": String(id)])
        let frame = PageFrame(visit: visit, title: title, section: "/quarantine", hasForm: true)
        return frame.response { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/quarantine")), text: words("nav.quarantine")) }
            h(.h1, text: title)
            h(.section, .class("panel why")) { h in
                h(.h2, text: words("quarantine.why"))
                h(
                    .p,
                    .class("sentence"),
                    text: words.token("quarantine.code", row.text("code") ?? "").replacing("-", with: " ")
                )
                for name in ["found", "expected"] {
                    guard let text = row.text(name) else { continue }
                    h(.p, text: words("quarantine.\(name)", [name: words.refusal(text)]))
                }
                if let advice = row.text("advice"), words.has(advice) {
                    h(.p, .class("advice"), text: words(advice))
                }
            }
            h(.section, .class("panel")) { h in
                h(.h2, text: words("quarantine.place"))
                Particulars(visit: visit, columns: Self.columns, row: row).write(to: &h)
            }
            excerpt(to: &h)
            if row.text("state") == "open", visit.reader.can(.handIn), !withheld.columns.contains("excerpt") {
                form(token: token, to: &h)
            }
        }
    }

    private var excerptBytes: [UInt8] {
        row.blob("excerpt") ?? row.text("excerpt").map { Array($0.utf8) } ?? []
    }

    private func excerpt(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("quarantine.excerpt"))
            guard !withheld.columns.contains("excerpt") else {
                withheld.write(visit, to: &h)
                return
            }
            if let text = String(validating: excerptBytes, as: UTF8.self), !excerptBytes.contains(0) {
                h(.pre, .class("bytes"), .focusable, .role("region"), .ariaLabel(words("quarantine.excerpt"))) { h in
                    h(.code, text: text)
                }
            } else {
                h(.pre, .class("bytes hex"), .focusable, .role("region"), .ariaLabel(words("quarantine.excerpt"))) {
                    h in
                    h(.code, text: HexView.text(of: excerptBytes))
                }
            }
        }
    }

    private func form(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("quarantine.correct"))
            h(.p, text: words("quarantine.correct_about"))
            h(
                .form,
                .class("stack"),
                Attribute("method", "post"),
                Attribute("action", visit.path(to: .quarantine, String(id)) + "/resubmit")
            ) { h in
                FormToken(token: token).write(to: &h)
                h(.label, .for("bytes"), text: words("quarantine.corrected"))
                h(
                    .textarea,
                    .id("bytes"),
                    .name("bytes"),
                    .required,
                    .class("code"),
                    Attribute("rows", "8"),
                    Attribute("spellcheck", "false"),
                    text: String(decoding: excerptBytes, as: UTF8.self)
                )
                h(.div, .class("actions")) { h in
                    h(.button, .type("submit"), text: words("quarantine.resubmit"))
                }
            }
        }
    }
}
