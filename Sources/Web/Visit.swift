internal import Hummingbird
internal import Store
internal import Vocabulary

/// One request for a page: who asks, in which language, for what.
struct Visit: Sendable {
    let services: SiteServices
    let language: Language
    let words: Words
    let reader: Reader
    /// The path after the language, such as `/findings`.
    let place: String
    let query: QueryString
    /// The browser's own token against forged requests, if it has one.
    let csrfCookie: String?
    /// How many notices the reader has not seen.
    var unread = 0

    init(services: SiteServices, language: Language, request: Request, reader: Reader) {
        self.services = services
        self.language = language
        words = services.messages.words(in: language)
        self.reader = reader
        let path = request.uri.path
        let prefix = "/\(language.rawValue)"
        place = path.hasPrefix(prefix + "/") ? String(path.dropFirst(prefix.count)) : "/"
        query = QueryString(parsing: request.uri.query ?? "")
        csrfCookie = request.cookies[RequestForgeryGuard.cookieName]?.value
    }

    /// The address of this page, to come back to.
    var here: String { path(place) + query.setting(Self.doneName, to: nil).encoded }

    /// A path of this site in the visitor's language.
    func path(_ place: String) -> String {
        "/\(language.rawValue)\(place)"
    }

    /// The page of one thing.
    func path(to subject: Subject, _ id: String) -> String {
        path("/\(subject.segment)/\(URLCoding.encode(id))")
    }
}
