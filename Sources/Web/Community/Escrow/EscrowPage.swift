internal import Community
internal import Hummingbird
internal import Sealing
internal import Store
internal import Vocabulary

/// The key of an organisation in the hands of several officers: who holds a share, and who asked to open it.
struct EscrowPage: Sendable {
    let visit: Visit
    let officers: [EscrowOfficer]
    /// The visitor's own key for shares, if there is one.
    let ownKey: OfficerKey?
    /// The keys of the organisation, the present one first.
    let keys: [ReportKey]
    let sharings: [KeySharing]
    let openings: [KeyOpening]
    /// The names of agencies, for oversight over all of them.
    let names: [AgencyNumber: String]
    var fault: String?
    /// What was sent in and not taken; nil where nothing was.
    var typed: QueryString?

    static func respond(_ visit: Visit, fault: String? = nil, typed: QueryString? = nil) async throws -> Response {
        let store = visit.services.store
        let isPerson = visit.reader.session != nil
        let agencies = try await store.agencies()
        let page = EscrowPage(
            visit: visit,
            officers: try await store.escrowOfficers(by: visit.reader),
            ownKey: isPerson ? try await store.officerKeys(by: visit.reader).first { $0.retiredAt == nil } : nil,
            keys: try await store.reportKeys(by: visit.reader),
            sharings: try await store.keySharings(by: visit.reader).filter { $0.agency == visit.reader.agency },
            openings: try await store.keyOpenings(by: visit.reader),
            names: agencies.namesByNumber,
            fault: fault,
            typed: typed
        )
        return page.response
    }

    private var words: Words { visit.words }
    private var me: PersonNumber? { visit.reader.person }

    private var response: Response {
        let title = words("escrow.title")
        let frame = PageFrame(visit: visit, title: title, section: "/inbox", hasForm: true)
        return frame.response(status: fault == nil ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/inbox")), text: words("nav.inbox")) }
            h(.h1, text: title)
            if let fault { h(.p, .class("notice"), .role("alert"), text: fault) }
            h(.p, .class("lead"), text: words("escrow.lead"))
            ownKey(token, to: &h)
            sharings(token, to: &h)
            if !keys.isEmpty { SharingForm(visit: visit, page: self, token: token).write(to: &h) }
            if !sharings.isEmpty { AskForm(visit: visit, page: self, token: token).write(to: &h) }
            list(openings.filter { $0.agency == visit.reader.agency }, "escrow.openings", to: &h)
            if visit.reader.can(.readWholeTrail) {
                list(openings.filter { $0.agency != visit.reader.agency }, "escrow.openings_elsewhere", to: &h)
            }
        }
    }

    // MARK: The officer's own key

    private func ownKey(_ token: String, to h: inout HTML) {
        h(.section, .class("panel"), .id("own")) { h in
            h(.h2, text: words("escrow.own_key"))
            h(.p, .class("quiet"), text: words("escrow.own_key_about"))
            guard let ownKey else {
                keyForm("escrow.prepare", token, to: &h)
                return
            }
            h(.p, text: words("escrow.own_key_made", ["time": words.time(ownKey.madeAt)]))
            h(.details) { h in
                h(.summary, text: words("escrow.prepare_another"))
                h(.p, text: words("escrow.prepare_another_about"))
                keyForm("escrow.prepare", token, to: &h)
            }
        }
    }

