internal import Community
internal import Formats
internal import Hummingbird
internal import Sealing
internal import Store
internal import Vocabulary

extension EscrowPage {
    /// Does what a form of the page says.
    static func act(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        do { return try await perform(form, visit) } catch {
            guard let fault = EscrowFaultText.of(error, visit) else { throw error }
            return try await respond(visit, fault: fault, typed: form)
        }
    }

    private static func perform(_ form: QueryString, _ visit: Visit) async throws -> Response {
        let (desk, reader) = (visit.services.community, visit.reader)
        switch form["do"] {
        case "own-key":
            let passphrase = try form.newPassphrase()
            try await desk.inTurn { try await desk.officers.makeShareKey(passphrase, by: reader) }
            return visit.confirm("done.share_key", at: "/inbox/escrow")
        case "share":
            let passphrase = try form.passphrase()
            let people = form.all("officers").compactMap { Int64($0) }.map(PersonNumber.init(rawValue:))
            let key = form["key"].flatMap { Hexadecimal.bytes($0.utf8) }
            let needed = form["needed"].flatMap { Int($0) } ?? 0
            guard people.count >= 2 else { throw EscrowRefusal.impossibleNumbers }
            try await desk.inTurn {
                try await desk.officers.shareOut(key, among: people, needed: needed, passphrase: passphrase, by: reader)
            }
            return visit.confirm("done.key_shared", at: "/inbox/escrow")
        case "withdraw":
            let (sharing, passphrase) = (try number("sharing", form), try form.passphrase())
            try await desk.inTurn {
                try await desk.officers.withdrawSharing(sharing, passphrase: passphrase, by: reader)
            }
            return visit.confirm("done.sharing_withdrawn", at: "/inbox/escrow")
        case "check":
            let (sharing, passphrase) = (try number("sharing", form), try form.passphrase())
            try await desk.inTurn {
                try await desk.officers.checkShare(of: sharing, passphrase: passphrase, by: reader)
            }
            return visit.confirm("done.share_right", at: "/inbox/escrow")
        case "lost":
            try await desk.officers.loseShare(of: try number("sharing", form), by: reader)
            return visit.confirm("done.share_lost", at: "/inbox/escrow")
        case "ask":
            let (wish, passphrase) = (try wish(form), try form.newPassphrase())
            let id = try await desk.inTurn {
                try await desk.officers.askToOpen(wish, passphrase: passphrase, by: reader)
            }
            return visit.confirm("done.opening_asked", at: "/inbox/escrow/\(id)")
        default: throw SiteError(.badRequest)
        }
    }

    private static func number(_ name: String, _ form: QueryString) throws(SiteError) -> Int64 {
        guard let number = Int64(try form.need(name)) else { throw SiteError(.badRequest) }
        return number
    }

    private static func wish(_ form: QueryString) throws -> OpeningWish {
        guard let kind = form["kind"].flatMap(OpeningCause.Kind.init(rawValue:)) else { throw EscrowRefusal.noReason }
        let report = (form["report"] ?? "").filter { !$0.isWhitespace }
        if !report.isEmpty, Int64(report) == nil { throw StoreError(.notFound, "There is no report \(report).") }
        return OpeningWish(
            sharing: form["sharing"].flatMap { Int64($0) },
            kind: kind,
            reason: form["reason"] ?? "",
            report: Int64(report)
        )
    }
}

/// The form by which whoever has the organisation's passphrase shares its key out.
struct SharingForm: Sendable {
    let visit: Visit
    let page: EscrowPage
    let token: String

    private var words: Words { visit.words }

    func write(to h: inout HTML) {
        let ready = page.officers.filter { $0.shareKey != nil }
        let others = page.officers.filter { $0.shareKey == nil }
        h(.section, .class("panel"), .id("share")) { h in
            h(.h2, text: words(page.sharings.isEmpty ? "escrow.share_out" : "escrow.share_anew"))
            h(.p, .class("quiet"), text: words("escrow.share_out_about"))
            if !others.isEmpty {
                h(.p) { h in
                    h.text(words("escrow.not_ready") + " ")
                    h(.bdi, text: others.map(\.name).joined(separator: ", "))
                }
            }
            guard ready.count >= 2 else {
                h(.p, text: words("escrow.too_few_ready"))
                return
            }
            form(ready, to: &h)
        }
    }

