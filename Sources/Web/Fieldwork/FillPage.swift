internal import Fieldwork
internal import Formats
internal import Forms
internal import Hummingbird
internal import Store
internal import Vocabulary

/// A form on a page without a script: step by step, with what was said so far in the page itself.
struct FillPage: Sendable {
    let visit: Visit
    /// What stands in the address: a form's link, or its number.
    let key: String
    let form: FactStore.FormToFill
    let definition: FormDefinition
    /// What the first page has for phones with a script.
    var phone: FillPhone?

    /// The most values of a page that are read; a page that had more would not come to its end.
    private static let pairLimit = 5_000

    /// Whether it is filled in by somebody with an account.
    var isByAccount: Bool { Int64(key) != nil }
    var door: FormDoor { Self.door(key, visit) }
    /// The name of the language in which the form is shown.
    var language: String? { definition.language(tagged: visit.language.rawValue) }

    private static func door(_ key: String, _ visit: Visit) -> FormDoor {
        Int64(key) == nil ? .link(key) : .account(visit.reader)
    }

    static func find(_ visit: Visit, _ key: String) async throws -> FillPage {
        let (desk, door) = (visit.services.forms, door(key, visit))
        var found: FactStore.FormToFill?
        if let number = Int64(key) {
            // The number opens nothing to those who fill in no forms: for them it is not there.
            guard visit.reader.can(.handIn) else { throw SiteError(.notFound) }
            found = try await desk.store.formToFill(form: number, through: door)
        } else {
            found = try await desk.store.formsToFill(through: door).first
        }
        guard let found, let definition = try await desk.definition(version: found.version.id, through: door) else {
            throw SiteError(.notFound)
        }
        return FillPage(visit: visit, key: key, form: found, definition: definition)
    }

    /// The first page, or the one that says that it was sent.
    static func begin(_ visit: Visit, _ key: String) async throws -> Response {
        var page = try await find(visit, key)
        if visit.query["sent"] != nil { return page.sent }
        guard page.form.state == .open else { return page.closed }
        if !page.isByAccount { page.phone = FillPhone(visit: visit, key: key) }
        return try page.show(FillState(), step: 0, isFirst: true)
    }

    /// Takes what a step says, and shows the next one.
    static func goOn(_ visit: Visit, request: Request, _ key: String) async throws -> Response {
        let page = try await find(visit, key)
        let body = try await FillBody.read(request, pairs: pairLimit, within: visit.services.reportBudget)
        let fields = body.fields
        // By the link nobody acts in anybody's name, and the browser is told to say nothing of where it comes from.
        if page.isByAccount { try visit.services.csrf.check(request, token: fields[RequestForgeryGuard.fieldName]) }
        guard page.form.state == .open else { return page.closed }
        guard fields["end"] != nil, fields["version"] == "\(page.form.version.id)",
            let state = FillState(parsing: fields.exact("state")),
            let step = fields["step"].flatMap({ Int($0) }), (0...page.definition.body.count).contains(step)
        else { return page.expired }
        if fields["do"] == "send" { return try await page.send(state, body.files) }
        return try page.take(fields, state, step: step)
    }

    // MARK: Steps

    /// Takes the answers of a step, and what was pressed.
    private func take(_ fields: QueryString, _ state: FillState, step: Int) throws -> Response {
        var state = state
        let (session, _) = try state.session(definition)
        var faults: [String: FormSession.Outcome] = [:]
        var typed: [String: String] = [:]
        let asked = (try? JSONNode(parsing: Array(fields.exact("asked").utf8)))?.elements?.compactMap(\.string) ?? []
        for (number, path) in asked.enumerated() {
            let text = FillField.text(of: path, number, fields, session)
            guard let text else { continue }
            let outcome = try session.answer(path, text)
            switch outcome {
            case .accepted: state.note(.answer(path: path, text: text))
            case .irrelevant, .readonly: break
            case .requiredButEmpty where fields["do"] != "next": state.note(.answer(path: path, text: text))
            default:
                faults[path] = outcome
                typed[path] = text
            }
        }
        let action = fields["do"] ?? "next"
        if action.hasPrefix("add:") {
            state.note(.add(path: String(action.dropFirst(4))))
            return try show(state, step: step, faults: faults, typed: typed)
        }
        if action.hasPrefix("remove:") {
            state.note(.remove(path: String(action.dropFirst(7))))
            return try show(state, step: step)
        }
        if action == "back" { return try show(state, step: step - 1, isBack: true) }
        guard faults.isEmpty else { return try show(state, step: step, faults: faults, typed: typed) }
        let steps = try FillStep.all(session, in: language)
        let further = steps.indices.contains(step) ? steps[step].paths.filter { !asked.contains($0) } : []
        let isAsked = try further.contains { path in
            try !session.standing(at: path).isReadonly
        }
        return try show(state, step: isAsked ? step : step + 1, hasMore: isAsked)
    }

