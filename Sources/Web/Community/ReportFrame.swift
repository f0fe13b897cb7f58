internal import Hummingbird
internal import Vocabulary

/// What stands around the pages for reporters: as little as can be.
///
/// No picture, no search, no name of who is signed in, no cookie; a way off the page that is always there. Only the form has a
/// script, and does without it.
struct ReportFrame: Sendable {
    let visit: Visit
    let title: String
    /// The path after the language below which the script of phones is, for a page that has one, and may then ask for the
    /// microphone and the place.
    var scriptPlace: String?
    /// The path after the language to which the links to other languages lead; nil where there are none.
    var languagePlace: String? = "/r"

    /// Where one is sent who leaves in a hurry: somewhere that nobody asks about.
    private static let elsewhere = "https://www.wikipedia.org/"

    private static let forScript =
        "; script-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'"

    func response(status: HTTPResponse.Status = .ok, content: (inout HTML) -> Void) -> Response {
        let words = visit.words
        var h = HTML(capacity: 16 * 1024)
        h.raw(.documentType)
        let own = visit.tongue == nil ? nil : Attribute("data-answer", visit.language.rawValue)
        h(.html, .lang(visit.tongue?.code ?? visit.language.rawValue), own) { h in
            h(.head) { h in
                h(.meta, Attribute("charset", "utf-8"))
                h(.meta, .name("viewport"), Attribute("content", "width=device-width, initial-scale=1"))
                h(.meta, .name("color-scheme"), Attribute("content", "light dark"))
                h(.meta, .name("referrer"), Attribute("content", "no-referrer"))
                h(.title, text: title)
                h.append(visit.services.reportStyles.text)
                h(.link, .rel("icon"), Attribute("href", "data:,"))
                if let scriptPlace {
                    h(.link, .rel("manifest"), .href(visit.path(scriptPlace + "/app.webmanifest")))
                    h(.script, Attribute("defer"), .src(visit.path(scriptPlace + "/script.js")))
                }
            }
            h(.body, .class("report")) { h in
                h(.a, .class("skip"), .href("#content"), text: words("nav.skip"))
                h(.header, .class("report-top")) { h in
                    h(
                        .a,
                        .class("button"),
                        .id("leave"),
                        .rel("noreferrer noopener"),
                        .href(Self.elsewhere),
                        text: words("report.leave")
                    )
                    if let languagePlace { languages(languagePlace, to: &h) }
                }
                h(.main, .id("content")) { h in
                    h(.h1, text: title)
                    content(&h)
                }
            }
        }
        var headers = headers
        var body = ByteBuffer(bytes: h.bytes)
        // Only pages that were asked for: what a form brought, and the messages of a thread, are not in these.
        if visit.wantsGzip, let small = Gzip.compress(body, level: Gzip.quick) {
            body = small
            headers[.contentEncoding] = "gzip"
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: body))
    }

    private var headers: HTTPFields {
        let own = scriptPlace != nil ? "(self)" : "()"
        return [
            .contentType: "text/html; charset=utf-8", .contentLanguage: visit.tongue?.code ?? visit.language.rawValue,
            .cacheControl: "no-store", .vary: "Accept-Encoding", .referrerPolicy: "no-referrer",
            .contentSecurityPolicy: """
            default-src 'none'; style-src 'self'\(visit.services.reportStyles.permission); img-src data:; \
            form-action 'self'; base-uri 'none'; frame-ancestors 'none'\(scriptPlace != nil ? Self.forScript : "")
            """,
            .permissionsPolicy: "camera=(), geolocation=\(own), microphone=\(own), interest-cohort=()",
        ]
    }

    private func languages(_ place: String, to h: inout HTML) {
        h(.nav, .ariaLabel(visit.words("nav.languages"))) { h in
            for language in visit.services.languages {
                h(
                    .a,
                    .lang(language.rawValue),
                    visit.tongue == nil && language == visit.language ? .ariaCurrent("true") : nil,
                    .href("/\(language.rawValue)\(place)"),
                    text: language.ownName
                )
            }
            for tongue in visit.tongues where CommunityRoutes.isInTongues(place) {
                h(
                    .a,
                    .lang(tongue.code),
                    tongue.code == visit.tongue?.code ? .ariaCurrent("true") : nil,
                    .href("/\(tongue.code)\(place)"),
                    text: tongue.name
                )
            }
        }
    }
}
