internal import Community
internal import Hummingbird
internal import Sealing
internal import Store
internal import Vocabulary

/// One report of the inbox: closed, until somebody opens it with the organisation's passphrase.
struct OpenedReportPage: Sendable {
    let visit: Visit
    let id: Int64

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        let page = try OpenedReportPage(visit: visit, id: number(id))
        try await page.check()
        return page.closed(fault: nil)
    }

    private static func number(_ text: String) throws(SiteError) -> Int64 {
        guard let number = Int64(text), number > 0 else { throw SiteError(.notFound) }
        return number
    }

    /// Whether the report is there for this visitor at all.
    private func check() async throws {
        guard try await visit.services.store.hasReport(id, for: visit.reader) else { throw SiteError(.notFound) }
    }

    /// Opens the report, answers it, or says what became of it.
    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let page = try OpenedReportPage(visit: visit, id: number(id))
        try await page.check()
        let form = try await visit.form(request)
        do {
            switch form["do"] {
            case "state":
                guard let state = form["state"].flatMap(ReportState.init(rawValue:)) else {
                    throw SiteError(.badRequest)
                }
                try await visit.services.community.officers.set(state, of: page.id, by: visit.reader)
                return visit.confirm("done.report_state", at: "/inbox/\(page.id)")
            case "answer":
                let opened = try await page.open(form)
                let text = form["text"] ?? ""
                do {
                    try await visit.services.community.officers.answer(opened, text, by: visit.reader)
                } catch let fault as CommunityFault {
                    return page.shown(opened, fault: visit.services.community.message(of: fault), typed: text)
                }
                return page.shown(try await page.open(form), fault: nil)
            default: return page.shown(try await page.open(form), fault: nil)
            }
        } catch let fault as CommunityFault {
            return page.closed(fault: visit.services.community.message(of: fault), typed: form["text"])
        }
    }

    private func open(_ form: QueryString) async throws -> OpenedReport {
        let desk = visit.services.community
        guard let session = visit.reader.session else { throw SiteError(.badRequest) }
        var keys = desk.keys(of: session)
        if keys == nil {
            guard let passphrase = try? Passphrase(form["passphrase"] ?? "") else {
                throw CommunityFault.wrongPassphrase
            }
            keys = try await desk.unlock(passphrase, by: visit.reader)
            if let keys { desk.keep(keys, for: session) }
        }
        let reference = form["reference"].flatMap { $0.contains { !$0.isWhitespace } ? String($0.prefix(100)) : nil }
        return try await desk.officers.open(
            id,
            with: keys ?? [],
            as: visit.reader,
            for: .safeguarding,
            case: reference ?? "inbox \(id)"
        )
    }

    // MARK: Pages

    private var title: String { visit.words("inbox.number", ["number": "\(id)"]) }

    private func frame(_ content: (inout HTML, String) -> Void, status: HTTPResponse.Status = .ok) -> Response {
        let words = visit.words
        let frame = PageFrame(visit: visit, title: title, section: "/inbox", hasForm: true, marking: 4)
        return frame.response(status: status) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/inbox")), text: words("nav.inbox")) }
            h(.h1, text: title)
            content(&h, token)
        }
    }

    private func closed(fault: String?, typed: String? = nil) -> Response {
        let words = visit.words
        let isOpen = visit.reader.session.flatMap { visit.services.community.keys(of: $0) } != nil
        return frame(
            { h, token in
                if let fault { h(.p, .class("notice"), .role("alert"), text: words(fault)) }
                h(.p, .class("lead"), text: words("inbox.closed"))
                PostForm(visit: visit, action: "/inbox/\(id)", token: token).write(to: &h) { h in
                    h(.input, .type("hidden"), .name("do"), .value(typed == nil ? "open" : "answer"))
                    if let typed { h(.input, .type("hidden"), .name("text"), .value(typed)) }
                    let parts = FormParts(words: words)
                    if !isOpen {
                        parts.text("passphrase", label: "inbox.passphrase", type: "password", required: true, to: &h)
                    }
                    parts.text("reference", label: "inbox.reference", hint: "inbox.reference_about", to: &h)
                    parts.button("inbox.open", to: &h)
                }
            },
            status: fault == nil ? .ok : .unprocessableContent
        )
    }

    private func shown(_ opened: OpenedReport, fault: String?, typed: String = "") -> Response {
        let words = visit.words
        return frame(
            { h, token in
                if let fault { h(.p, .class("notice"), .role("alert"), text: words(fault)) }
                if opened.report.isUrgent { h(.p, .class("notice"), text: words("report.urgent")) }
                h(.section, .class("panel")) { h in
                    h(.h2, text: words("inbox.said"))
                    h(.p, .class("quiet"), text: words("report.door.\(opened.report.door.rawValue)"))
                    ReportText(visit: visit, content: opened.content).write(to: &h)
                    ReportAttachments(visit: visit, report: id, attachments: opened.attachments).write(to: &h)
                    earlier(opened, to: &h)
                    let until = words.date(opened.report.deleteOn.text)
                    h(.p, .class("quiet"), text: words("thread.deleted_on", ["day": until]))
                }
                thread(opened, typed, token, to: &h)
                state(opened, token, to: &h)
            },
            status: fault == nil ? .ok : .unprocessableContent
        )
    }

    /// What the reporter had written before they changed it and sent it again.
    private func earlier(_ opened: OpenedReport, to h: inout HTML) {
        let words = visit.words
        for version in opened.earlier {
            let day = version.day.map { words.date($0.text) } ?? ""
            h(.details) { h in
                h(.summary, text: words("inbox.earlier", ["day": day]))
                if let content = version.content {
                    ReportText(visit: visit, content: content).write(to: &h)
                } else {
                    h(.p, text: words("thread.closed_to_you"))
                }
            }
        }
    }

    private func thread(_ opened: OpenedReport, _ typed: String, _ token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("thread")) { h in
            h(.h2, text: words("thread.messages"))
            if opened.messages.isEmpty { h(.p, text: words("thread.no_messages")) }
            for message in opened.messages {
                h(.div, .class(message.isAnswer ? "message answer" : "message")) { h in
                    let day = message.day.map { words.date($0.text) } ?? ""
                    let who = words(message.isAnswer ? "inbox.we" : "inbox.reporter")
                    h(.p, .class("quiet"), text: "\(who) · \(day)")
                    h(.p, .class("said")) { h in h(.bdi, text: message.text ?? words("thread.closed_to_you")) }
                }
            }
            h(
                .p,
                .class("quiet"),
                text: words("inbox.answer_in", ["language": words("language.\(opened.report.language)")])
            )
            PostForm(visit: visit, action: "/inbox/\(id)", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("do"), .value("answer"))
                h(.label, .for("text"), text: words("inbox.answer"))
                h(
                    .textarea,
                    .id("text"),
                    .name("text"),
                    .required,
                    Attribute("rows", "4"),
                    Attribute("maxlength", "\(ThreadMessage.longest / 4)"),
                    text: typed
                )
                FormParts(words: words).button("inbox.send", to: &h)
            }
        }
    }

    private func state(_ opened: OpenedReport, _ token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("progress")) { h in
            h(.h2, text: words("inbox.state"))
            h(.ol, .class("report-steps")) { h in
                for step in opened.steps {
                    h(.li, text: "\(words.date(step.day.text)): \(words("report.state.\(step.state.rawValue)"))")
                }
            }
            guard opened.report.state != .withdrawn else { return }
            PostForm(visit: visit, action: "/inbox/\(id)", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("do"), .value("state"))
                let parts = FormParts(words: words)
                parts.choice(
                    "state",
                    label: "inbox.new_state",
                    options: [ReportState.underWay, .referred, .closed, .notReport].map {
                        ($0.rawValue, words("report.state.\($0.rawValue)"))
                    },
                    chosen: opened.report.state.rawValue,
                    to: &h
                )
                parts.button("inbox.set_state", css: "quiet-button", to: &h)
            }
        }
    }
}
