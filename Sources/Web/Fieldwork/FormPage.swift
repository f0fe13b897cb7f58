internal import Fieldwork
internal import Forms
internal import Hummingbird
internal import Store
internal import Vocabulary

/// One form: how to fill it in, its versions, and what was answered.
struct FormPage: Sendable {
    private static let pageSize = 50

    let visit: Visit
    let form: FieldForm
    let versions: [FieldFormVersion]
    let submissions: [FieldSubmission]
    let total: Int
    let aside: [SetAside]
    let page: Int
    var faults: [String] = []

    static func respond(_ visit: Visit, id: String, faults: [String] = []) async throws -> Response {
        let (store, reader) = (visit.services.forms.store, visit.reader)
        guard let number = Int64(id), let form = try await store.form(number, as: reader) else {
            throw SiteError(.notFound)
        }
        let page = min(max(visit.query["page"].flatMap { Int($0) } ?? 1, 1), 1_000_000)
        let found = FormPage(
            visit: visit,
            form: form,
            versions: try await store.formVersions(of: number, as: reader),
            submissions: try await store.submissions(
                of: number,
                as: reader,
                limit: pageSize,
                offset: (page - 1) * pageSize
            ),
            total: try await store.submissionCount(of: number, as: reader),
            aside: try await store.setAside(of: number, as: reader),
            page: page,
            faults: faults
        )
        return found.response
    }

    var isOwn: Bool { visit.reader.person == nil || visit.reader.agency == form.owner }
    private var mayManage: Bool { isOwn && visit.reader.can(.manageForms) }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: form.title,
            section: "/forms",
            hasForm: mayManage,
            marking: form.marking.rawValue
        )
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/forms")), text: words("nav.forms")) }
            h(.h1) { h in h(.bdi, text: form.title) }
            FormFault(sentences: faults).write(to: &h)
            particulars(to: &h)
            if visit.reader.can(.readReports) {
                answers(to: &h)
            } else {
                h(.p, .class("quiet"), text: words("forms.answers_withheld"))
            }
            FormDoors(visit: visit, form: form, isOwn: isOwn).write(to: &h)
            if mayManage { FormControls(visit: visit, form: form, token: token).write(to: &h) }
            versionTable(to: &h)
            SetAsideTable(visit: visit, aside: aside).write(to: &h)
        }
    }

    private func particulars(to h: inout HTML) {
        let words = visit.words
        let pairs: [(String, String)] = [
            ("forms.state", words.token("forms.state", form.state.rawValue)), ("forms.id", form.name),
            ("forms.version", versions.first?.version ?? ""), ("forms.marking", form.marking.label),
            ("forms.added", words.time(form.addedAt)),
        ]
        h(.section, .class("panel"), .ariaLabelledBy("particulars")) { h in
            h(.h2, .id("particulars"), text: words("profile.particulars"))
            h(.dl, .class("particulars")) { h in
                for (label, value) in pairs where !value.isEmpty {
                    h(.div) { h in
                        h(.dt, text: words(label))
                        h(.dd) { h in h(.bdi, text: value) }
                    }
                }
            }
        }
    }

    // MARK: Answers

    private func answers(to h: inout HTML) {
        let (visit, words) = (self.visit, self.visit.words)
        h(.section, .class("panel"), .id("answers"), .ariaLabelledBy("answers-title")) { h in
            h(.h2, .id("answers-title"), text: words("forms.answers"))
            guard total > 0 else {
                EmptyState(title: words("forms.no_answers.title"), advice: words("forms.no_answers.advice"))
                    .write(to: &h)
                return
            }
            h(.p, text: words.plural("forms.answer_count", total))
            PlainTable<FieldSubmission>(
                words: words,
                caption: words("forms.answers"),
                items: submissions,
                columns: [
                    .init("forms.answer") { each, h in
                        let place = visit.path("/forms/\(form.id)/answers/\(each.id)")
                        h(.a, .href(place), text: words("forms.number", ["number": "\(each.id)"]))
                    },
                    .text("forms.received") { $0.receivedTime(words) },
                    .text("forms.by") { $0.receivedBy.isEmpty ? words("forms.by_link") : $0.receivedBy },
                    .text("forms.channel") { words.token("forms.channel", $0.channel.rawValue) },
                    .text("forms.notes") { $0.notes(words) },
                ]
            )
            .write(to: &h)
            pages(to: &h)
            h(.p) { h in
                h(.a, .href(visit.path("/forms/\(form.id)/table")), text: words("forms.to_table"))
            }
            if visit.reader.can(.export) { exports(to: &h) }
        }
    }

    private func pages(to h: inout HTML) {
        let words = visit.words
        guard total > Self.pageSize else { return }
        let here = visit.path("/forms/\(form.id)")
        h(.nav, .class("pager"), .ariaLabel(words("list.pages"))) { h in
            if page > 1 { h(.a, .rel("prev"), .href("\(here)?page=\(page - 1)"), text: words("list.previous")) }
            if page * Self.pageSize < total {
                h(.a, .rel("next"), .href("\(here)?page=\(page + 1)"), text: words("list.next"))
            }
        }
    }

    private func exports(to h: inout HTML) {
        let words = visit.words
        h(.p, .class("export")) { h in
            h.text(words("forms.take_away") + " ")
            for format in AnswerFormat.allCases {
                h(
                    .a,
                    .href(visit.path("/forms/\(form.id)/export/\(format.rawValue)")),
                    text: words.token("forms.format", format.rawValue)
                )
                h.text(" ")
            }
        }
    }

    // MARK: Versions

    private func versionTable(to h: inout HTML) {
        let (visit, words) = (self.visit, self.visit.words)
        h(.section, .class("panel"), .ariaLabelledBy("versions")) { h in
            h(.h2, .id("versions"), text: words("forms.versions"))
            PlainTable<FieldFormVersion>(
                words: words,
                caption: words("forms.versions"),
                items: versions,
                columns: [
                    .text("forms.version") { $0.version.isEmpty ? words("forms.no_version") : $0.version },
                    .text("forms.form") { $0.title },
                    .text("forms.added") { words.time($0.addedAt) },
                    .text("forms.by") { $0.addedBy },
                    .init("forms.files") { version, h in
                        let place = visit.path("/forms/\(form.id)/versions/\(version.id)")
                        h(.a, .href(place), text: "XForm")
                        if let name = version.sourceName {
                            h.text(" ")
                            h(.a, .href(place + "/source")) { h in h(.bdi, text: name) }
                        }
                    },
                ]
            )
            .write(to: &h)
        }
    }
}

extension FieldSubmission {
    /// When it came, as precisely as it is known.
    func receivedTime(_ words: Words) -> String {
        receivedAt.utf8.count == 10 ? words.date(receivedAt) : words.time(receivedAt)
    }

    /// What is to be known of it beside its answers.
    func notes(_ words: Words) -> String {
        var notes: [String] = []
        if isCorrected { notes.append(words("forms.corrected")) }
        if missingFiles > 0 { notes.append(words.plural("openrosa.missing", missingFiles)) }
        if disagreements > 0 { notes.append(words.plural("forms.disagreements", disagreements)) }
        return notes.joined(separator: " ")
    }
}
