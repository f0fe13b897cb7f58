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

    /// Opens the report, and does with it what a form says.
    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let page = try OpenedReportPage(visit: visit, id: number(id))
        try await page.check()
        let form = try await visit.form(request)
        if form["do"] == "state", CountFields.read(form) == nil { return try await page.setState(form) }
        let (opened, keys): (OpenedReport, [OpeningKey])
        do { (opened, keys) = try await page.open(form) } catch let fault as CommunityFault {
            return page.closed(fault: visit.services.community.message(of: fault), typed: form)
        }
        if page.isLent { return try await page.answerAlone(opened, keys, form) }
        do {
            let done = try await ReportActs(visit: visit, opened: opened, keys: keys, form: form).perform()
            guard let done else { return page.shown(opened, try await OpenedView.load(opened, keys, visit)) }
            // Opened anew, so that the page shows what is kept and not what we mean to have written. The trail tells of both
            // openings: there is no way past it.
            let anew = try await page.open(form).opened
            return page.shown(anew, try await OpenedView.load(anew, keys, visit), done: done)
        } catch let fault as CommunityFault {
            let view = try await OpenedView.load(opened, keys, visit)
            return page.shown(opened, view, fault: visit.services.community.message(of: fault), typed: form)
        } catch let error as StoreError where error.code == .conflict || error.code == .invalid {
            let view = try await OpenedView.load(opened, keys, visit)
            return page.shown(opened, view, fault: "handover.fault.\(error.code.rawValue)", typed: form)
        }
    }

    /// Whether officers opened the key together for this report alone.
    private var isLent: Bool { visit.services.community.lentKeys(visit, for: id) != nil }

    /// With a key that is open for this report alone, one reads it and answers; notes on other reports stay closed.
    private func answerAlone(_ opened: OpenedReport, _ keys: [OpeningKey], _ form: QueryString) async throws -> Response
    {
        do {
            let done = try await ReportActs(visit: visit, opened: opened, keys: keys, form: form).answer()
            let anew = done == nil ? opened : try await open(form).opened
            return shown(anew, nil, done: done)
        } catch let fault as CommunityFault {
            return shown(opened, nil, fault: visit.services.community.message(of: fault), typed: form)
        }
    }

    private func setState(_ form: QueryString) async throws -> Response {
        guard let state = form["state"].flatMap(ReportState.init(rawValue:)) else { throw SiteError(.badRequest) }
        try await visit.services.community.officers.set(state, of: id, by: visit.reader)
        return visit.confirm("done.report_state", at: "/inbox/\(id)")
    }

    private func open(_ form: QueryString) async throws -> (opened: OpenedReport, keys: [OpeningKey]) {
        let desk = visit.services.community
        let keys = try await desk.keys(for: visit, passphrase: form["passphrase"], report: id)
        let reference = form["reference"].flatMap { $0.contains { !$0.isWhitespace } ? String($0.prefix(100)) : nil }
        let opened = try await desk.officers.open(
            id,
            with: keys,
            as: visit.reader,
            for: .safeguarding,
            case: reference ?? "inbox \(id)"
        )
        return (opened, keys)
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

    /// The fields that the page asks for itself, and that no form carries on.
    private static let asked: Set<String> = ["do", "passphrase", "reference", RequestForgeryGuard.fieldName]

    /// - Parameter typed: A form that came while the key was closed: what stands in it is carried on, and done once it opens.
    private func closed(fault: String?, typed: QueryString? = nil) -> Response {
        let words = visit.words
        let isOpen = isLent || visit.reader.session.flatMap { visit.services.community.keys(of: $0) } != nil
        return frame(
            { h, token in
                if let fault { h(.p, .class("notice"), .role("alert"), text: words(fault)) }
                h(.p, .class("lead"), text: words("inbox.closed"))
                PostForm(visit: visit, action: "/inbox/\(id)", token: token).write(to: &h) { h in
                    h(.input, .type("hidden"), .name("do"), .value(typed?["do"] ?? "open"))
                    for item in typed?.items ?? [] where !Self.asked.contains(item.name) {
                        h(.input, .type("hidden"), .name(item.name), .value(item.value))
                    }
                    let parts = FormParts(words: words)
                    if !isOpen {
                        parts.text("passphrase", label: "inbox.passphrase", type: "password", required: true, to: &h)
                    }
                    parts.text("reference", label: "inbox.reference", hint: "inbox.reference_about", to: &h)
                    parts.button("inbox.open", to: &h)
                }
                h(.p) { h in
                    h(.a, .href(visit.path("/inbox/escrow?report=\(id)#ask")), text: words("escrow.without_passphrase"))
                }
            },
            status: fault == nil ? .ok : .unprocessableContent
        )
    }

    /// - Parameter view: What stands beside the report; nil where the key is open for this report alone.
    private func shown(
        _ opened: OpenedReport,
        _ view: OpenedView?,
        done: String? = nil,
        fault: String? = nil,
        typed: QueryString? = nil
    ) -> Response {
        let words = visit.words
        return frame(
            { h, token in
                if let fault { h(.p, .class("notice"), .role("alert"), text: words(fault)) }
                if let done { h(.p, .class("notice"), .role("status"), text: words(done)) }
                if opened.report.isUrgent { h(.p, .class("notice"), text: words("report.urgent")) }
                if view == nil {
                    h(.p, .class("notice"), text: words("escrow.for_this_report"))
                } else {
                    places(to: &h)
                }
                h(.section, .class("panel")) { h in
                    h(.h2, text: words("inbox.said"))
                    h(.p, .class("quiet"), text: words("report.door.\(opened.report.door.rawValue)"))
                    ReportText(visit: visit, content: opened.content).write(to: &h)
                    ReportAttachments(visit: visit, report: id, attachments: opened.attachments).write(to: &h)
                    earlier(opened, to: &h)
                    let until = words.date(opened.report.deletion.text)
                    h(.p, .class("quiet"), text: words("thread.deleted_on", ["day": until]))
                }
                thread(opened, view?.names ?? [:], typed?["text"] ?? "", token, to: &h)
                state(opened, view?.regions, token, to: &h)
                guard let view else { return }
                HoldPanel(visit: visit, view: view, token: token, typed: typed).write(to: &h)
                WeighingPanel(visit: visit, report: id, view: view, token: token, typed: typed).write(to: &h)
                SameMatterPanel(visit: visit, report: id, weighing: view.weighing, token: token).write(to: &h)
                HandoverPanel(visit: visit, report: id, view: view, token: token, typed: typed).write(to: &h)
                IncidentPanel(visit: visit, report: id, view: view, token: token, typed: typed).write(to: &h)
            },
            status: fault == nil ? .ok : .unprocessableContent
        )
    }

    /// What there is to do on the page.
    private func places(to h: inout HTML) {
        let words = visit.words
        let places = [
            ("thread", "thread.messages"), ("progress", "inbox.state"), ("hold", "hold.title"),
            ("weighing", "weigh.title"),
            ("links", "weigh.links"),
            ("remarks", "weigh.notes"), ("same", "same.title"), ("handover", "handover.title"),
            ("incident", "incident.title"),
        ]
        h(.nav, .class("crumbs"), .ariaLabel(words("inbox.on_page"))) { h in
            for (number, place) in places.enumerated() {
                if number > 0 { h.text(" · ") }
                h(.a, .href("#" + place.0), text: words(place.1))
            }
        }
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

    private func thread(
        _ opened: OpenedReport,
        _ names: [AgencyNumber: String],
        _ typed: String,
        _ token: String,
        to h: inout HTML
    ) {
        let words = visit.words
        h(.section, .class("panel"), .id("thread")) { h in
            h(.h2, text: words("thread.messages"))
            if opened.messages.isEmpty { h(.p, text: words("thread.no_messages")) }
            for message in opened.messages {
                let side = words(message.isAnswer ? "inbox.we" : "inbox.reporter")
                MessageView(message, from: message.agency.flatMap { names[$0] } ?? side, words).write(to: &h)
            }
            h(
                .p,
                .class("quiet"),
                text: words("inbox.answer_in", ["language": words("language.\(opened.report.language)")])
            )
            PostForm(visit: visit, action: "/inbox/\(id)", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("do"), .value("answer"))
                MessageBox(words: words, label: "inbox.answer", button: "inbox.send", typed: typed).write(to: &h)
            }
        }
    }

    /// - Parameter regions: By which it can be counted; nil where it is not counted here.
    private func state(_ opened: OpenedReport, _ regions: [String]?, _ token: String, to h: inout HTML) {
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
                if let regions { CountFields(words: words, opened: opened, regions: regions).write(to: &h) }
                parts.button("inbox.set_state", css: "quiet-button", to: &h)
            }
        }
    }
}
