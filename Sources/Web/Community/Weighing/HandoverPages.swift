internal import Community
internal import Formats
internal import Hummingbird
internal import Media
internal import Sealing
internal import Store
internal import Vocabulary

/// What was handed to the visitor's organisation, and by it.
struct HandoverListPage: Sendable {
    let visit: Visit
    let handovers: [ReportHandover]
    let names: [AgencyNumber: String]

    static func respond(_ visit: Visit) async throws -> Response {
        let agencies = try await visit.services.store.agencies()
        return HandoverListPage(
            visit: visit,
            handovers: try await visit.services.store.handovers(as: visit.reader),
            names: agencies.namesByNumber
        ).response
    }

    private var response: Response {
        let words = visit.words
        let title = words("handover.list")
        return PageFrame(visit: visit, title: title, section: "/inbox", marking: 4).response { h, _ in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/inbox")), text: words("nav.inbox")) }
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("handover.list_about"))
            guard !handovers.isEmpty else {
                h(.p, .class("empty"), text: words("handover.none"))
                return
            }
            table(to: &h)
        }
    }

    private func table(to h: inout HTML) {
        let words = visit.words
        let say = HandoverWords(words: words, today: visit.services.community.today)
        PlainTable<ReportHandover>(
            words: words,
            caption: words("handover.list"),
            items: handovers,
            columns: [
                .init("handover.one") { handover, h in
                    h(
                        .a,
                        .href(visit.path("/inbox/handed/\(handover.id)")),
                        text: words("handover.number", ["number": "\(handover.id)"])
                    )
                },
                .init("inbox.urgent") { handover, h in
                    if handover.isUrgent { h(.span, .class("tag tag-urgent"), text: words("inbox.danger")) }
                },
                .text("handover.from") { names[$0.from] ?? "" },
                .text("handover.to") { names[$0.to] ?? "" },
                .text("handover.sent_on") { words.date($0.sentOn.text) },
                .text("inbox.state") { say.state($0) },
            ]
        )
        .write(to: &h)
    }
}

