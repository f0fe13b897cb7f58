internal import Community
internal import Vocabulary

/// How far a report is to be believed, what it is about, and what officers say of it among themselves.
struct WeighingPanel: Sendable {
    let visit: Visit
    let report: Int64
    let view: OpenedView
    let token: String
    /// What was sent in and not taken; nil where nothing was.
    var typed: QueryString?

    private var words: Words { visit.words }

    func write(to h: inout HTML) {
        h(.section, .class("panel"), .id("weighing")) { h in
            h(.h2, text: words("weigh.title"))
            h(.p, .class("quiet"), text: words("weigh.about"))
            present(to: &h)
            gradeForm(to: &h)
        }
        h(.section, .class("panel"), .id("links")) { h in
            h(.h2, text: words("weigh.links"))
            links(to: &h)
            linkForm(to: &h)
        }
        h(.section, .class("panel"), .id("remarks")) { h in
            h(.h2, text: words("weigh.notes"))
            notes(to: &h)
            form("remark", to: &h) { parts, h in
                parts.area("remark", label: "weigh.remark", value: typed?["remark"] ?? "", required: true, to: &h)
                parts.button("weigh.keep", css: "quiet-button", to: &h)
            }
        }
    }

    private func form(_ act: String, to h: inout HTML, _ content: (FormParts, inout HTML) -> Void) {
        PostForm(visit: visit, action: "/inbox/\(report)", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value(act))
            content(FormParts(words: words, prefix: act + "-"), &h)
        }
    }

    // MARK: Grade

    private func present(to h: inout HTML) {
        guard let grading = view.weighing.file.grading else {
            h(.p, text: words("weigh.no_grade"))
            return
        }
        h(.p) { h in
            h(.strong, text: "\(grading.grade)")
            h.text(": \(source(grading.grade.source)); \(information(grading.grade.information))")
        }
        h(.p, .class("said")) { h in h(.bdi, text: grading.reason) }
        if !grading.confirmation.isEmpty {
            h(.p) { h in
                h.text(words("weigh.confirmed_by") + " ")
                h(.bdi, text: grading.confirmation)
            }
        }
        h(.p, .class("quiet"), text: "\(grading.entry.by) · \(words.date(grading.entry.day.text))")
    }

    private func source(_ source: SourceReliability) -> String { words("weigh.source.\(source.rawValue)") }

    private func information(_ information: InformationCredibility) -> String {
        words("weigh.information.\(information.rawValue)")
    }

    private func gradeForm(to h: inout HTML) {
        let grade = view.weighing.file.grading?.grade
        let source = typed?["source"] ?? (grade?.source ?? .unknown).rawValue
        let information = typed?["information"] ?? "\((grade?.information ?? .unknown).rawValue)"
        form("grade", to: &h) { parts, h in
            parts.choice(
                "source",
                label: "weigh.source",
                options: SourceReliability.allCases.map { ($0.rawValue, "\($0.rawValue): \(self.source($0))") },
                chosen: source,
                to: &h
            )
            parts.choice(
                "information",
                label: "weigh.information",
                options: InformationCredibility.allCases.map {
                    ("\($0.rawValue)", "\($0.rawValue): \(self.information($0))")
                },
                chosen: information,
                to: &h
            )
            parts.area("reason", label: "weigh.reason", value: typed?["reason"] ?? "", required: true, to: &h)
            parts.text(
                "confirmation",
                label: "weigh.confirmation",
                value: typed?["confirmation"] ?? "",
                hint: "weigh.confirmation_about",
                to: &h
            )
            parts.button("weigh.keep_grade", css: "quiet-button", to: &h)
        }
    }

    // MARK: Links

    private func links(to h: inout HTML) {
        let links = view.weighing.file.links
        guard !links.isEmpty else {
            h(.p, text: words("weigh.no_links"))
            return
        }
        h(.ul, .class("plain")) { h in
            for link in links {
                h(.li) { h in
                    h.text(words("weigh.link.\(link.kind.rawValue)") + ": ")
                    if let name = view.things[link] {
                        h(.bdi, text: name)
                        h.text(" (")
                        SubjectLink(visit: visit, kind: link.kind.table, id: link.id).write(to: &h)
                        h.text(")")
                    } else {
                        h(.bdi, text: link.id)
                    }
                    form("unlink", to: &h) { _, h in
                        h(.input, .type("hidden"), .name("to"), .value(link.kind.rawValue))
                        h(.input, .type("hidden"), .name("id"), .value(link.id))
                        h(.div, .class("actions")) { h in
                            h(
                                .button,
                                .type("submit"),
                                .class("quiet-button"),
                                .ariaLabel(words("weigh.unlink_it", ["name": view.things[link] ?? link.id])),
                                text: words("weigh.unlink")
                            )
                        }
                    }
                }
            }
        }
    }

    private func linkForm(to h: inout HTML) {
        form("link", to: &h) { parts, h in
            parts.choice(
                "to",
                label: "weigh.link_kind",
                options: ReportLink.Kind.allCases.map { ($0.rawValue, words("weigh.link.\($0.rawValue)")) },
                chosen: typed?["to"],
                to: &h
            )
            parts.text(
                "id",
                label: "weigh.link_id",
                value: typed?["id"] ?? "",
                required: true,
                hint: "weigh.link_id_about",
                to: &h
            )
            parts.button("weigh.link", css: "quiet-button", to: &h)
        }
    }

    // MARK: Notes

    private func notes(to h: inout HTML) {
        let entries = view.weighing.file.entries
        guard !entries.isEmpty else {
            h(.p, text: words("weigh.no_notes"))
            return
        }
        h(.ol, .class("report-steps")) { h in
            for entry in entries {
                h(.li) { h in
                    h(.span, .class("quiet"), text: "\(words.date(entry.day.text)) · \(entry.by) · ")
                    h(.bdi, .class("said"), text: sentence(entry.note))
                }
            }
        }
    }

    private func sentence(_ note: ReportNote) -> String {
        switch note {
        case .traits: ""
        case .graded(let grade, let reason, _): "\(words("weigh.note.graded")) \(grade). \(reason)"
        case .linked(let link):
            "\(words("weigh.note.linked")) \(words("weigh.link.\(link.kind.rawValue)")) \(view.things[link] ?? link.id)"
        case .unlinked(let link):
            "\(words("weigh.note.unlinked")) \(words("weigh.link.\(link.kind.rawValue)")) \(link.id)"
        case .same: words("weigh.note.same")
        case .different: words("weigh.note.different")
        case .remark(let text): text
        case .incident(let id): "\(words("weigh.note.incident")) \(id)"
        case .held(let day, let reason):
            "\(words("weigh.note.held", ["day": words.date(day.text)])) \(reason)"
        }
    }
}