    private func form(_ ready: [EscrowOfficer], to h: inout HTML) {
        let typed = page.typed?["do"] == "share" ? page.typed : nil
        PostForm(visit: visit, action: "/inbox/escrow", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value("share"))
            let parts = FormParts(words: words, prefix: "share-")
            parts.boxes(
                "officers",
                legend: "escrow.officers",
                options: ready.map { ("\($0.person.rawValue)", $0.name) },
                chosen: Set(typed?.all("officers") ?? []),
                to: &h
            )
            parts.choice(
                "needed",
                label: "escrow.needed",
                options: (2...max(2, min(ready.count, Escrow.mostOfficers))).map { ("\($0)", "\($0)") },
                chosen: typed?["needed"],
                to: &h
            )
            if page.keys.count > 1 {
                parts.choice("key", label: "escrow.which_key", options: options, chosen: typed?["key"], to: &h)
            }
            parts.text("passphrase", label: "inbox.passphrase", type: "password", required: true, to: &h)
            parts.button("escrow.share_out", to: &h)
        }
    }

    private var options: [(value: String, text: String)] {
        page.keys.map { key in
            let made = words.time(key.madeAt)
            let text =
                key.retiredAt.map { words("inbox.key_before", ["made": made, "retired": words.time($0)]) }
                ?? words("inbox.key_present", ["made": made])
            return (Hexadecimal.text(key.publicKey), text)
        }
    }
}

/// The form by which an officer asks the others to open the key with them.
struct AskForm: Sendable {
    let visit: Visit
    let page: EscrowPage
    let token: String

    private var words: Words { visit.words }

    func write(to h: inout HTML) {
        let typed = page.typed?["do"] == "ask" ? page.typed : nil
        h(.section, .class("panel"), .id("ask")) { h in
            h(.h2, text: words("escrow.ask"))
            h(.p, .class("quiet"), text: words("escrow.ask_about", ["hours": "\(OfficerDesk.openingHours)"]))
            PostForm(visit: visit, action: "/inbox/escrow", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("do"), .value("ask"))
                let parts = FormParts(words: words, prefix: "ask-")
                parts.choice(
                    "kind",
                    label: "escrow.kind",
                    options: OpeningCause.Kind.allCases.map { ($0.rawValue, words("escrow.kind.\($0.rawValue)")) },
                    chosen: typed?["kind"],
                    to: &h
                )
                parts.area(
                    "reason",
                    label: "escrow.reason",
                    value: typed?["reason"] ?? "",
                    required: true,
                    hint: "escrow.reason_about",
                    to: &h
                )
                parts.text(
                    "report",
                    label: "escrow.report",
                    value: typed?["report"] ?? visit.query["report"] ?? "",
                    hint: "escrow.report_about",
                    to: &h
                )
                if page.sharings.count > 1 { sharing(typed, parts, to: &h) }
                parts.text(
                    "passphrase",
                    label: "escrow.request_passphrase",
                    type: "password",
                    required: true,
                    hint: "escrow.request_passphrase_about",
                    to: &h
                )
                parts.text("again", label: "escrow.request_passphrase_again", type: "password", required: true, to: &h)
                parts.button("escrow.send", to: &h)
            }
        }
    }

    private func sharing(_ typed: QueryString?, _ parts: FormParts, to h: inout HTML) {
        parts.choice(
            "sharing",
            label: "escrow.which_key",
            options: page.sharings.map { sharing in
                let text = words(
                    "escrow.sharing",
                    [
                        "needed": "\(sharing.needed)", "count": "\(sharing.shares.count)", "name": sharing.madeBy,
                        "time": words.time(sharing.madeAt),
                    ]
                )
                return ("\(sharing.id)", text)
            },
            chosen: typed?["sharing"],
            to: &h
        )
    }
}
