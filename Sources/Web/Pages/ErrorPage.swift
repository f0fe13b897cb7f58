internal import Hummingbird
internal import Installation

/// A page that says what to do when a request cannot be answered.
struct ErrorPage {
    let error: SiteError

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("error.\(error.code.rawValue).title")
        return PageFrame(visit: visit, title: title).response(status: error.status) { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("error.\(error.code.rawValue).advice"))
            if error.code == .switchedOff, let module = RouteOwner.owner(ofPage: visit.place) {
                h(.p) { h in
                    h.text(words("modules.this_one") + " ")
                    h(.strong, text: words.token("modules", module.rawValue))
                }
            }
            h(.p) { h in
                h(.a, .class("button"), .href(visit.path("/")), text: words("error.to_situation"))
                if visit.services.isOn(.finding) {
                    h.text(" ")
                    h(.a, .class("button"), .href(visit.path("/findings")), text: words("error.to_findings"))
                }
            }
        }
    }
}
