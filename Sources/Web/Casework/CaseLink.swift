internal import Store

/// Leads from the page of a thing to the cases that name it, and to opening one about it; for those who work on cases.
struct CaseLink: Sendable {
    let visit: Visit
    /// The word that cases have for its kind.
    let kind: String
    let id: String

    /// Whether the visitor works on cases here.
    static func isOffered(to visit: Visit) -> Bool {
        visit.reader.can(.workCases) && visit.services.isOn(page: "/cases")
    }

    func write(to h: inout HTML) {
        guard Self.isOffered(to: visit) else { return }
        let query = QueryString().setting("kind", to: kind).setting("id", to: id).encoded
        h(.a, .href(visit.path("/cases") + query), text: visit.words("case.link"))
    }

    /// In a line of its own.
    func writeLine(to h: inout HTML) {
        guard Self.isOffered(to: visit) else { return }
        h(.p, .class("quiet handling")) { h in write(to: &h) }
    }
}
