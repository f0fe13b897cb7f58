internal import Community
internal import Hummingbird
internal import Sealing
internal import Store
internal import Vocabulary

/// The thread of a report, for whoever has its receipt.
///
/// The receipt stands in no address: it is sent in a form each time.
enum ThreadPage {
    static func respond(_ visit: Visit) -> Response { door(visit, fault: nil) }

    static func open(_ visit: Visit, request: Request, client: ClientAddress) async throws -> Response {
        let form = try await FormBody.read(request)
        let desk = visit.services.community
        let sender = desk.sender(client)
        if let wait = desk.receiptWait(sender) {
            return WaitingTime.response(
                door(visit, fault: WaitingTime.text(wait, visit.words), typed: form["receipt"] ?? ""),
                wait
            )
        }
        let receipt: Sealing.Receipt
        switch desk.read(receipt: form["receipt"] ?? "", in: visit.language) {
        case .success(let read): receipt = read
        case .failure(let fault): return door(visit, fault: fault.words(visit.words), typed: form["receipt"] ?? "")
        }
        do {
            switch form["do"] {
            case "write":
                if let refusal = desk.refusal(ofTicket: form["ticket"]) {
                    let (message, ticket) = refusal
                    return try await shown(visit, receipt, fault: message, typed: form["text"], ticket: ticket)
                }
                do {
                    try await desk.write(form["text"] ?? "", with: receipt, attempt: form["ticket"] ?? "")
                } catch let fault as CommunityFault {
                    guard fault != .noSuchReport else { throw fault }
                    return try await shown(
                        visit,
                        receipt,
                        fault: desk.message(of: fault),
                        typed: form["text"]
                    )
                }
            case "withdraw": try await desk.withdraw(receipt)
            default: break
            }
            return try await shown(visit, receipt)
        } catch let fault as CommunityFault {
            if fault == .noSuchReport { desk.noteWrongReceipt(sender) }
            return door(visit, fault: visit.words(desk.message(of: fault)), typed: form["receipt"] ?? "")
        }
    }

    private static func shown(
        _ visit: Visit,
        _ receipt: Sealing.Receipt,
        fault: String? = nil,
        typed: String? = nil,
        ticket: String? = nil
    ) async throws -> Response {
        let thread = try await visit.services.community.thread(receipt)
        return ThreadView(
            visit: visit,
            thread: thread,
            receipt: receipt,
            ticket: ticket ?? visit.services.community.newTicket(),
            fault: fault,
            typed: typed
        ).response
    }

    private static func door(_ visit: Visit, fault: String?, typed: String = "") -> Response {
        let door = ReceiptDoor(visit: visit, title: "thread.title", lead: "thread.lead", place: "/r/thread")
        return door.response(fault: fault, typed: typed) { h in
            h(.p) { h in h(.a, .href(visit.path("/r")), text: visit.words("report.to_report")) }
            h(.p) { h in h(.a, .href(visit.path("/r/complaint")), text: visit.words("complaint.to_complaint")) }
        }
    }
}

/// A page that asks for a receipt.
struct ReceiptDoor: Sendable {
    let visit: Visit
    /// The message that heads it.
    let title: String
    let lead: String
    /// Where the receipt is sent.
    let place: String

    func response(fault: String?, typed: String, below: (inout HTML) -> Void) -> Response {
        let words = visit.words
        let frame = ReportFrame(visit: visit, title: words(title), languagePlace: place)
        return frame.response(status: fault == nil ? .ok : .unprocessableContent) { h in
            h(.p, .class("lead"), text: words(lead))
            if let fault { h(.p, .class("notice"), .role("alert"), text: fault) }
            h(.form, .class("stack"), Attribute("method", "post"), Attribute("action", visit.path(place))) { h in
                h(.label, .for("receipt"), text: words("thread.receipt"))
                h(
                    .textarea,
                    .id("receipt"),
                    .name("receipt"),
                    .required,
                    Attribute("rows", "3"),
                    Attribute("autocomplete", "off"),
                    Attribute("autocapitalize", "none"),
                    Attribute("spellcheck", "false"),
                    Attribute("maxlength", "400"),
                    text: typed
                )
                h(.button, .type("submit"), text: words("thread.open"))
            }
            below(&h)
        }
    }
}

/// What a receipt opens, as a page.
struct ThreadView: Sendable {
    let visit: Visit
    let thread: ReporterThread
    let receipt: Sealing.Receipt
    /// The ticket of the form for messages; each message has another, so that one sent twice is there once.
    let ticket: String
    var fault: String?
    var typed: String?

    var response: Response {
        let words = visit.words
        return ReportFrame(visit: visit, title: words("thread.yours"), languagePlace: "/r/thread").response { h in
            if let fault { h(.p, .class("notice"), .role("alert"), text: words(fault)) }
            steps(to: &h)
            if let content = thread.content {
                h(.section, .class("panel")) { h in
                    h(.h2, text: words("thread.own"))
                    ReportText(visit: visit, content: content).write(to: &h)
                }
            }
            messages(to: &h)
            if !thread.report.state.isEnd { write(to: &h) }
            if thread.report.state != .withdrawn { withdraw(to: &h) }
        }
    }

    private func steps(to h: inout HTML) {
        let words = visit.words
        h(.ol, .class("report-steps")) { h in
            for step in thread.steps {
                h(.li, text: "\(words.date(step.day.text)): \(words("report.state.\(step.state.rawValue)"))")
            }
        }
        let report = thread.report
        if let day = report.heldUntil, day >= report.deleteOn {
            h(.p, .class("notice"), text: words("thread.held_until", ["day": words.date(day.text)]))
        }
        h(.p, .class("quiet"), text: words("thread.deleted_on", ["day": words.date(report.deletion.text)]))
    }

    private func messages(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("thread.messages"))
            if thread.messages.isEmpty { h(.p, text: words("thread.no_messages")) }
            for message in thread.messages {
                let side = words(message.isAnswer ? "thread.they" : "thread.you")
                MessageView(message, from: message.agency.flatMap { thread.names[$0] } ?? side, words).write(to: &h)
            }
        }
    }

    private func write(to h: inout HTML) {
        let words = visit.words
        form("write", to: &h) { h in
            h(.input, .type("hidden"), .name("ticket"), .value(ticket))
            MessageBox(words: words, label: "thread.write", button: "thread.send", typed: typed ?? "").write(to: &h)
        }
    }

    private func withdraw(to h: inout HTML) {
        let words = visit.words
        h(.details) { h in
            h(.summary, text: words("thread.withdraw"))
            h(.p, text: words("thread.withdraw_about"))
            form("withdraw", to: &h) { h in
                h(.button, .type("submit"), .class("quiet-button"), text: words("thread.withdraw"))
            }
        }
    }

    private func form(_ action: String, to h: inout HTML, content: (inout HTML) -> Void) {
        h(.form, .class("stack"), Attribute("method", "post"), Attribute("action", visit.path("/r/thread"))) { h in
            h(.input, .type("hidden"), .name("receipt"), .value(receipt.digits.joined()))
            h(.input, .type("hidden"), .name("do"), .value(action))
            content(&h)
        }
    }
}
