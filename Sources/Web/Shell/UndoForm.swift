internal import Hummingbird
internal import Store
internal import Vocabulary

extension Visit {
    /// The parameter that names the change which a page confirms.
    static let doneName = "done"

    /// Sends the browser to the page that says what was done and offers to undo it.
    func confirm(_ message: String, undoing: Undoing? = nil, at place: String) -> Response {
        let word = services.undo.keep(message, undoing: undoing, page: place, by: reader)
        let parts = place.split(separator: "#", maxSplits: 1).map(String.init)
        let page = parts.first ?? place
        let query = (page.contains("?") ? "&" : "?") + "\(Self.doneName)=\(word)"
        return Redirect.afterForm(to: path(page) + query + (parts.count > 1 ? "#\(parts[1])" : ""))
    }

    /// The change that this page confirms.
    var done: (word: String, entry: UndoLedger.Entry)? {
        guard let word = query[Self.doneName], let entry = services.undo.entry(word, of: reader) else { return nil }
        return (word, entry)
    }
}

/// Says what was done, with a button to undo it.
struct DoneNotice: Sendable {
    let visit: Visit
    let token: String

    func write(to h: inout HTML) {
        guard let (word, entry) = visit.done else { return }
        let words = visit.words
        h(.div, .class("done"), .role("status")) { h in
            h(.p, text: words(entry.message))
            guard entry.undoing != nil else { return }
            PostForm(visit: visit, action: "/undo", token: token, css: "inline").write(to: &h) { h in
                h(.input, .type("hidden"), .name("word"), .value(word))
                h(.button, .type("submit"), .class("quiet-button"), text: words("undo.button"))
            }
        }
    }
}

/// Takes a change back.
enum UndoForm {
    static func respond(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        guard let word = form["word"], let entry = visit.services.undo.take(word, of: visit.reader),
            let undoing = entry.undoing
        else { throw SiteError(.conflict) }
        try await undo(undoing, visit)
        return visit.confirm("undo.done", at: entry.page)
    }

    private static func undo(_ undoing: Undoing, _ visit: Visit) async throws {
        let store = visit.services.store
        let reader = visit.reader
        switch undoing {
        case .person(let number, let old, let new):
            let present = try await store.people(as: reader).first { $0.number == number }?.about
            guard present == new else { throw SiteError(.conflict) }
            try await store.changePerson(number, to: old, by: reader)
        case .agency(let number, let old, let new):
            let present = try await store.agencies().first { $0.number == number }?.about
            guard present == new else { throw SiteError(.conflict) }
            try await store.changeAgency(number, to: old, by: reader)
        case .group(let number, let isActive):
            try await store.setSharingGroup(number, isActive: isActive, by: reader)
        case .ceiling(let ceiling):
            let marking = ceiling.marking.flatMap(HandlingMarking.init(rawValue:))
            try await store.setCeiling(marking, of: ceiling.agency, in: ceiling.group, by: reader)
        case .rule(let rule, let isOn):
            try await store.switchRule(rule, isOn: isOn, because: visit.words("undo.reason"), by: reader)
        case .assignment(let finding, let person):
            try await store.assign(finding, to: person, by: reader)
        case .verdict(let finding, let verdict):
            let reason = visit.words("undo.reason")
            try await store.recordVerdict(finding: finding, verdict: verdict, reason: reason, by: reader)
        case .naming(let number):
            try await store.revokeName(number, by: reader)
        case .seal(let subject):
            try await store.liftSeal(of: subject, by: reader)
        }
    }
}
