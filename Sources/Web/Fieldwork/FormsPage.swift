internal import Fieldwork
internal import Forms
internal import Foundation
internal import Hummingbird
internal import Store
internal import Vocabulary

/// The forms that agencies give out, and the form that adds one.
struct FormsPage: Sendable {
    let visit: Visit
    let forms: [FieldForm]
    /// What came in and fits no form that is known.
    let aside: [SetAside]
    /// What is against a form that was just handed in.
    var faults: [String] = []

    static func respond(_ visit: Visit, faults: [String] = []) async throws -> Response {
        let store = visit.services.forms.store
        let forms = try await store.forms(as: visit.reader)
        let aside = try await store.setAside(of: nil, as: visit.reader)
        return FormsPage(visit: visit, forms: forms, aside: aside, faults: faults).response
    }

    private var mayAdd: Bool { visit.reader.can(.manageForms) }

    private var response: Response {
        let words = visit.words
        let title = words("nav.forms")
        let frame = PageFrame(visit: visit, title: title, section: "/forms", hasForm: mayAdd)
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("forms.lead"))
            FormFault(sentences: faults).write(to: &h)
            if forms.isEmpty {
                let advice = words(mayAdd ? "forms.empty.advice" : "forms.empty.wait")
                EmptyState(title: words("forms.empty.title"), advice: advice).write(to: &h)
            } else {
                table(to: &h)
            }
            SetAsideTable(visit: visit, aside: aside).write(to: &h)
            if mayAdd { form(token: token, to: &h) }
        }
    }

    private func table(to h: inout HTML) {
        let (visit, words) = (self.visit, self.visit.words)
        PlainTable<FieldForm>(
            words: words,
            caption: words("nav.forms"),
            items: forms,
            columns: [
                .init("forms.form") { form, h in
                    h(.a, .href(visit.path("/forms/\(form.id)"))) { h in h(.bdi, text: form.title) }
                },
                .init("forms.state") { form, h in
                    let state = form.state.rawValue
                    h(.span, .class("tag tag-\(state)"), text: words.token("forms.state", state))
                },
                .text("forms.who") { words($0.link == nil ? "forms.who.accounts" : "forms.who.link") },
                .init("forms.answers", isNumeric: true) { form, h in
                    h.text(visit.reader.can(.readReports) ? words.integer(form.submissions) : "–")
                },
                .text("forms.marking") { $0.marking.label },
            ]
        )
        .write(to: &h)
    }

    private func form(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("add"), .ariaLabelledBy("add-title")) { h in
            h(.h2, .id("add-title"), text: words("forms.add"))
            h(.p, text: words("forms.add_about"))
            h(
                .form,
                .class("stack"),
                Attribute("method", "post"),
                Attribute("action", visit.path("/forms")),
                Attribute("enctype", "multipart/form-data")
            ) { h in
                FormToken(token: token).write(to: &h)
                h(.label, .for("form-file"), text: words("forms.file"))
                h(
                    .input,
                    .type("file"),
                    .id("form-file"),
                    .name("file"),
                    .required,
                    Attribute("accept", ".xlsx,.xls,.xml")
                )
                h(.label, .for("form-lists"), text: words("forms.lists"))
                h(
                    .input,
                    .type("file"),
                    .id("form-lists"),
                    .name("lists"),
                    Attribute("multiple"),
                    Attribute("accept", ".csv,.xml,.geojson")
                )
                let parts = FormParts(words: words, prefix: "form-")
                parts.choice(
                    "marking",
                    label: "forms.marking_of",
                    options: HandlingMarking.allCases.map { ("\($0.rawValue)", $0.label) },
                    chosen: "\(HandlingMarking.amberStrict.rawValue)",
                    to: &h
                )
                h(.label) { h in
                    h(.input, .type("checkbox"), .name("open"), .value("yes"), .checked)
                    h.text(" " + words("forms.open_now"))
                }
                parts.button("forms.add", to: &h)
            }
        }
    }
}

/// What was handed in as a form, and why it is not taken.
enum FormUpload {
    /// All files together, in bytes.
    private static let limit = 30_000_000

    static func respond(_ visit: Visit, request: Request) async throws -> Response {
        let parts = try await PartsReader(limit: limit).read(request)
        let fields = parts.fields
        try visit.services.csrf.check(request, token: fields[RequestForgeryGuard.fieldName])
        guard let file = parts.first(where: { $0.name == "file" }), let name = file.fileName, !file.bytes.isEmpty else {
            return try await FormsPage.respond(visit, faults: [visit.words("forms.fault.no_file")])
        }
        let lists = parts.filter { $0.name == "lists" && !$0.bytes.isEmpty }
        let files = FormFiles(
            name: name,
            bytes: file.bytes,
            lists: Dictionary(lists.map { ($0.fileName ?? "", $0.bytes) }) { first, _ in first }
        )
        let marking = fields["marking"].flatMap { Int($0) }.flatMap(HandlingMarking.init(rawValue:)) ?? .amberStrict
        do {
            let taken = try await visit.services.forms.add(
                files,
                with: SpreadsheetConverter(home: visit.services.home),
                marking: marking,
                isOpen: fields["open"] != nil,
                by: visit.reader
            )
            return visit.confirm(
                taken.added.isNew ? "done.form_added" : "done.form_known",
                at: "/forms/\(taken.added.form)"
            )
        } catch let fault as FormAdditionFault {
            return try await FormsPage.respond(visit, faults: fault.sentences(visit.words))
        }
    }
}

extension FormAdditionFault {
    /// What is wrong and what to do, a sentence a fault.
    func sentences(_ words: Words) -> [String] {
        switch self {
        case .noConverter: [words("forms.fault.no_converter")]
        case .conversion(let lines): [words("forms.fault.conversion")] + lines
        case .conversionEnded: [words("forms.fault.conversion_ended")]
        case .refused(let faults): [words("forms.fault.refused")] + faults.map(\.description)
        case .missingFiles(let names): [words("forms.fault.missing_files", ["names": names.joined(separator: ", ")])]
        case .noID: [words("forms.fault.no_id")]
        case .otherContent(let version): [words("forms.fault.other_content", ["version": version])]
        case .tooLarge: [words("forms.fault.too_large")]
        }
    }
}