    /// Shows a step, or the nearest one on which something stands; behind the last one, all answers.
    private func show(
        _ state: FillState,
        step: Int,
        isFirst: Bool = false,
        isBack: Bool = false,
        hasMore: Bool = false,
        faults: [String: FormSession.Outcome] = [:],
        typed: [String: String] = [:]
    ) throws -> Response {
        var state = state
        state.touch()
        let (session, _) = try state.session(definition)
        let steps = try FillStep.all(session, in: language)
        var place = max(0, step)
        while steps.indices.contains(place), steps[place].blocks.isEmpty, !(isBack && place == 0) {
            place += isBack ? -1 : 1
        }
        // There is nothing before the first step that has something.
        if steps.indices.contains(place), steps[place].blocks.isEmpty {
            place = steps.firstIndex { !$0.blocks.isEmpty } ?? steps.count
        }
        guard steps.indices.contains(place) else { return try review(state) }
        let counted = steps.indices.filter { !steps[$0].blocks.isEmpty }
        let fields = try FillFields(
            page: self,
            session: session,
            step: steps[place],
            faults: faults,
            typed: typed
        )
        let words = visit.words
        return frame(isFirst: isFirst, status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            if isFirst { introduction(to: &h) }
            phone?.write(to: &h)
            let number = (counted.firstIndex(of: place) ?? 0) + 1
            let values: KeyValuePairs = ["step": "\(number)", "steps": "\(counted.count + 1)"]
            h(.p, .class("quiet by-page"), text: words("fill.step", values))
            if hasMore { h(.p, .class("notice"), .role("status"), text: words("fill.more")) }
            form(state, step: place, token: token, to: &h) { h in
                fields.write(to: &h)
                h(.div, .class("actions")) { h in
                    button("next", "fill.next", to: &h)
                    if number > 1 { button("back", "fill.back", css: "quiet-button", to: &h) }
                }
            }
        }
    }

    private func introduction(to h: inout HTML) {
        let words = visit.words
        h(.p, text: words("fill.asked_by", ["agency": form.ownerName]))
        if !isByAccount { h(.p, text: words("fill.nameless")) }
    }

    // MARK: The end

