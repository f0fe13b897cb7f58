internal import Hummingbird

/// A page that says what to do when a request cannot be answered.
struct ErrorPage {
    let error: SiteError

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("error.\(error.code.rawValue).title")
        return PageFrame(visit: visit, title: title).response(status: error.status) { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("error.\(error.code.rawValue).advice"))
            h(.p) { h in
                h(.a, .class("button"), .href(visit.path("/")), text: words("error.to_situation"))
                h.text(" ")
                h(.a, .class("button"), .href(visit.path("/findings")), text: words("error.to_findings"))
            }
        }
    }
}
