internal import Hummingbird
internal import Notary
internal import Store
internal import Vocabulary

/// The page of a credential: what it is about, what became of it, and how to check it.
struct CredentialPage {
    let visit: Visit
    let credential: IssuedCredential
    let events: [CredentialEvent]
    let proof: ProofState?
    /// The beginning of the addresses that the credential names itself by.
    let origin: String?
    let identifier: String?

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        let store = visit.services.store
        guard let credential = try await store.credential(id, as: visit.reader) else { throw SiteError(.notFound) }
        let book = try await visit.services.credentials.office.book()
        return CredentialPage(
            visit: visit,
            credential: credential,
            events: try await store.events(ofCredential: id, as: visit.reader),
            proof: try await visit.services.ledger.state(of: .credential, credential.rows),
            origin: book?.origin,
            identifier: book?.identifier
        )
        .response
    }

    private var address: String? { origin.map { "\($0)/credentials/\(credential.id)" } }

    private var mayChange: Bool {
        let reader = visit.reader
        return reader.can(.issueCredentials) && (reader.person == nil || reader.agency == credential.owner)
    }

    private var response: Response {
        let words = visit.words
        let title = words.token("credentials.kind", credential.kind.rawValue)
        let frame = PageFrame(
            visit: visit,
            title: title,
            hasForm: mayChange,
            marking: credential.marking.rawValue
        )
        return frame.response { h, token in
            h(.h1) { h in
                h(.small, .class("kind"), text: words("credentials.one"))
                h.text(" ")
                h(.bdi, text: title)
            }
            particulars(to: &h)
            history(to: &h)
            if mayChange, credential.state != .revoked { forms(token: token, to: &h) }
            check(to: &h)
            code(to: &h)
        }
    }

    private func particulars(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("particulars")) { h in
            h(.h2, .id("particulars"), text: words("profile.particulars"))
            h(.dl, .class("particulars")) { h in
                pair("credentials.state", to: &h) { h in
                    let state = credential.state.rawValue
                    h(.span, .class("tag tag-\(state)"), text: words.token("credentials.state", state))
                }
                if let id = credential.subject, let subject = Subject(rawValue: credential.kind.rawValue) {
                    pair("credentials.subject", to: &h) { h in
                        h(.a, .href(visit.path(to: subject, id))) { h in h(.bdi, text: id) }
                    }
                }
                text("credentials.issued", words.time(credential.issuedAt), to: &h)
                if let by = credential.issuedBy { text("credentials.by", by, to: &h) }
                if let reason = credential.reason { text("credentials.reason", reason, to: &h) }
                text("credentials.from", words.time(credential.validFrom), to: &h)
                let end = credential.validUntil.map { words.time($0) } ?? words("credentials.no_end")
                text("credentials.until", end, to: &h)
                text("credentials.marking", words.token("marking", String(credential.marking.rawValue)), to: &h)
                if let identifier { text("credentials.issuer", identifier, to: &h) }
                pair("credentials.key", to: &h) { h in h(.code, text: credential.keyName) }
            }
        }
    }

    private func text(_ key: String, _ value: String, to h: inout HTML) {
        pair(key, to: &h) { h in h(.bdi, text: value) }
    }

    private func pair(_ key: String, to h: inout HTML, _ write: (inout HTML) -> Void) {
        h(.div) { h in
            h(.dt, text: visit.words(key))
            h(.dd) { h in write(&h) }
        }
    }

    private func history(to h: inout HTML) {
        guard !events.isEmpty else { return }
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("history")) { h in
            h(.h2, .id("history"), text: words("credentials.history"))
            PlainTable(
                words: words,
                caption: words("credentials.history"),
                items: events,
                columns: [
                    .text("credentials.when") { words.time($0.at) },
                    .text("credentials.change") { words.token("credentials.changed", $0.change.rawValue) },
                    .text("credentials.by") { $0.by ?? "" }, .text("credentials.reason") { $0.reason ?? "" },
                ]
            )
            .write(to: &h)
        }
    }

    private func forms(token: String, to h: inout HTML) {
        let changes: [CredentialEvent.Change] =
            credential.state == .suspended ? [.restored, .revoked] : [.suspended, .revoked]
        h(.section, .class("panel"), .ariaLabelledBy("change")) { h in
            h(.h2, .id("change"), text: visit.words("credentials.change_title"))
            for change in changes { form(change, token: token, to: &h) }
        }
    }

    private func form(_ change: CredentialEvent.Change, token: String, to h: inout HTML) {
        let words = visit.words
        let verb =
            switch change {
            case .revoked: "credentials.revoke"
            case .suspended: "credentials.suspend"
            case .restored: "credentials.restore"
            }
        h(.details) { h in
            h(.summary, text: words(verb))
            PostForm(visit: visit, action: "/credentials/\(credential.id)/state", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("state"), .value(change.rawValue))
                let parts = FormParts(words: words, prefix: change.rawValue + "-")
                parts.reason(label: "credentials.reason", to: &h)
                parts.button(verb, css: change == .revoked ? "quiet-button" : nil, to: &h)
            }
        }
    }

    private func check(to h: inout HTML) {
        let words = visit.words
        let base = "/api/v1/credentials/\(credential.id)"
        h(.section, .class("panel"), .ariaLabelledBy("check")) { h in
            h(.h2, .id("check"), text: words("credentials.check"))
            h(.p, text: words("credentials.check_about"))
            let isCommitted = proof?.size != nil
            h(.p, .class("sentence"), text: words(isCommitted ? "credentials.committed" : "proof.waiting"))
            h(.p, .class("actions")) { h in
                h(.a, .class("button"), .href(base + "/document"), text: words("credentials.document"))
                h.text(" ")
                h(.a, .class("button quiet-button"), .href(base + "/token"), text: words("credentials.token"))
                if isCommitted {
                    h.text(" ")
                    h(.a, .class("button quiet-button"), .href(base + "/proof"), text: words("proof.download"))
                }
            }
            h(.p, .class("exports")) { h in
                h(.a, .href("/.well-known/did.json"), text: words("credentials.keys"))
                h.text(" ")
                h(.a, .href("/.well-known/did-history.json"), text: words("credentials.key_history"))
                for purpose in ["revocation", "suspension"] {
                    h.text(" ")
                    h(
                        .a,
                        .href("/credentials/status/\(credential.list)-\(purpose)"),
                        text: words.token("credentials.list", purpose)
                    )
                }
            }
            h(.pre) { h in
                h(.code, text: "touchstone verify \(credential.id).json --did did-history.json --trust log-key")
            }
        }
    }

    /// The code for paper; an installation that does not know its own address has none.
    private func code(to h: inout HTML) {
        let words = visit.words
        guard let address, let code = QRCode(address) else { return }
        h(.section, .class("panel"), .ariaLabelledBy("credential-code")) { h in
            h(.h2, .id("credential-code"), text: words("qr.title"))
            code.write(label: words("qr.label", ["address": address]), to: &h)
            h(.p, .class("hash"), text: address)
            h(.p, .class("quiet"), text: words("credentials.code_about"))
            if credential.marking != .clear { h(.p, .class("quiet"), text: words("credentials.not_public")) }
        }
    }
}
