internal import GRDB
internal import Hummingbird
internal import Store
internal import Vocabulary

/// One finding: why, on what, what else could explain it, what to do next, and what a person made of it.
struct FindingPage {
    let visit: Visit
    let id: String
    let finding: ListRow
    let subjectName: String
    /// Every finding about the same subject that nobody has dismissed.
    let evidence: [ListRow]
    let records: [ListRow]
    var withheld = WithheldFields.none
    var assignment: Assignment?
    var colleagues: [Person] = []
    var proof: ProofPanel?
    var publication: FindingPublication?

    private static let evidenceColumns = [
        ListColumn("id", .hidden), ListColumn("rule_id", .hidden), ListColumn("strength", .hidden),
        ListColumn("weight", .hidden), ListColumn("verdict", .hidden),
    ]
    private static let recordColumns = [
        ListColumn("record", .link(.record, id: "id"), sql: "'#' || record.id"),
        ListColumn("kind", .token("kind"), sql: "record.kind"),
        ListColumn("file_name", sql: "receipt.file_name"),
        ListColumn("line", .integer, sql: "record.line"),
        ListColumn("received_at", .time, sql: "receipt.received_at"),
        ListColumn("id", .hidden, sql: "record.id"),
    ]

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        let page = try await visit.services.store.read(as: visit.reader) { db in
            try FindingPage(db, visit: visit, id: id)
        }
        guard var page else { throw try await visit.services.absence(of: .finding, id, to: visit.reader) }
        let store = visit.services.store
        page.withheld = try await WithheldFields(
            page.finding.text("withheld"),
            of: "finding",
            owner: page.finding.integer("owner"),
            visit
        )
        page.proof = try await ProofPanel.of(
            .finding,
            id,
            records: page.records.compactMap { $0.integer("id").map(Int64.init) },
            visit
        )
        page.assignment = try await store.assignment(of: id, as: visit.reader)
        page.publication = try await store.publication(of: id, as: visit.reader)
        if visit.reader.can(.judge) {
            page.colleagues = try await store.people(as: visit.reader).filter {
                $0.about.state == .active && $0.about.agency == visit.reader.agency
                    && Capabilities.of($0.about.roles).contains(.judge)
            }
        }
        return page.response
    }

    private init?(_ db: Database, visit: Visit, id: String) throws {
        let name = Subject.nameSQL(kind: "subject_kind", id: "subject_id")
        guard
            let row = try Row.fetchOne(
                db,
                sql: "SELECT *, \(name) AS subject FROM finding WHERE id = ?",
                arguments: [id]
            )
        else {
            return nil
        }
        self.visit = visit
        self.id = id
        finding = ListRow(row)
        subjectName = finding.text("subject") ?? ""
        evidence = try SituationQuery.fetch(
            db,
            columns: Self.evidenceColumns,
            tail:
                "FROM finding WHERE subject_kind = ? AND subject_id = ? AND verdict IS NOT 'dismissed' ORDER BY weight * strength DESC, id",
            arguments: [finding.text("subject_kind"), finding.text("subject_id")]
        )
        let ids = (finding.text("record_ids") ?? "").split(separator: " ").compactMap { Int64($0) }.prefix(200)
        records = try SituationQuery.fetch(
            db,
            columns: Self.recordColumns,
            tail: "FROM record LEFT JOIN receipt ON receipt.id = record.receipt_id WHERE record.id IN "
                + "(\(ids.map { _ in "?" }.joined(separator: ","))) ORDER BY record.id",
            arguments: StatementArguments(Array(ids))
        )
    }

    private var rule: RuleView? { finding.text("rule_id").flatMap(visit.services.rule) }

    private var details: [String: JSONValue] { JSONValue.members(of: finding.text("details") ?? "{}") }

    var response: Response {
        let words = visit.words
        let title = rule?.title[visit.language] ?? finding.text("rule_id") ?? id
        let frame = PageFrame(
            visit: visit,
            title: "\(title): \(subjectName)",
            scripts: finding.double("lon") == nil ? [] : [.map],
            section: "/findings",
            hasForm: true,
            marking: finding.integer("marking")
        )
        return frame.response { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/findings")), text: words("nav.findings")) }
            h(.h1, text: title)
            h(.p, .class("lead")) { h in
                if let column = ListDefinition.findings.columns.first(where: { $0.id == "subject" }) {
                    ValueText(visit: visit).write(column, in: finding, to: &h)
                }
                h.text(" · ")
                SeverityMark(level: finding.integer("severity") ?? 0, words: words).write(to: &h)
                if let time = finding.text("time") { h.text(" · " + words.date(time)) }
            }
            why(to: &h)
            withheld.write(visit, to: &h)
            AssignmentPanel(visit: visit, finding: id, assignment: assignment, colleagues: colleagues, token: token)
                .write(to: &h)
            place(to: &h)
            weights(to: &h)
            basis(to: &h)
            lists(to: &h)
            verdict(token: token, to: &h)
            if let publication {
                PublicationPanel(visit: visit, finding: id, publication: publication, token: token).write(to: &h)
            }
            aboutRule(to: &h)
            proof?.write(to: &h)
            HandlingLink(visit: visit, kind: "finding", id: id, marking: finding.integer("marking")).write(to: &h)
        }
    }

    private func why(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel why")) { h in
            h(.h2, text: words("finding.why"))
            if let rule {
                let sentence = rule.explain(finding, details, visit.language)
                h(.p, .class("sentence"), text: sentence.isEmpty ? words("finding.no_sentence") : sentence)
            } else {
                h(.p, text: words("finding.rule_gone"))
            }
            for parameter in rule?.parameters ?? [] where parameter.override != nil {
                h(.div, .class("local-threshold")) { h in
                    h(.p, text: "\(parameter.meaning[visit.language]): \(parameter.shown)")
                    OverrideNote(visit: visit, parameter: parameter).write(to: &h)
                }
            }
            h(.p, .class("quiet"), text: words("finding.observation"))
            if !details.isEmpty {
                h(.details) { h in
                    h(.summary, text: words("finding.numbers"))
                    h(.dl, .class("particulars")) { h in
                        for (name, value) in details.sorted(by: { $0.key < $1.key }) {
                            h(.div) { h in
                                h(.dt, text: words.token("column", name))
                                h(.dd, text: value.plainText)
                            }
                        }
                    }
                }
            }
        }
    }

    private func place(to h: inout HTML) {
        guard let lon = finding.double("lon"), let lat = finding.double("lat") else { return }
        MapFigure(
            visit: visit,
            layers: ["outline", "licences", "sites", "detections", "findings"],
            place: (lon, lat),
            label: visit.words("map.label_place", ["name": subjectName])
        )
        .write(to: &h)
    }

    private func basis(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("finding.records"))
            if records.isEmpty {
                h(.p, text: words("finding.no_records"))
            } else {
                DataTable(visit: visit, caption: words("finding.records"), columns: Self.recordColumns, rows: records)
                    .write(to: &h)
            }
        }
    }

    private func lists(to h: inout HTML) {
        guard let rule else { return }
        h(.div, .class("columns")) { h in
            list(visit.words("finding.innocent"), rule.innocentExplanations.map { $0[visit.language] }, to: &h)
            list(visit.words("finding.next"), rule.nextSteps.map { $0[visit.language] }, to: &h)
        }
    }

    private func list(_ title: String, _ items: [String], to h: inout HTML) {
        guard !items.isEmpty else { return }
        h(.section, .class("panel")) { h in
            h(.h2, text: title)
            h(.ul) { h in
                for item in items { h(.li, text: item) }
            }
        }
    }

    private func verdict(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("verdict")) { h in
            h(.h2, text: words("finding.verdict"))
            if let verdict = finding.text("verdict") {
                h(.p) { h in
                    h(.span, .class("tag tag-\(verdict)"), text: words.token("verdict", verdict))
                    h.text(" ")
                    h(.bdi, text: finding.text("verdict_reason") ?? "")
                }
                if let time = finding.text("verdict_at") { h(.p, .class("quiet"), text: words.time(time)) }
            }
            guard visit.reader.can(.judge) else {
                h(.p, .class("quiet"), text: words("finding.verdict_others"))
                return
            }
            h(.p, text: words("finding.verdict_about"))
            h(
                .form,
                Attribute("method", "post"),
                Attribute("action", visit.path(to: .finding, id) + "/verdict"),
                .class("stack")
            ) { h in
                FormToken(token: token).write(to: &h)
                h(.label, .for("reason"), text: words("finding.reason"))
                h(
                    .textarea,
                    .id("reason"),
                    .name("reason"),
                    .required,
                    Attribute("rows", "3"),
                    Attribute("maxlength", "2000")
                )
                h(.div, .class("actions")) { h in
                    h(.button, .type("submit"), .name("verdict"), .value("confirmed"), text: words("finding.confirm"))
                    h(
                        .button,
                        .type("submit"),
                        .name("verdict"),
                        .value("dismissed"),
                        .class("quiet-button"),
                        text: words("finding.dismiss")
                    )
                }
            }
        }
    }

    private func aboutRule(to h: inout HTML) {
        guard let rule else { return }
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("finding.rule"))
            h(.p) { h in
                h(.a, .href(visit.path(to: .rule, rule.id)), text: rule.title[visit.language])
                h.text(" · ")
                h(.code, text: "\(rule.id) v\(rule.version)")
            }
            if !rule.sources.isEmpty {
                h(.h3, text: words("rule.sources"))
                h(.ul) { h in
                    for source in rule.sources { h(.li, text: source) }
                }
            }
        }
    }
}