    /// Shows all answers once more, and what is to be corrected.
    ///
    /// - Parameter faults: What is wrong with the files that were chosen on it; nil on the way to it.
    private func review(_ state: FillState, faults: [FormProblem]? = nil) throws -> Response {
        let (session, clock) = try state.session(definition)
        clock.set(state.now)
        let uploads = try FillFiles(session, in: language)
        let final = try session.finish()
        // Files are chosen here: before that, none can be absent.
        let problems = faults ?? final.problems.filter { problem in !uploads.paths.contains(problem.path) }
        let isOpen = final.problems.allSatisfy { uploads.paths.contains($0.path) }
        let words = visit.words
        let questions = try SubmissionReport.questions(
            in: final.xml,
            of: definition,
            received: state.now,
            language: language
        )
        return frame(status: problems.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.h2, text: words("fill.review"))
            if problems.isEmpty {
                h(.p, text: words("fill.review_about"))
            } else {
                h(.div, .class("notice"), .role("alert")) { h in
                    h(.p, text: words(isOpen ? "fill.files_again" : "fill.to_correct"))
                    h(.ul) { h in
                        for problem in problems {
                            let label = (try? session.label(at: problem.path, in: language)) ?? nil
                            let sentence = FillFields.sentence(problem.outcome, words)
                            h(.li, text: "\(label ?? problem.path): \(sentence)")
                        }
                    }
                }
            }
            h(.dl, .class("particulars")) { h in
                for question in questions where !question.value.isEmpty {
                    h(.dt) { h in h(.bdi, text: question.label.isEmpty ? question.path : question.label) }
                    let shown = question.choices.isEmpty ? question.value : question.choices.joined(separator: ", ")
                    h(.dd) { h in h(.bdi, text: shown) }
                }
            }
            let hasFiles = isOpen && !uploads.paths.isEmpty
            form(state, step: definition.body.count, token: token, hasFiles: hasFiles, to: &h) { h in
                if hasFiles { uploads.write(words, to: &h) }
                h(.div, .class("actions")) { h in
                    if isOpen { button("send", "fill.send", to: &h) }
                    button("back", "fill.back", css: "quiet-button", to: &h)
                }
            }
        }
    }

    /// Keeps the answers; sent twice, they are kept once.
    private func send(_ given: FillState, _ files: [Int: PartsReader.Part]) async throws -> Response {
        var state = given
        let (session, clock) = try state.session(definition)
        clock.set(state.now)
        let taken = try FillFiles(session, in: language).take(files, session)
        for file in taken { state.note(.answer(path: file.path, text: file.name)) }
        let final = try Self.final(state, definition)
        // No browser sends files twice of itself: the page comes back without them.
        guard final.problems.isEmpty else { return try review(given, faults: final.problems) }
        let named = taken.map { IncomingSubmission.File(name: $0.name, bytes: $0.bytes) }
        let incoming = IncomingSubmission(xml: final.xml, files: named, channel: .page)
        var aside = 0
        do {
            aside = try await visit.services.forms.receive(incoming, through: door, at: state.now).filesSetAside
        } catch let refusal as SubmissionRefusal {
            guard refusal.reason != .closed else { return closed }
            throw SiteError(.conflict)
        }
        let told = aside > 0 ? "&aside=\(aside)" : ""
        return Redirect.afterForm(to: visit.path("/f/\(URLCoding.encode(key))?sent=1\(told)"))
    }

    private static func final(_ state: FillState, _ definition: FormDefinition) throws(SessionFault) -> FinalInstance {
        let (session, clock) = try state.session(definition)
        clock.set(state.now)
        return try session.finish()
    }

    private var sent: Response {
        frame { h, _ in
            h(.h2, text: visit.words("fill.sent"))
            h(.p, text: visit.words("fill.sent_about"))
            if visit.query["aside"] != nil { h(.p, .class("notice"), text: visit.words("fill.files_aside")) }
            if form.state == .open {
                h(.p) { h in
                    h(.a, .href(visit.path("/f/\(URLCoding.encode(key))")), text: visit.words("fill.again"))
                }
            }
        }
    }

    private var closed: Response {
        frame(status: .gone) { h, _ in h(.p, .class("notice"), text: visit.words("forms.is_closed")) }
    }

    private var expired: Response {
        frame(status: .unprocessableContent) { h, _ in
            h(.p, .class("notice"), .role("alert"), text: visit.words("fill.fault.expired"))
            h(.p) { h in
                h(
                    .a,
                    .class("button"),
                    .href(visit.path("/f/\(URLCoding.encode(key))")),
                    text: visit.words("fill.begin")
                )
            }
        }
    }

    // MARK: The page

    private func frame(
        isFirst: Bool = false,
        status: HTTPResponse.Status = .ok,
        content: (inout HTML, _ token: String) -> Void
    ) -> Response {
        let title = form.version.title
        guard isByAccount else {
            let place = isFirst ? "/f/\(URLCoding.encode(key))" : nil
            return ReportFrame(visit: visit, title: title, scriptPlace: phone?.place, languagePlace: place)
                .response(status: status) { h in content(&h, "") }
        }
        return PageFrame(visit: visit, title: title, section: "/forms", hasForm: true)
            .response(status: status) { h, token in
                h(.h1) { h in h(.bdi, text: title) }
                content(&h, token)
            }
    }

    private func form(
        _ state: FillState,
        step: Int,
        token: String,
        hasFiles: Bool = false,
        to h: inout HTML,
        content: (inout HTML) -> Void
    ) {
        h(
            .form,
            .class("stack by-page"),
            Attribute("method", "post"),
            Attribute("action", visit.path("/f/\(URLCoding.encode(key))")),
            hasFiles ? Attribute("enctype", "multipart/form-data") : nil,
            Attribute("novalidate"),
            Attribute("autocomplete", "off")
        ) { h in
            if !token.isEmpty { FormToken(token: token).write(to: &h) }
            let hidden = [("version", "\(form.version.id)"), ("step", "\(step)"), ("state", state.text)]
            for (name, value) in hidden { h(.input, .type("hidden"), .name(name), .value(value)) }
            content(&h)
            h(.input, .type("hidden"), .name("end"), .value("end"))
        }
    }

    private func button(_ action: String, _ text: String, css: String? = nil, to h: inout HTML) {
        h(.button, .type("submit"), .name("do"), .value(action), css.map(Attribute.class), text: visit.words(text))
    }
}