    private func keyForm(_ button: String, _ token: String, to h: inout HTML) {
        PostForm(visit: visit, action: "/inbox/escrow", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value("own-key"))
            let parts = FormParts(words: words, prefix: "own-")
            parts.text("passphrase", label: "escrow.own_passphrase", type: "password", required: true, to: &h)
            parts.text("again", label: "escrow.own_passphrase_again", type: "password", required: true, to: &h)
            parts.button(button, to: &h)
        }
    }

    // MARK: Sharings

    private func sharings(_ token: String, to h: inout HTML) {
        h(.section, .class("panel"), .id("shares")) { h in
            h(.h2, text: words("escrow.shares"))
            if let present = keys.first(where: { $0.retiredAt == nil }),
                !sharings.contains(where: { $0.publicKey == present.publicKey })
            {
                h(.p, .class("notice"), text: words("escrow.not_shared"))
            }
            for sharing in sharings { one(sharing, token, to: &h) }
        }
    }

    private func one(_ sharing: KeySharing, _ token: String, to h: inout HTML) {
        h(
            .p,
            text: words(
                "escrow.sharing",
                [
                    "needed": "\(sharing.needed)", "count": "\(sharing.shares.count)", "name": sharing.madeBy,
                    "time": words.time(sharing.madeAt),
                ]
            )
        )
        if !sharing.isSound { h(.p, .class("notice"), text: words("escrow.not_sound")) }
        PlainTable<KeySharing.Share>(
            words: words,
            caption: words("escrow.shares"),
            items: sharing.shares,
            columns: [
                .text("escrow.share") { "\($0.number)" },
                .text("escrow.officer") { $0.officer },
                .text("inbox.state") { state($0) },
            ]
        )
        .write(to: &h)
        if let mine = sharing.shares.first(where: { $0.person == me }) { own(mine, of: sharing, token, to: &h) }
        h(.details) { h in
            h(.summary, text: words("escrow.withdraw"))
            h(.p, text: words("escrow.withdraw_about"))
            PostForm(visit: visit, action: "/inbox/escrow", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("do"), .value("withdraw"))
                h(.input, .type("hidden"), .name("sharing"), .value("\(sharing.id)"))
                let parts = FormParts(words: words, prefix: "withdraw-\(sharing.id)-")
                parts.text("passphrase", label: "inbox.passphrase", type: "password", required: true, to: &h)
                parts.button("escrow.withdraw", css: "quiet-button", to: &h)
            }
        }
    }

    private func state(_ share: KeySharing.Share) -> String {
        if let lost = share.lostAt { return words("escrow.share_lost", ["time": words.time(lost)]) }
        guard share.isOfficer else { return words("escrow.share_no_officer") }
        return share.checkedAt.map { words("escrow.share_checked", ["time": words.time($0)]) }
            ?? words("escrow.share_unchecked")
    }

    private func own(_ share: KeySharing.Share, of sharing: KeySharing, _ token: String, to h: inout HTML) {
        h(.p, text: words("escrow.yours", ["number": "\(share.number)"]))
        PostForm(visit: visit, action: "/inbox/escrow", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value("check"))
            h(.input, .type("hidden"), .name("sharing"), .value("\(sharing.id)"))
            let parts = FormParts(words: words, prefix: "check-\(sharing.id)-")
            parts.text("passphrase", label: "escrow.own_passphrase", type: "password", required: true, to: &h)
            parts.button("escrow.check", css: "quiet-button", to: &h)
        }
        guard share.lostAt == nil else { return }
        PostForm(visit: visit, action: "/inbox/escrow", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value("lost"))
            h(.input, .type("hidden"), .name("sharing"), .value("\(sharing.id)"))
            FormParts(words: words).button("escrow.lose", css: "quiet-button", to: &h)
        }
    }

    // MARK: Requests

    private func list(_ openings: [KeyOpening], _ title: String, to h: inout HTML) {
        let say = KeyOpeningWords(words: words)
        h(.section, .class("panel")) { h in
            h(.h2, text: words(title))
            guard !openings.isEmpty else {
                h(.p, .class("empty"), text: words("escrow.no_openings"))
                return
            }
            let needed = Dictionary(sharings.map { ($0.id, $0.needed) }, uniquingKeysWith: { first, _ in first })
            PlainTable<KeyOpening>(
                words: words,
                caption: words(title),
                items: openings,
                columns: [
                    .init("escrow.opening") { opening, h in
                        let text = words("escrow.opening_number", ["number": "\(opening.id)"])
                        h(.a, .href(visit.path("/inbox/escrow/\(opening.id)")), text: text)
                    },
                    .text("escrow.organisation") { names[$0.agency] ?? "" },
                    .text("escrow.asked_by") { $0.requestedBy },
                    .text("escrow.asked_at") { words.time($0.askedAt) },
                    .text("escrow.what") { say.subject($0) },
                    .text("escrow.kind") { say.kind($0) },
                    .text("escrow.given") { say.given($0, of: needed[$0.sharing]) },
                    .text("inbox.state") { say.state($0) },
                ]
            )
            .write(to: &h)
        }
    }
}