/// One hand-over: its receipt in the open, and what it says for who opens it.
struct HandoverPage: Sendable {
    let visit: Visit
    let handover: ReportHandover
    let names: [AgencyNumber: String]

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        try await page(visit, id).response(opened: nil, fault: nil)
    }

    private static func page(_ visit: Visit, _ id: String) async throws -> HandoverPage {
        let handovers = try await visit.services.store.handovers(as: visit.reader)
        guard let number = Int64(id), let handover = handovers.first(where: { $0.id == number }) else {
            throw SiteError(.notFound)
        }
        let agencies = try await visit.services.store.agencies()
        let names = agencies.namesByNumber
        return HandoverPage(visit: visit, handover: handover, names: names)
    }

    /// Opens it, takes it, or says why not.
    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let page = try await page(visit, id)
        let desk = visit.services.community
        do {
            switch form["do"] {
            case "accept":
                try await desk.officers.answerHandover(page.handover.id, declining: nil, by: visit.reader)
                return visit.confirm("done.handover_accepted", at: "/inbox/handed/\(page.handover.id)")
            case "decline":
                guard let reason = form["reason"].flatMap(ReportHandover.Reason.init(rawValue:)) else {
                    throw SiteError(.badRequest)
                }
                try await desk.officers.answerHandover(page.handover.id, declining: reason, by: visit.reader)
                return visit.confirm("done.handover_declined", at: "/inbox/handed/\(page.handover.id)")
            case "reply": return try await page.reply(form)
            default:
                let keys = try await desk.keys(for: visit, passphrase: form["passphrase"])
                return page.response(opened: try await page.open(keys), fault: nil)
            }
        } catch let fault as CommunityFault {
            return page.response(opened: nil, fault: desk.message(of: fault))
        }
    }

    /// Answers the reporter in the name of the visitor's organisation.
    private func reply(_ form: QueryString) async throws -> Response {
        let desk = visit.services.community
        let keys = try await desk.keys(for: visit, passphrase: form["passphrase"])
        let view = try await open(keys)
        let text = form["text"] ?? ""
        do {
            try await desk.officers.answer(view.opened, text, by: visit.reader)
        } catch let fault as CommunityFault {
            return response(opened: view, fault: desk.message(of: fault), typed: text)
        } catch let error as StoreError where error.code == .conflict {
            return response(opened: view, fault: "handover.fault.thread", typed: text)
        }
        return response(opened: try await open(keys), done: "done.report_answer")
    }

    private func open(_ keys: [OpeningKey]) async throws -> HandoverView {
        let officers = visit.services.community.officers
        let opened = try await officers.handover(handover.id, with: keys, as: visit.reader)
        guard isOurs, handover.state == .accepted else { return HandoverView(opened: opened, answers: nil) }
        do {
            let answers = try await officers.answers(throughHandover: handover.id, with: keys, as: visit.reader)
            return HandoverView(opened: opened, answers: answers)
        } catch let error as StoreError where error.code == .conflict {
            // Its reporter has withdrawn the report.
            return HandoverView(opened: opened, answers: nil)
        }
    }

    private var isOurs: Bool { handover.to == visit.reader.agency }

    private func response(
        opened: HandoverView?,
        fault: String? = nil,
        done: String? = nil,
        typed: String = ""
    ) -> Response {
        let words = visit.words
        let title = words("handover.number", ["number": "\(handover.id)"])
        let frame = PageFrame(visit: visit, title: title, section: "/inbox", hasForm: true, marking: 4)
        return frame.response(status: fault == nil ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/inbox/handed")), text: words("handover.list")) }
            h(.h1, text: title)
            if let fault { h(.p, .class("notice"), .role("alert"), text: words(fault)) }
            if let done { h(.p, .class("notice"), .role("status"), text: words(done)) }
            receipt(to: &h)
            if let opened {
                content(opened.opened, to: &h)
                HandedThreadPanel(visit: visit, handover: handover.id, view: opened, token: token, typed: typed)
                    .write(to: &h)
            } else {
                openForm(token, to: &h)
            }
            if handover.state == .sent, isOurs { answerForms(token, to: &h) }
        }
    }

    /// What both sides can hold against each other: who gave what to whom, and when; by its digest, not by its words.
    private func receipt(to h: inout HTML) {
        let words = visit.words
        let say = HandoverWords(words: words, today: visit.services.community.today)
        h(.section, .class("panel"), .id("receipt")) { h in
            h(.h2, text: words("handover.receipt"))
            h(.p, .class("quiet"), text: words("handover.receipt_about"))
            h(.dl, .class("particulars")) { h in
                for (label, text) in [
                    ("handover.from", names[handover.from] ?? ""), ("handover.to", names[handover.to] ?? ""),
                    ("handover.sent_on", words.date(handover.sentOn.text)),
                    ("handover.answer_by", words.date(handover.answerBy.text)), ("inbox.state", say.state(handover)),
                    ("handover.digest", Hexadecimal.text(handover.digest)),
                ] {
                    h(.div) { h in
                        h(.dt, text: words(label))
                        h(.dd, .class("said"), text: text)
                    }
                }
            }
        }
    }

    private func content(_ opened: OpenedHandover, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("inbox.said"))
            h(.p, .class("said")) { h in h(.bdi, text: opened.content.note) }
            if let grade = opened.content.grade { h(.p, text: "\(words("weigh.title")): \(grade)") }
            ReportText(visit: visit, content: opened.content.report).write(to: &h)
            for (number, kind) in opened.files.enumerated() {
                let name = words("inbox.attachment", ["number": "\(number + 1)"])
                h(.p) { h in
                    guard let kind else {
                        h.text("\(name): \(words("thread.closed_to_you"))")
                        return
                    }
                    let address = visit.path("/inbox/handed/\(handover.id)/files/\(number)")
                    h(.a, .href(address), text: "\(name) · \(kind.rawValue.uppercased())")
                }
            }
        }
    }

    private func openForm(_ token: String, to h: inout HTML) {
        let words = visit.words
        let isOpen = visit.reader.session.flatMap { visit.services.community.keys(of: $0) } != nil
        h(.p, text: words("handover.closed"))
        PostForm(visit: visit, action: "/inbox/handed/\(handover.id)", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value("open"))
            let parts = FormParts(words: words)
            if !isOpen {
                parts.text("passphrase", label: "inbox.passphrase", type: "password", required: true, to: &h)
            }
            parts.button("inbox.open", to: &h)
        }
    }

    private func answerForms(_ token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("answer")) { h in
            h(.h2, text: words("handover.answer"))
            PostForm(visit: visit, action: "/inbox/handed/\(handover.id)", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("do"), .value("accept"))
                FormParts(words: words).button("handover.accept", to: &h)
            }
            PostForm(visit: visit, action: "/inbox/handed/\(handover.id)", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("do"), .value("decline"))
                let parts = FormParts(words: words)
                parts.choice(
                    "reason",
                    label: "handover.why_not",
                    options: ReportHandover.Reason.allCases.map {
                        ($0.rawValue, words("handover.reason.\($0.rawValue)"))
                    },
                    to: &h
                )
                parts.button("handover.decline", css: "quiet-button", to: &h)
            }
        }
    }

    /// One file of a hand-over, for the officer who has the key open.
    static func file(_ visit: Visit, id: String, number: String) async throws -> Response {
        guard let id = Int64(id), let number = Int(number), (0...1_000).contains(number) else {
            throw SiteError(.notFound)
        }
        guard let session = visit.reader.session, let keys = visit.services.community.keys(of: session) else {
            return Redirect.temporary(to: visit.path("/inbox/handed/\(id)"))
        }
        do {
            let (kind, bytes) = try await visit.services.community.officers.handedFile(
                number,
                of: id,
                with: keys,
                as: visit.reader
            )
            return AttachmentPage.response(kind, bytes, name: "handover-\(id)-\(number + 1)")
        } catch let fault as CommunityFault {
            guard fault == .cannotBeOpened else { throw fault }
            throw SiteError(.notFound)
        }
    }
}
