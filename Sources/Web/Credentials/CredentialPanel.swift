internal import Notary
internal import Store
internal import Vocabulary

/// The credentials about a thing on its page, and for those who may the form that issues one.
struct CredentialPanel {
    let visit: Visit
    let kind: IssuedCredential.Kind
    let id: String
    let credentials: [IssuedCredential]
    /// Whether the reader may issue one about this thing, and it can be done.
    let isOffered: Bool
    /// Whether the reader may issue one, and there is no key to sign it with.
    let lacksKey: Bool

    /// The panel of a thing; nil where there is none and the reader issues none.
    static func of(_ subject: Subject, _ id: String, owner: Int?, _ visit: Visit) async throws -> CredentialPanel? {
        guard let kind = IssuedCredential.Kind(rawValue: subject.rawValue) else { return nil }
        let services = visit.services
        let credentials = try await services.store.credentials(of: kind, id, as: visit.reader)
        let canSign = try await services.credentials.canSign()
        let isOwner = visit.reader.person == nil || owner.map(Int64.init) == visit.reader.agency.rawValue
        let mayIssue = visit.reader.can(.issueCredentials) && isOwner
        guard !credentials.isEmpty || mayIssue || canSign else { return nil }
        return CredentialPanel(
            visit: visit,
            kind: kind,
            id: id,
            credentials: credentials,
            isOffered: mayIssue && canSign,
            lacksKey: mayIssue && !canSign
        )
    }

    func write(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("credentials"), .ariaLabelledBy("credentials-title")) { h in
            h(.h2, .id("credentials-title"), text: words("credentials.title"))
            if let refused = visit.query[CredentialForms.refusedName].flatMap(CredentialRefusal.Word.init(rawValue:)) {
                FormFault(sentences: [words(CredentialRefusal.key(refused))]).write(to: &h)
            }
            if credentials.isEmpty {
                EmptyState(title: words("credentials.empty.title"), advice: words("credentials.empty.advice"))
                    .write(to: &h)
            } else {
                table(to: &h)
            }
            if isOffered { form(token: token, to: &h) }
            if lacksKey { h(.p, .class("quiet"), text: words("credentials.no_key_yet")) }
        }
    }

    private func table(to h: inout HTML) {
        let (visit, words) = (self.visit, self.visit.words)
        PlainTable(
            words: words,
            caption: words("credentials.title"),
            items: credentials,
            columns: [
                .init("credentials.issued") { credential, h in
                    h(
                        .a,
                        .href(visit.path("/credentials/\(credential.id)")),
                        text: words.time(credential.issuedAt)
                    )
                },
                .init("credentials.state") { credential, h in
                    h(
                        .span,
                        .class("tag tag-\(credential.state.rawValue)"),
                        text: words.token("credentials.state", credential.state.rawValue)
                    )
                },
                .text("credentials.until") { $0.validUntil.map { words.time($0) } ?? words("credentials.no_end") },
                .init("credentials.files") { credential, h in
                    CredentialLinks(id: credential.id).write(words, to: &h)
                },
            ]
        )
        .write(to: &h)
    }

    private func form(token: String, to h: inout HTML) {
        let words = visit.words
        h(.details) { h in
            h(.summary, text: words("credentials.issue"))
            h(.p, .class("quiet"), text: words("credentials.issue_about"))
            PostForm(visit: visit, action: "/credentials", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("kind"), .value(kind.rawValue))
                h(.input, .type("hidden"), .name("id"), .value(id))
                let parts = FormParts(words: words, prefix: "credential-")
                parts.text(
                    "valid_until",
                    label: "credentials.until",
                    type: "date",
                    hint: "credentials.until_hint",
                    to: &h
                )
                parts.text("reason", label: "credentials.reason", hint: "credentials.reason_hint", to: &h)
                parts.button("credentials.issue", to: &h)
            }
        }
    }
}

/// Where a credential can be had in each of its forms.
struct CredentialLinks {
    let id: String

    func write(_ words: Words, to h: inout HTML) {
        h(.a, .href("/api/v1/credentials/\(id)/document"), text: "JSON")
        h.text(" ")
        h(.a, .href("/api/v1/credentials/\(id)/token"), text: "JWT")
    }
}
