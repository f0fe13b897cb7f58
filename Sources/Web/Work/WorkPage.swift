internal import Hummingbird
internal import Intake
internal import Store

/// My work: what waits for this person, the most pressing first.
struct WorkPage: Sendable {
    let visit: Visit
    let work: WorkQuery

    static func respond(_ visit: Visit) async throws -> Response {
        WorkPage(visit: visit, work: try await WorkQuery.read(visit)).response
    }

    private var response: Response {
        let words = visit.words
        let reader = visit.reader
        return PageFrame(visit: visit, title: words("nav.work"), section: "/work").response { h, _ in
            h(.h1, text: words("nav.work"))
            h(.p, .class("lead"), text: words("work.about"))
            openings(to: &h)
            if reader.can(.judge), visit.services.isOn(page: "/findings") {
                findings("work.mine", work.mine, empty: "work.mine.empty", to: &h)
                severities(to: &h)
                findings("work.open", work.open, empty: "work.open.empty", to: &h)
            }
            if visit.services.isOn(page: "/import") {
                imports(to: &h)
                if reader.can(.handIn) { quarantine(to: &h) }
            }
            invitations(to: &h)
            named(to: &h)
            if isIdle {
                EmptyState(title: words("work.idle.title"), advice: words("work.idle.advice")).write(to: &h)
                TaskStrip(visit: visit).write(to: &h)
            }
        }
    }

    /// Whether nothing on the page is of this person's making or waiting.
    private var isIdle: Bool {
        !visit.reader.can(.judge) && !visit.reader.can(.handIn) && work.openings.isEmpty && work.invitations == 0
            && work.named.isEmpty
    }

    private func section(_ key: String, to h: inout HTML, content: (inout HTML) -> Void) {
        let id = key.replacing(".", with: "-")
        h(.section, .class("panel"), .ariaLabelledBy(id)) { h in
            h(.h2, .id(id), text: visit.words(key))
            content(&h)
        }
    }

    private func findings(_ key: String, _ rows: [ListRow], empty: String, to h: inout HTML) {
        section(key, to: &h) { h in
            if rows.isEmpty {
                h(.p, .class("quiet"), text: visit.words(empty))
            } else {
                let title = visit.words(key)
                DataTable(visit: visit, caption: title, columns: WorkQuery.findingColumns, rows: rows).write(to: &h)
            }
        }
    }

    private func severities(to h: inout HTML) {
        guard !work.bySeverity.isEmpty else { return }
        let words = visit.words
        h(.ul, .class("totals")) { h in
            for (severity, count) in work.bySeverity {
                h(.li) { h in
                    h(.a, .href(visit.path("/findings?verdict=open&severity=\(severity)"))) { h in
                        h(.strong, text: words.integer(count))
                        h.text(" ")
                        SeverityMark(level: severity, words: words).write(to: &h)
                    }
                }
            }
        }
    }

    private func quarantine(to h: inout HTML) {
        let words = visit.words
        section("work.quarantine", to: &h) { h in
            if work.quarantine.isEmpty {
                h(.p, .class("quiet"), text: words("work.quarantine.empty"))
            } else {
                let title = words("work.quarantine")
                DataTable(visit: visit, caption: title, columns: WorkQuery.quarantineColumns, rows: work.quarantine)
                    .write(to: &h)
                h(.p) { h in h(.a, .href(visit.path("/quarantine?state=open")), text: words("work.quarantine.all")) }
            }
        }
    }

    private func imports(to h: inout HTML) {
        guard !work.imports.isEmpty else { return }
        section("work.imports", to: &h) { h in
            h(.ul, .class("plain-list")) { h in
                for (id, job) in work.imports {
                    h(.li) { h in
                        h(.a, .href(visit.path("/import/\(URLCoding.encode(id.rawValue))"))) { h in
                            h(.bdi, text: job.fileName)
                        }
                        let total = Double(max(job.progress.bytesTotal, 1))
                        Bar(share: Double(job.progress.bytesDone) / total).write(to: &h)
                    }
                }
            }
        }
    }

    private func openings(to h: inout HTML) {
        guard !work.openings.isEmpty else { return }
        section("work.openings", to: &h) { h in
            h(.ul, .class("plain-list")) { h in
                for (seal, opening) in work.openings {
                    h(.li) { h in
                        h(.a, .href(visit.path("/seals#seal-\(seal.number)"))) { h in
                            h.text(visit.words.token("kind", seal.subject.kind) + " ")
                            h(.bdi, text: seal.subject.id)
                        }
                        h.text(" · \(opening.firstName): \(opening.reason)")
                    }
                }
            }
        }
    }

    private func invitations(to h: inout HTML) {
        guard work.invitations > 0 else { return }
        section("work.invitations", to: &h) { h in
            h(.p) { h in
                h(
                    .a,
                    .href(visit.path("/admin/people")),
                    text: visit.words.plural("work.invitations.count", work.invitations)
                )
            }
        }
    }

    private func named(to h: inout HTML) {
        guard !work.named.isEmpty else { return }
        section("work.named", to: &h) { h in
            h(.ul, .class("plain-list")) { h in
                for subject in work.named {
                    h(.li) { h in
                        h.text(visit.words.token("kind", subject.kind) + " ")
                        SubjectLink(visit: visit, kind: subject.kind, id: subject.id).write(to: &h)
                    }
                }
            }
        }
    }
}

/// A thing by its identifier, with a link where it has a page.
struct SubjectLink: Sendable {
    let visit: Visit
    let kind: String
    let id: String

    func write(to h: inout HTML) {
        if let subject = Subject(rawValue: kind), visit.services.isOn(subject) {
            h(.a, .href(visit.path(to: subject, id))) { h in h(.bdi, text: id) }
        } else {
            h(.bdi, text: id)
        }
    }
}
