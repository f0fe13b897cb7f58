internal import Community
internal import Hummingbird
internal import Sealing
internal import Store
internal import Vocabulary

/// One request to open a key: who asked, why, who gave a share, and what the visitor can do about it.
struct KeyOpeningPage: Sendable {
    let visit: Visit
    let opening: KeyOpening
    /// The sharing, while it is in force.
    let sharing: KeySharing?
    let organisation: String
    var fault: String?

    static func respond(_ visit: Visit, id: String) async throws -> Response { try await page(visit, id).response }

    private static func page(_ visit: Visit, _ id: String) async throws -> KeyOpeningPage {
        guard let number = Int64(id) else { throw SiteError(.notFound) }
        let store = visit.services.store
        let opening: KeyOpening
        do { opening = try await store.keyOpening(number, by: visit.reader) } catch let error as StoreError
            where error.code == .notFound
        {
            throw SiteError(.notFound)
        }
        return KeyOpeningPage(
            visit: visit,
            opening: opening,
            sharing: try await store.keySharings(by: visit.reader).first { $0.id == opening.sharing },
            organisation: try await store.agencies().first { $0.number == opening.agency }?.name ?? ""
        )
    }

    /// Gives a share or refuses it, puts the shares together, or ends the request.
    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let before = try await page(visit, id)
        do { return try await before.perform(form) } catch {
            guard let fault = EscrowFaultText.of(error, visit) else { throw error }
            var page = try await page(visit, id)
            page.fault = fault
            return page.response
        }
    }

    private func perform(_ form: QueryString) async throws -> Response {
        let (desk, reader, id) = (visit.services.community, visit.reader, opening.id)
        let here = "/inbox/escrow/\(id)"
        switch form["do"] {
        case "give":
            let passphrase = try form.passphrase()
            try await desk.inTurn { try await desk.officers.giveShare(for: id, passphrase: passphrase, by: reader) }
            return visit.confirm("done.share_given", at: here)
        case "refuse":
            try await desk.officers.refuseShare(for: id, because: form["reason"] ?? "", by: reader)
            return visit.confirm("done.share_refused", at: here)
        case "open":
            return try await open(try form.passphrase())
        case "passphrase":
            let (passphrase, new) = (try form.passphrase(), try form.newPassphrase("new", again: "again"))
            try await desk.inTurn {
                try await desk.officers.setPassphrase(new, by: id, passphrase: passphrase, by: reader)
            }
            return visit.confirm("done.key_passphrase", at: here)
        case "end":
            try await desk.officers.endOpening(id, because: form["reason"], by: reader)
            return visit.confirm("done.opening_ended", at: here)
        default: throw SiteError(.badRequest)
        }
    }

    /// Opens the key for the visitor's session: for the one report, or for all.
    private func open(_ passphrase: Passphrase) async throws -> Response {
        guard let session = visit.reader.session else { throw SiteError(.badRequest) }
        let (desk, reader, id) = (visit.services.community, visit.reader, opening.id)
        let key = try await desk.inTurn { try await desk.officers.open(id, passphrase: passphrase, by: reader).key }
        desk.keep([key], for: session, only: opening.reportNumber)
        guard let report = opening.reportNumber else { return visit.confirm("done.key_opened", at: "/inbox") }
        return visit.confirm("done.key_lent", at: "/inbox/\(report)")
    }

    // MARK: Page

    private var words: Words { visit.words }
    private var mine: KeySharing.Share? {
        guard opening.agency == visit.reader.agency else { return nil }
        return sharing?.shares.first { $0.person == visit.reader.person && $0.isUsable }
    }
    private var isRequester: Bool { visit.reader.session != nil && opening.person == visit.reader.person }

    private var response: Response {
        let title = words("escrow.opening_number", ["number": "\(opening.id)"])
        let frame = PageFrame(visit: visit, title: title, section: "/inbox", hasForm: true)
        return frame.response(status: fault == nil ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/inbox/escrow")), text: words("escrow.title")) }
            h(.h1, text: title)
            if let fault { h(.p, .class("notice"), .role("alert"), text: fault) }
            particulars(to: &h)
            answers(to: &h)
            if opening.state == .asked, let mine { give(mine, token, to: &h) }
            if !opening.state.isEnd, isRequester { use(token, to: &h) }
        }
    }

    private func particulars(to h: inout HTML) {
        let say = KeyOpeningWords(words: words)
        var lines = [
            ("escrow.organisation", organisation), ("escrow.asked_by", opening.requestedBy),
            ("escrow.asked_at", words.time(opening.askedAt)), ("escrow.what", say.subject(opening)),
            ("escrow.kind", say.kind(opening)), ("escrow.reason", opening.reason),
            ("inbox.state", say.state(opening)), ("escrow.given", say.given(opening, of: sharing?.needed)),
        ]
        if opening.state.isEnd {
            if let ended = opening.endedAt { lines.append(("escrow.ended_at", words.time(ended))) }
        } else {
            lines.append(("escrow.lapses_at", words.time(opening.lapsesAt)))
        }
        if let opened = opening.openedAt { lines.append(("escrow.opened_at", words.time(opened))) }
        if let name = opening.endedBy { lines.append(("escrow.ended_by", name)) }
        if let reason = opening.endReason { lines.append(("escrow.end_reason", reason)) }
        h(.dl, .class("particulars")) { h in
            for (label, text) in lines {
                h(.div) { h in
                    h(.dt, text: words(label))
                    h(.dd, .class("said")) { h in h(.bdi, text: text) }
                }
            }
        }
    }

    private func answers(to h: inout HTML) {
        h(.section, .class("panel"), .id("answers")) { h in
            h(.h2, text: words("escrow.answers"))
            guard !opening.answers.isEmpty else {
                h(.p, text: words("escrow.no_answers"))
                return
            }
            h(.ul) { h in
                for answer in opening.answers {
                    let key = answer.isGiven ? "escrow.answer_given" : "escrow.answer_refused"
                    let text = words(
                        key,
                        [
                            "number": "\(answer.number)", "name": answer.officer, "time": words.time(answer.at),
                            "reason": answer.reason ?? "",
                        ]
                    )
                    h(.li) { h in h(.bdi, text: text) }
                }
            }
        }
    }

    private func give(_ share: KeySharing.Share, _ token: String, to h: inout HTML) {
        h(.section, .class("panel"), .id("give")) { h in
            h(.h2, text: words("escrow.your_share"))
            h(.p, .class("quiet"), text: words("escrow.give_about", ["number": "\(share.number)"]))
            form("give", token, to: &h) { parts, h in
                parts.text("passphrase", label: "escrow.own_passphrase", type: "password", required: true, to: &h)
                parts.button("escrow.give", to: &h)
            }
            form("refuse", token, to: &h) { parts, h in
                parts.area("reason", label: "escrow.why_not", required: true, to: &h)
                parts.button("escrow.refuse", css: "quiet-button", to: &h)
            }
        }
    }

    private func use(_ token: String, to h: inout HTML) {
        let isEnough = sharing.map { opening.given >= $0.needed } ?? false
        h(.section, .class("panel"), .id("use")) { h in
            h(.h2, text: words("escrow.use"))
            if isEnough {
                h(.p, .class("quiet"), text: words("escrow.use_about"))
                form("open", token, to: &h) { parts, h in
                    parts.text(
                        "passphrase",
                        label: "escrow.request_passphrase",
                        type: "password",
                        required: true,
                        to: &h
                    )
                    parts.button(opening.reportNumber == nil ? "escrow.open_key" : "escrow.open_report", to: &h)
                }
                if opening.reportNumber == nil { newPassphrase(token, to: &h) }
            } else {
                h(.p, text: words("escrow.not_enough"))
            }
            form("end", token, to: &h) { parts, h in
                parts.text("reason", label: "escrow.end_reason", to: &h)
                parts.button(opening.state == .opened ? "escrow.finish" : "escrow.cancel", css: "quiet-button", to: &h)
            }
        }
    }

    private func newPassphrase(_ token: String, to h: inout HTML) {
        h(.h3, text: words("escrow.new_passphrase"))
        h(.p, .class("quiet"), text: words("escrow.new_passphrase_about"))
        form("passphrase", token, to: &h) { parts, h in
            parts.text("passphrase", label: "escrow.request_passphrase", type: "password", required: true, to: &h)
            parts.text("new", label: "escrow.new_passphrase", type: "password", required: true, to: &h)
            parts.text("again", label: "inbox.again", type: "password", required: true, to: &h)
            parts.button("escrow.set_passphrase", css: "quiet-button", to: &h)
        }
    }

    private func form(
        _ action: String,
        _ token: String,
        to h: inout HTML,
        content: (FormParts, inout HTML) -> Void
    ) {
        PostForm(visit: visit, action: "/inbox/escrow/\(opening.id)", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value(action))
            content(FormParts(words: words, prefix: "\(action)-"), &h)
        }
    }
}
