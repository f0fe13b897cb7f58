internal import Hummingbird
internal import Store

/// Whose work a finding is, with the buttons to take it, give it and let it go.
struct AssignmentPanel: Sendable {
    let visit: Visit
    let finding: String
    let assignment: Assignment?
    /// Those of the own agency who can judge.
    let colleagues: [Person]
    let token: String

    private var action: String { "/findings/\(URLCoding.encode(finding))/assignment" }

    func write(to h: inout HTML) {
        let reader = visit.reader
        guard reader.isKnown, assignment != nil || reader.can(.judge) else { return }
        let words = visit.words
        h(.section, .class("panel slim"), .id("assignment")) { h in
            h(.h2, text: words("assignment.title"))
            h(.p, text: sentence)
            guard reader.can(.judge) else { return }
            h(.div, .class("actions")) { h in
                if let me = reader.person, assignment?.person != me {
                    PostForm(visit: visit, action: action, token: token, css: "inline").write(to: &h) { h in
                        h(
                            .button,
                            .type("submit"),
                            .name("person"),
                            .value("\(me.rawValue)"),
                            text: words("assignment.take")
                        )
                    }
                }
                if assignment != nil {
                    PostForm(visit: visit, action: action, token: token, css: "inline").write(to: &h) { h in
                        let text = words("assignment.release")
                        h(.button, .type("submit"), .name("person"), .value("none"), .class("quiet-button"), text: text)
                    }
                }
                give(to: &h)
            }
        }
    }

    private func give(to h: inout HTML) {
        let others = colleagues.filter { $0.number != visit.reader.person && $0.number != assignment?.person }
        guard !others.isEmpty else { return }
        PostForm(visit: visit, action: action, token: token, css: "inline").write(to: &h) { h in
            FormParts(words: visit.words, prefix: "give-").choice(
                "person",
                label: "assignment.give_to",
                options: others.map { ("\($0.number.rawValue)", $0.about.name) },
                to: &h
            )
            h(.button, .type("submit"), .class("quiet-button"), text: visit.words("assignment.give"))
        }
    }

    private var sentence: String {
        let words = visit.words
        guard let assignment else { return words("assignment.nobody") }
        let since = words.time(assignment.since)
        if assignment.person == visit.reader.person { return words("assignment.mine", ["time": since]) }
        guard let name = assignment.name else { return words("assignment.elsewhere", ["time": since]) }
        return words("assignment.theirs", ["name": name, "time": since])
    }
}

/// Takes a finding, gives it to somebody, or lets it go.
enum AssignmentForm {
    static func respond(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let named = try form.need("person")
        let person: PersonNumber? = named == "none" ? nil : Int64(named).map(PersonNumber.init(rawValue:))
        guard named == "none" || person != nil else { throw SiteError(.badRequest) }
        let store = visit.services.store
        let earlier = try await store.assignment(of: id, as: visit.reader)?.person
        try await store.assign(id, to: person, by: visit.reader)
        return visit.confirm(
            person == nil ? "done.released" : "done.assigned",
            undoing: .assignment(finding: id, to: earlier),
            at: "/findings/\(URLCoding.encode(id))"
        )
    }
}
