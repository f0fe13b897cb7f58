internal import Hummingbird
internal import Store
internal import Vocabulary

/// How one thing is handled: whose it is, its marking, who was named for it, and the button that seals it.
struct HandlingPage: Sendable {
    let visit: Visit
    let subject: GuardedSubject
    let owner: Agency?
    let marking: HandlingMarking
    let namings: [Naming]
    let people: [Person]

    /// The page of a thing, after the language.
    static func place(of subject: GuardedSubject) -> String {
        "/handling" + QueryString().setting("kind", to: subject.kind).setting("id", to: subject.id).encoded
    }

    static func respond(_ visit: Visit) async throws -> Response {
        let subject = try GuardedSubject(try visit.query.need("kind"), try visit.query.need("id"))
        let store = visit.services.store
        let reader = visit.reader
        guard let handling = try await store.handling(of: subject, as: reader) else {
            throw try await store.denial(of: subject, to: reader) ?? SiteError(.notFound)
        }
        let isOwn = handling.owner == reader.agency
        let names = reader.can(.nameReaders) && isOwn
        return HandlingPage(
            visit: visit,
            subject: subject,
            owner: try await store.agencies().first { $0.number == handling.owner },
            marking: handling.marking,
            namings: names ? try await store.namings(of: subject, as: reader) : [],
            people: names ? try await store.people(as: reader).filter { $0.about.state == .active } : []
        )
        .response
    }

    private var isOwn: Bool { owner?.number == visit.reader.agency }

    private var response: Response {
        let words = visit.words
        let kind = words.token("thing", subject.kind)
        let frame = PageFrame(
            visit: visit,
            title: words("handling.title"),
            section: "/seals",
            hasForm: true,
            marking: marking.rawValue
        )
        return frame.response { h, token in
            h(.h1) { h in
                h(.small, .class("kind"), text: words("handling.title"))
                h.text(" \(kind) ")
                h(.bdi, text: subject.id)
            }
            h(.section, .class("panel")) { h in
                h(.dl, .class("particulars")) { h in
                    pair("handling.owner", owner?.name ?? words("handling.joint"), to: &h)
                    pair("import.marking", words.token("marking", "\(marking.rawValue)"), to: &h)
                    if let contact = owner?.contact, !contact.isEmpty { pair("people.contact", contact, to: &h) }
                }
                h(.p) { h in
                    SubjectLink(visit: visit, kind: subject.kind, id: subject.id).write(to: &h)
                    h.text(" · ")
                    let query = QueryString().setting("kind", to: subject.kind).setting("id", to: subject.id).encoded
                    h(.a, .href(visit.path("/trail") + query), text: words("handling.trail"))
                }
            }
            if visit.reader.can(.nameReaders), isOwn { names(token: token, to: &h) }
            if visit.reader.can(.seal), isOwn { seal(token: token, to: &h) }
        }
    }

    private func pair(_ key: String, _ value: String, to h: inout HTML) {
        h(.div) { h in
            h(.dt, text: visit.words(key))
            h(.dd, text: value)
        }
    }

    private func hidden(to h: inout HTML) {
        h(.input, .type("hidden"), .name("kind"), .value(subject.kind))
        h(.input, .type("hidden"), .name("id"), .value(subject.id))
    }

    private func names(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("names")) { h in
            h(.h2, text: words("handling.names"))
            h(.p, text: words(marking == .red ? "handling.names_about" : "handling.names_not_red"))
            if !namings.isEmpty {
                PlainTable<Naming>(
                    words: words,
                    caption: words("handling.names"),
                    items: namings,
                    columns: [
                        .text("column.name") { $0.name }, .text("column.reason") { $0.reason },
                        .text("column.named_by") { $0.by },
                        .text("column.until") { $0.until.map(words.time) ?? words("handling.no_end") },
                        .init("column.action") { naming, h in
                            PostForm(visit: visit, action: "/handling/revoke", token: token, css: "inline")
                                .write(to: &h) { h in
                                    hidden(to: &h)
                                    let number = "\(naming.number)"
                                    h(.input, .type("hidden"), .name("naming"), .value(number))
                                    let text = words("handling.revoke")
                                    h(.button, .type("submit"), .class("quiet-button"), text: text)
                                }
                        },
                    ]
                )
                .write(to: &h)
            }
            guard marking == .red else { return }
            let free = people.filter { person in !namings.contains { $0.person == person.number } }
            PostForm(visit: visit, action: "/handling/names", token: token).write(to: &h) { h in
                hidden(to: &h)
                let parts = FormParts(words: words, prefix: "name-")
                let options = free.map { ("\($0.number.rawValue)", $0.about.name) }
                parts.choice("person", label: "handling.person", options: options, to: &h)
                parts.text("days", label: "handling.days", type: "number", hint: "handling.days_hint", to: &h)
                parts.reason(label: "handling.reason", to: &h)
                parts.button("handling.name", to: &h)
            }
        }
    }

    private func seal(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("seal")) { h in
            h(.h2, text: words("seals.seal"))
            h(.p, text: words("seals.seal_about"))
            PostForm(visit: visit, action: "/seals", token: token).write(to: &h) { h in
                hidden(to: &h)
                let parts = FormParts(words: words, prefix: "seal-")
                parts.reason(label: "handling.reason", to: &h)
                parts.button("seals.seal", to: &h)
            }
        }
    }
}

/// The way from a thing to how it is handled, for those who can do something about it.
struct HandlingLink: Sendable {
    let visit: Visit
    let kind: String
    let id: String
    let marking: Int?

    func write(to h: inout HTML) {
        let words = visit.words
        guard visit.reader.isKnown, let marking else { return }
        h(.p, .class("quiet handling")) { h in
            h.text(words.token("marking", String(marking)) + " · ")
            let query = QueryString().setting("kind", to: kind).setting("id", to: id).encoded
            h(.a, .href(visit.path("/handling") + query), text: words("handling.link"))
            if CaseLink.isOffered(to: visit) {
                h.text(" · ")
                CaseLink(visit: visit, kind: kind, id: id).write(to: &h)
            }
        }
    }
}
