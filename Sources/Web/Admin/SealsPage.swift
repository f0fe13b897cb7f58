internal import Hummingbird
internal import Store
internal import Vocabulary

/// The seals in force, and the requests to open them.
struct SealsPage: Sendable {
    let visit: Visit
    let seals: [Seal]
    let agencies: [AgencyNumber: String]

    static func respond(_ visit: Visit) async throws -> Response {
        let store = visit.services.store
        return SealsPage(
            visit: visit,
            seals: try await store.seals(as: visit.reader),
            agencies: try await store.agencies().namesByNumber
        )
        .response
    }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(visit: visit, title: words("nav.seals"), section: "/seals", hasForm: true)
        return frame.response { h, token in
            h(.h1, text: words("nav.seals"))
            h(.p, .class("lead"), text: words("seals.about"))
            if seals.isEmpty {
                EmptyState(title: words("seals.empty.title"), advice: words("seals.empty.advice")).write(to: &h)
            }
            for seal in seals { panel(seal, token: token, to: &h) }
        }
    }

    private func panel(_ seal: Seal, token: String, to h: inout HTML) {
        let words = visit.words
        let isOpen = seal.openings.contains { $0.state == .open }
        h(.section, .class("panel"), .id("seal-\(seal.number)")) { h in
            h(.h2) { h in
                h.text(words.token("thing", seal.subject.kind) + " ")
                if isOpen {
                    SubjectLink(visit: visit, kind: seal.subject.kind, id: seal.subject.id).write(to: &h)
                } else {
                    h(.bdi, text: seal.subject.id)
                }
            }
            h(.p) { h in
                h(.bdi, text: seal.reason)
                let by = words("seals.by", ["name": seal.by, "time": words.time(seal.at)])
                h(.small, .class("quiet"), text: " \(by) · \(agencies[seal.owner] ?? "") · \(seal.marking.label)")
            }
            for opening in seal.openings.prefix(5) { row(opening, token: token, to: &h) }
            if !seal.openings.contains(where: { $0.state != .over }) { ask(seal, token: token, to: &h) }
            if visit.reader.can(.seal), seal.owner == visit.reader.agency {
                PostForm(visit: visit, action: "/seals/lift", token: token, css: "inline").write(to: &h) { h in
                    subject(seal.subject, to: &h)
                    h(.button, .type("submit"), .class("quiet-button"), text: words("seals.lift"))
                }
            }
        }
    }

    private func subject(_ subject: GuardedSubject, to h: inout HTML) {
        h(.input, .type("hidden"), .name("kind"), .value(subject.kind))
        h(.input, .type("hidden"), .name("id"), .value(subject.id))
    }

    private func row(_ opening: Seal.Opening, token: String, to h: inout HTML) {
        let words = visit.words
        h(.div, .class("opening")) { h in
            h(.p) { h in
                h(
                    .span,
                    .class("tag tag-\(opening.state.rawValue)"),
                    text: words("seals.state.\(opening.state.rawValue)")
                )
                h.text(
                    " " + words("seals.asked", ["name": opening.firstName, "time": words.time(opening.until)]) + " "
                )
                h(.bdi, text: opening.reason)
                if let second = opening.secondName { h.text(" " + words("seals.confirmed_by", ["name": second])) }
            }
            switch opening.state {
            case .waiting where opening.first == visit.reader.person:
                h(.p, .class("quiet"), text: words("seals.needs_another"))
                button("/seals/close", "seals.close", opening, token, quiet: true, to: &h)
            case .waiting: button("/seals/confirm", "seals.confirm", opening, token, quiet: false, to: &h)
            case .open: button("/seals/close", "seals.close", opening, token, quiet: true, to: &h)
            case .over: break
            }
        }
    }

    private func button(
        _ action: String,
        _ key: String,
        _ opening: Seal.Opening,
        _ token: String,
        quiet: Bool,
        to h: inout HTML
    ) {
        PostForm(visit: visit, action: action, token: token, css: "inline").write(to: &h) { h in
            h(.input, .type("hidden"), .name("opening"), .value("\(opening.number)"))
            h(.button, .type("submit"), quiet ? .class("quiet-button") : nil, text: visit.words(key))
        }
    }

    private func ask(_ seal: Seal, token: String, to h: inout HTML) {
        let words = visit.words
        h(.details) { h in
            h(.summary, text: words("seals.ask"))
            PostForm(visit: visit, action: "/seals/ask", token: token).write(to: &h) { h in
                subject(seal.subject, to: &h)
                let parts = FormParts(words: words, prefix: "ask-\(seal.number)-")
                parts.reason(label: "handling.reason", to: &h)
                parts.choice(
                    "hours",
                    label: "seals.hours",
                    options: HandlingForms.hours.map { ("\($0)", words.plural("seals.hours_count", $0)) },
                    chosen: "8",
                    to: &h
                )
                parts.button("seals.ask", to: &h)
            }
        }
    }
}
