internal import Fieldwork
internal import Forms
internal import Hummingbird
internal import Media
internal import Store
internal import Vocabulary

/// A submission by its questions.
struct AnswerPage: Sendable {
    let visit: Visit
    let form: FieldForm
    let sheet: AnswerSheet

    static func respond(_ visit: Visit, _ context: SiteContext) async throws -> Response {
        let desk = visit.services.forms
        guard let number = Int64(try RouteParameter.id(context)),
            let answer = Int64(try RouteParameter.text("answer", context)),
            let form = try await desk.store.form(number, as: visit.reader),
            let sheet = try await desk.sheet(of: answer, as: visit.reader, language: visit.language.rawValue),
            sheet.submission.form == number
        else { throw SiteError(.notFound) }
        return AnswerPage(visit: visit, form: form, sheet: sheet).response
    }

    private var response: Response {
        let words = visit.words
        let submission = sheet.submission
        let title = words("forms.number", ["number": "\(submission.id)"])
        let frame = PageFrame(
            visit: visit,
            title: "\(title) · \(form.title)",
            section: "/forms",
            marking: submission.marking.rawValue
        )
        return frame.response { h, _ in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/forms")), text: words("nav.forms"))
                h.text(" › ")
                h(.a, .href(visit.path("/forms/\(form.id)"))) { h in h(.bdi, text: form.title) }
            }
            h(.h1, text: title)
            if submission.isCorrected { h(.p, .class("notice"), text: words("forms.corrected_about")) }
            particulars(to: &h)
            questions(to: &h)
            if !sheet.files.isEmpty { files(to: &h) }
            if !sheet.disagreements.isEmpty { disagreements(to: &h) }
        }
    }

    private func particulars(to h: inout HTML) {
        let words = visit.words
        let submission = sheet.submission
        let pairs: [(String, String)] = [
            ("forms.received", submission.receivedTime(words)),
            ("forms.by", submission.receivedBy.isEmpty ? words("forms.by_link") : submission.receivedBy),
            ("forms.channel", words.token("forms.channel", submission.channel.rawValue)),
            ("forms.version", sheet.definition.version ?? ""), ("forms.instance", submission.instanceID),
            ("forms.corrects", submission.corrects ?? ""), ("forms.marking", submission.marking.label),
        ]
        h(.dl, .class("particulars")) { h in
            for (label, value) in pairs where !value.isEmpty {
                h(.div) { h in
                    h(.dt, text: words(label))
                    h(.dd) { h in h(.bdi, text: value) }
                }
            }
        }
    }

    private func questions(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("questions")) { h in
            h(.h2, .id("questions"), text: words("forms.questions"))
            var headings: [String] = []
            h(.dl, .class("answers")) { h in
                for question in sheet.questions {
                    let isNew = question.headings != headings
                    headings = question.headings
                    h(.div) { h in
                        h(.dt) { h in
                            if isNew, !headings.isEmpty {
                                h(.small, .class("kind")) { h in h(.bdi, text: headings.joined(separator: " › ")) }
                                h.text(" ")
                            }
                            h(.bdi, text: question.label.isEmpty ? question.path : question.label)
                        }
                        h(.dd) { h in answer(to: question, &h) }
                    }
                }
            }
        }
    }

    private func answer(to question: AnsweredQuestion, _ h: inout HTML) {
        guard !question.value.isEmpty else {
            h(.span, .class("quiet"), text: visit.words("forms.unknown"))
            return
        }
        if question.type == .binary, sheet.files.contains(where: { $0.name == question.value && $0.state == .kept }) {
            h(.a, .href(place(of: question.value))) { h in h(.bdi, text: question.value) }
        } else {
            h(.bdi, text: question.choices.isEmpty ? question.value : question.choices.joined(separator: ", "))
        }
    }

    private func place(of file: String) -> String {
        visit.path("/forms/\(form.id)/answers/\(sheet.submission.id)/files/\(URLCoding.encode(file))")
    }

    private func files(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("files")) { h in
            h(.h2, .id("files"), text: words("forms.files"))
            h(.p, .class("quiet"), text: words("forms.files_about"))
            PlainTable<FieldSubmissionFile>(
                words: words,
                caption: words("forms.files"),
                items: sheet.files,
                columns: [
                    .init("forms.file_name") { file, h in
                        guard file.state == .kept else { return h(.bdi, text: file.name) }
                        h(.a, .href(place(of: file.name))) { h in h(.bdi, text: file.name) }
                    },
                    .text("forms.state") { words.token("forms.file_state", $0.state.rawValue) },
                    .init("forms.bytes", isNumeric: true) { file, h in
                        h.text(file.byteCount.map { words.integer($0) } ?? "")
                    },
                    .text("forms.removed") { file in
                        file.removed.compactMap(CleanedMedia.Removed.init(rawValue:)).map { words($0.messageKey) }
                            .joined(separator: ", ")
                    },
                ]
            )
            .write(to: &h)
        }
    }

    private func disagreements(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("disagreements")) { h in
            h(.h2, .id("disagreements"), text: words("forms.disagree"))
            h(.p, .class("quiet"), text: words("forms.disagree_about"))
            h(.ul) { h in
                for each in sheet.disagreements {
                    h(.li) { h in
                        h(.code, text: each.path)
                        h.text(" " + words("forms.disagree." + each.kind.word))
                        if !each.isCertain { h.text(" " + words("forms.disagree_perhaps")) }
                    }
                }
            }
        }
    }
}

