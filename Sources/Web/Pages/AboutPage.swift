internal import Hummingbird

/// What this is, what the data can tell and what they cannot.
struct AboutPage {
    static func respond(_ visit: Visit) -> Response {
        let words = visit.words
        return PageFrame(visit: visit, title: words("nav.about")).response { h, _ in
            h(.h1, text: words("about.title"))
            h(.p, .class("lead"), text: words("about.lead"))
            for part in ["flow", "findings", "limits", "protection", "data"] {
                h(.section, .class("panel prose")) { h in
                    h(.h2, text: words("about.\(part).title"))
                    h(.p, text: words("about.\(part).text"))
                }
            }
        }
    }
}
