internal import Hummingbird
internal import Installation
internal import Store
internal import Vocabulary

/// What stands around every page: head, skip link, navigation, language switch, footer.
struct PageFrame {
    /// A script of ours that a page uses.
    enum Script: String {
        case map
        case live
        case upload
        case steps
    }

    let visit: Visit
    let title: String
    var scripts: [Script] = []
    /// The navigation entry that the page belongs to, such as `/findings`.
    var section: String?
    /// Whether the page holds a form that changes something.
    var hasForm = false
    /// The marking of the one thing that the page shows; it stands on each printed sheet.
    var marking: Int?
    /// Whether the page uses the whole width.
    var isWide = false
    /// An address that the browser goes to at once.
    var onward: String?

    /// The page as a response.
    func response(
        status: HTTPResponse.Status = .ok,
        content: (inout HTML, _ formToken: String) throws -> Void
    ) rethrows -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .contentLanguage: visit.language.rawValue]
        var token = ""
        // Whoever is signed in has the form that signs out on every page.
        if hasForm || visit.done != nil || visit.reader.session != nil {
            let guardian = visit.services.csrf
            if let cookie = visit.csrfCookie, guardian.isWellFormed(cookie) {
                token = cookie
            } else {
                token = guardian.makeToken()
                headers[.setCookie] = visit.cookies.text(RequestForgeryGuard.cookieName, token)
            }
        }
        var h = HTML()
        try write(token: token, to: &h) { h in
            DoneNotice(visit: visit, token: token).write(to: &h)
            try content(&h, token)
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: h.bytes)))
    }

    private func write(token: String, to h: inout HTML, content: (inout HTML) throws -> Void) rethrows {
        let words = visit.words
        h.raw(.documentType)
        try h(.html, .lang(visit.language.rawValue)) { h in
            h(.head) { h in
                h(.meta, Attribute("charset", "utf-8"))
                h(.meta, .name("viewport"), Attribute("content", "width=device-width, initial-scale=1"))
                h(.meta, .name("color-scheme"), Attribute("content", "light dark"))
                if let onward {
                    h(.meta, Attribute("http-equiv", "refresh"), Attribute("content", "0;url=\(onward)"))
                }
                h(.title, text: "\(title) · \(words("site.name"))")
                h(.link, .rel("stylesheet"), .href("/static/style.css"))
                h(.link, .rel("icon"), .href("/static/mark.svg"), .type("image/svg+xml"))
                h(.script, .type("module"), .src("/static/search.js"))
                h(.script, .type("module"), .src("/static/keys.js"))
                for script in scripts {
                    h(.script, .type("module"), .src("/static/\(script.rawValue).js"))
                }
            }
            try h(
                .body,
                Attribute("data-help", visit.path("/keys")),
                Attribute("data-keys", KeyMap(visit: visit).text)
            ) { h in
                h(.a, .class("skip"), .href("#content"), text: words("nav.skip"))
                if visit.services.mode == .demo { DemoBanner(visit: visit).write(to: &h) }
                banner(token: token, to: &h)
                try h(.main, .id("content"), .class(isWide ? "wide" : "")) { h in try content(&h) }
                footer(to: &h)
                PrintFooter(visit: visit, marking: marking).write(to: &h)
            }
        }
    }

    private func banner(token: String, to h: inout HTML) {
        let words = visit.words
        h(.header, .class("banner")) { h in
            h(.a, .class("brand"), .href(visit.path("/"))) { h in
                h(
                    .img,
                    .src("/static/mark.svg"),
                    Attribute("alt", ""),
                    Attribute("width", "28"),
                    Attribute("height", "28")
                )
                h(.span, text: words("site.name"))
            }
            if visit.services.modules.contains(.search) { SearchBox(visit: visit).write(to: &h) }
            h(.div, .class("tools")) { h in
                BellLink(visit: visit).write(to: &h)
                PersonBadge(visit: visit, token: token).write(to: &h)
                h(.nav, .class("languages"), .ariaLabel(words("nav.languages"))) { h in
                    for language in visit.services.packs.languages {
                        h(
                            .a,
                            .href("/\(language.rawValue)\(visit.place)\(visit.query.encoded)"),
                            .lang(language.rawValue),
                            Attribute("hreflang", language.rawValue),
                            .title(words("language.\(language.rawValue)")),
                            language == visit.language ? .ariaCurrent("true") : nil,
                            text: language.rawValue.uppercased()
                        )
                    }
                }
            }
            Navigation(visit: visit, section: section).write(to: &h)
        }
    }

    private func footer(to h: inout HTML) {
        let words = visit.words
        h(.footer, .class("footer")) { h in
            h(.p, text: words("footer.observation"))
            h(.p) { h in
                h(.a, .href(visit.path("/about")), text: words("nav.about"))
                h.text(" · ")
                h(.a, .href(visit.path("/records")), text: words("nav.records"))
                h.text(" · ")
                h(.a, .href(visit.path("/country")), text: words("nav.country"))
                h.text(" · ")
                h(.a, .href("/api/v1/openapi.json"), text: words("nav.api"))
                h.text(" · ")
                h(.a, .href(visit.path("/keys")), text: words("nav.keys"))
                h.text(" · ")
                h(.a, .href(visit.path("/design")), text: words("nav.design"))
            }
        }
    }
}