extension Disagreement.Kind {
    /// The last part of the key of its words.
    var word: String {
        switch self {
        case .unknownNode: "unknown_node"
        case .wrongType: "wrong_type"
        case .notAChoice: "not_a_choice"
        case .irrelevantAnswered: "irrelevant"
        case .missing: "missing"
        case .requiredButEmpty: "required"
        case .constraintViolated: "constraint"
        case .otherCalculation: "calculation"
        case .readonlyChanged: "readonly"
        case .tooFewRepetitions: "repetitions"
        case .notEvaluable: "not_evaluable"
        }
    }
}

/// How much is known of each question, and the cases of a study side by side.
struct AnswerTablePage: Sendable {
    let visit: Visit
    let form: FieldForm
    let tables: AnswerTables
    let cases: CaseTable?

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        let desk = visit.services.forms
        guard let number = Int64(id), let form = try await desk.store.form(number, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        let tables = try await desk.tables(of: number, as: visit.reader, noting: "submissions-counted")
        var cases: CaseTable?
        if form.isCaseStudy {
            cases = try await desk.cases(of: number, as: visit.reader, language: visit.language.rawValue)
        }
        return AnswerTablePage(visit: visit, form: form, tables: tables, cases: cases).response
    }

    private var response: Response {
        let words = visit.words
        let title = words("forms.table")
        let frame = PageFrame(
            visit: visit,
            title: "\(title) · \(form.title)",
            section: "/forms",
            marking: form.marking.rawValue,
            isWide: true
        )
        return frame.response { h, _ in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/forms")), text: words("nav.forms"))
                h.text(" › ")
                h(.a, .href(visit.path("/forms/\(form.id)"))) { h in h(.bdi, text: form.title) }
            }
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("forms.table_about"))
            if let cases { write(cases, to: &h) }
            PlainTable<AnswerTables.Column>(
                words: words,
                caption: title,
                items: tables.columns,
                columns: [
                    .text("forms.question") { $0.name },
                    .init("forms.known", isNumeric: true) { column, h in h.text(words.integer(column.known)) },
                    .init("forms.unknown_count", isNumeric: true) { column, h in h.text(words.integer(column.unknown))
                    },
                ]
            )
            .write(to: &h)
        }
    }

    private func write(_ table: CaseTable, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("cases")) { h in
            h(.h2, .id("cases"), text: words("forms.cases"))
            h(.p, .class("quiet"), text: words("forms.cases_about"))
            h(.div, .class("scroll"), .role("region"), .ariaLabel(words("forms.cases")), .focusable) { h in
                h(.table, .class("plain")) { h in
                    h(.thead) { h in
                        h(.tr) { h in
                            h(.th, .scope("col"), text: words("forms.question"))
                            for each in table.cases {
                                h(.th, .scope("col")) { h in
                                    let place = visit.path("/forms/\(form.id)/answers/\(each.id)")
                                    h(.a, .href(place), text: words("forms.number", ["number": "\(each.id)"]))
                                }
                            }
                            h(.th, .scope("col"), .class("number"), text: words("forms.unknown_count"))
                        }
                    }
                    h(.tbody) { h in
                        for line in table.lines {
                            h(.tr) { h in
                                h(.th, .scope("row")) { h in h(.bdi, text: line.label) }
                                for answer in line.answers { cell(answer, to: &h) }
                                h(.td, .class("number"), text: words.integer(line.unknown))
                            }
                        }
                        h(.tr) { h in
                            h(.th, .scope("row"), text: words("forms.unknown_count"))
                            for count in table.unknown { h(.td, .class("number"), text: words.integer(count)) }
                            h(.td, .class("number"), text: words.integer(table.unknown.reduce(0, +)))
                        }
                    }
                }
            }
        }
    }

    private func cell(_ answer: String?, to h: inout HTML) {
        h(.td) { h in
            if let answer {
                h(.bdi, text: answer)
            } else {
                h(.span, .class("quiet"), text: visit.words("forms.unknown"))
            }
        }
    }
}
