internal import Hummingbird
internal import Installation
internal import NIOCore
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
        case proof
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
        var h = HTML(capacity: 96 * 1024)
        if !token.isEmpty { token = visit.services.csrf.masked(token) }
        try write(token: token, to: &h) { h in
            DoneNotice(visit: visit, token: token).write(to: &h)
            try content(&h, token)
        }
        let body = body(h.page, &headers)
        return Response(status: status, headers: headers, body: .init(byteBuffer: body))
    }

    /// The bytes of the page as the browser wants them.
    private func body(_ page: ByteBuffer, _ headers: inout HTTPFields) -> ByteBuffer {
        headers[.vary] = "Accept-Encoding"
        guard visit.wantsGzip, page.readableBytes >= Gzip.leastBytes,
            let small = Gzip.compress(page, level: Gzip.quick)
        else { return page }
        headers[.contentEncoding] = "gzip"
        return small
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
                h.append(piece(.head, headFiles))
                for script in scripts {
                    h(.script, .type("module"), .src(visit.services.address(ofScript: script.rawValue)))
                }
            }
            h.append(piece(.body(visit.language, visit.doors), bodyTag))
            h.append(
                piece(
                    .top(
                        visit.language,
                        name: visit.reader.name,
                        isIn: visit.reader.session != nil,
                        visit.doors
                    ),
                    top
                )
            )
            banner(token: token, to: &h)
            try h(.main, .id("content"), .class(isWide ? "wide" : "")) { h in try content(&h) }
            h.append(piece(.footer(visit.language), footer))
            PrintFooter(visit: visit, marking: marking).write(to: &h)
            // What is not needed for the first sight of a page keeps nobody waiting for it.
            h.append(
                piece(.rest) { h in h(.link, .rel("stylesheet"), .href(visit.services.address(ofFile: "style.css"))) }
            )
            h.raw(TrustedHTML("</body>"))
        }
    }

    private func piece(_ key: KeptPieces.Key, _ write: (inout HTML) -> Void) -> HTML {
        visit.services.pieces.piece(key, write)
    }

    private func headFiles(_ h: inout HTML) {
        let services = visit.services
        h.append(services.firstStyles.text)
        h(.link, .rel("icon"), .href(services.address(ofFile: "mark.svg")), .type("image/svg+xml"))
        h(.script, .type("module"), .src(services.address(ofScript: "search")))
        h(.script, .type("module"), .src(services.address(ofScript: "keys")))
    }

    private func bodyTag(_ h: inout HTML) {
        h.raw(TrustedHTML("<body data-help=\""))
        h.text(visit.path("/keys"))
        h.raw(TrustedHTML("\" data-keys=\""))
        h.text(KeyMap(visit: visit).text)
        h.raw(TrustedHTML("\">"))
    }

    /// What stands above the banner.
    private func top(_ h: inout HTML) {
        h(.a, .class("skip"), .href("#content"), text: visit.words("nav.skip"))
        if visit.services.mode == .demo { DemoBanner(visit: visit).write(to: &h) }
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
            if visit.services.modules.contains(.search) {
                let words = visit.place == "/search" ? visit.query["q"] ?? "" : ""
                if words.isEmpty {
                    h.append(piece(.search(visit.language)) { h in SearchBox(visit: visit, words: "").write(to: &h) })
                } else {
                    SearchBox(visit: visit, words: words).write(to: &h)
                }
            }
            h(.div, .class("tools")) { h in
                if visit.reader.person != nil {
                    h.append(piece(.bell(visit.language, visit.unread)) { h in BellLink(visit: visit).write(to: &h) })
                }
                PersonBadge(visit: visit, token: token).write(to: &h)
                let here = visit.place + visit.query.encoded
                h(.nav, .class("languages"), .ariaLabel(words("nav.languages"))) { h in
                    for language in visit.services.languages { link(to: language, here: here, &h) }
                }
            }
            h.append(
                piece(.navigation(visit.language, section: section, visit.doors)) { h in
                    Navigation(visit: visit, section: section).write(to: &h)
                }
            )
        }
    }

    /// The same page in another language: but for its address it is the same on every page.
    private func link(to language: Language, here: String, _ h: inout HTML) {
        h.raw(TrustedHTML("<a href=\"/"))
        h.text(language.rawValue)
        h.text(here)
        h.append(
            piece(.languageLink(visit.language, to: language)) { h in
                h.raw(TrustedHTML("\" lang=\""))
                h.text(language.rawValue)
                h.raw(TrustedHTML("\" hreflang=\""))
                h.text(language.rawValue)
                h.raw(TrustedHTML("\" title=\""))
                h.text(visit.words("language.\(language.rawValue)"))
                h.raw(language == visit.language ? TrustedHTML("\" aria-current=\"true\">") : TrustedHTML("\">"))
                h.text(language.rawValue.uppercased())
                h.raw(TrustedHTML("</a>"))
            }
        )
    }

    private func footer(_ h: inout HTML) {
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
