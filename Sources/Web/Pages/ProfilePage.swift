internal import GRDB
internal import Hummingbird
internal import Installation
internal import Store

/// The page of one site, party, declaration, detection, licence or lot.
struct ProfilePage {
    let visit: Visit
    let definition: ProfileDefinition
    let id: String
    let row: ListRow
    let findings: [ListRow]
    let related: [(list: ProfileDefinition.RelatedList, rows: [ListRow])]
    let months: MonthlyTonnage?
    var withheld = WithheldFields.none
    var lot: LotSections?
    var proof: ProofPanel?
    var credentials: CredentialPanel?
    var consent: ConsentPanel?

    static func respond(_ visit: Visit, _ definition: ProfileDefinition, id: String) async throws -> Response {
        let page = try await visit.services.store.read(as: visit.reader) { db in
            try ProfilePage(db, visit: visit, definition: definition, id: id)
        }
        guard var page else {
            throw try await visit.services.absence(of: definition.subject, id, to: visit.reader)
        }
        page.withheld = try await WithheldFields(
            page.row.text("withheld"),
            of: definition.subject.rawValue,
            owner: page.row.integer("owner"),
            visit
        )
        if definition.subject == .lot {
            page.lot = try await LotSections.read(visit, lot: id, marking: page.row.integer("marking"))
            let records = try await visit.services.store.records(ofLot: id, as: visit.reader)
            page.proof = try await ProofPanel.of(.lot, id, records: records, visit)
        }
        page.credentials = try await CredentialPanel.of(
            definition.subject,
            id,
            owner: page.row.integer("owner"),
            visit
        )
        page.consent = try await ConsentPanel.of(definition.subject, id, visit)
        return page.response
    }

    private init?(_ db: Database, visit: Visit, definition: ProfileDefinition, id: String) throws {
        var columns = definition.particulars
        columns.append(ListColumn("title", .hidden, sql: definition.subject.nameColumn))
        columns.append(ListColumn("record_id", .hidden))
        columns.append(ListColumn("owner", .hidden))
        columns.append(ListColumn("marking", .hidden))
        if WithheldFields.has(definition.subject.rawValue) { columns.append(ListColumn("withheld", .hidden)) }
        if let position = definition.position {
            columns.append(ListColumn("lon", .hidden, sql: position.lon))
            columns.append(ListColumn("lat", .hidden, sql: position.lat))
        }
        let rows = try SituationQuery.fetch(
            db,
            columns: columns,
            tail: "FROM \(definition.subject.rawValue) WHERE id = ? LIMIT 1",
            arguments: [id]
        )
        guard let row = rows.first else { return nil }
        self.visit = visit
        self.definition = definition
        self.id = id
        self.row = row
        findings = try SituationQuery.fetch(
            db,
            columns: ListDefinition.findings.columns,
            tail:
                "FROM finding WHERE subject_kind = ? AND subject_id = ? ORDER BY severity DESC, time DESC, id LIMIT 100",
            arguments: [definition.subject.rawValue, id]
        )
        let isTraced = visit.services.isOn(.lot)
        months = try isTraced ? MonthlyTonnage(db, of: definition.subject, id) : nil
        related = try definition.related.filter { visit.services.modules.contains($0.module) }.map { list in
            let tail = "\(list.tail) LIMIT \(ProfileDefinition.RelatedList.limit + 1)"
            // SQLite numbers one parameter here, however often it is used.
            let rows = try SituationQuery.fetch(db, columns: list.columns, tail: tail, arguments: [id])
            return (list, rows)
        }
    }

    private var title: String { row.text("title") ?? id }

    private var place: (lon: Double, lat: Double)? {
        guard definition.position != nil, let lon = row.double("lon"), let lat = row.double("lat") else { return nil }
        return (lon, lat)
    }

    var response: Response {
        let words = visit.words
        let segment = definition.subject.segment
        let frame = PageFrame(
            visit: visit,
            title: title,
            scripts: place == nil ? [] : [.map],
            section: "/\(segment)",
            hasForm: credentials?.isOffered == true,
            marking: row.integer("marking")
        )
        return frame.response { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/\(segment)")), text: words("nav.\(segment)")) }
            h(.h1) { h in
                h(.small, .class("kind"), text: words.token("subject", definition.subject.rawValue))
                h.text(" ")
                h(.bdi, text: title)
            }
            h(.div, .class(place == nil ? "profile" : "profile with-map")) { h in
                h(.section, .class("panel"), .ariaLabel(words("profile.particulars"))) { h in
                    h(.h2, text: words("profile.particulars"))
                    Particulars(
                        visit: visit,
                        columns: definition.particulars,
                        row: row,
                        withheld: withheld.columns
                    )
                    .write(to: &h)
                    withheld.write(visit, to: &h)
                    source(to: &h)
                    HandlingLink(
                        visit: visit,
                        kind: definition.subject.rawValue,
                        id: id,
                        marking: row.integer("marking")
                    )
                    .write(to: &h)
                }
                if let place {
                    MapFigure(
                        visit: visit,
                        layers: ["outline", "licences", "sites", "detections", "findings"],
                        place: place,
                        label: words("map.label_place", ["name": title])
                    )
                    .write(to: &h)
                }
            }
            lot?.write(to: &h)
            if visit.services.isOn(.finding) { findingsSection(to: &h) }
            months?.write(words, to: &h)
            for part in related where !part.rows.isEmpty {
                table(part.list, rows: part.rows, to: &h)
            }
            consent?.write(to: &h)
            proof?.write(to: &h)
            credentials?.write(token: token, to: &h)
            lot?.code(to: &h)
        }
    }

    private func source(to h: inout HTML) {
        guard let record = row.text("record_id") else { return }
        h(.p, .class("quiet")) { h in
            h.text(visit.words("profile.read_from") + " ")
            h(.a, .href(visit.path(to: .record, record)), text: visit.words("profile.record", ["id": record]))
        }
    }

    private func findingsSection(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("profile.findings"))
            if findings.isEmpty {
                h(.p, text: words("profile.no_findings"))
            } else {
                DataTable(
                    visit: visit,
                    caption: words("profile.findings"),
                    columns: ListDefinition.findings.columns.filter { $0.id != "subject" },
                    rows: findings
                )
                .write(to: &h)
            }
        }
    }

    private func table(_ list: ProfileDefinition.RelatedList, rows: [ListRow], to h: inout HTML) {
        let words = visit.words
        let title = words("related.\(list.id)")
        let limit = ProfileDefinition.RelatedList.limit
        h(.section, .class("panel")) { h in
            h(.h2, text: title)
            h(.div, .class("scroll"), .role("region"), .ariaLabel(title), .focusable) { h in
                DataTable(visit: visit, caption: title, columns: list.columns, rows: Array(rows.prefix(limit))).write(
                    to: &h
                )
            }
            if rows.count > limit {
                h(.p, .class("quiet"), text: words("profile.first_rows", ["count": words.integer(limit)]))
            }
        }
    }
}
