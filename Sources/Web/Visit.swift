internal import Hummingbird
internal import Store
internal import Vocabulary

/// One request for a page: who asks, in which language, for what.
final class Visit: Sendable {
    let services: SiteServices
    let language: Language
    /// The language of a community in which the page is, if it is one of those who report; `language` is then its base.
    let tongue: CommunityLanguage?
    /// The languages of communities to which a page of those who report leads; empty on other pages.
    let tongues: [CommunityLanguage]
    let words: Words
    let reader: Reader
    /// Past which doors the reader gets.
    let doors: DoorKeys
    /// The path after the language, such as `/findings`.
    let place: String
    let query: QueryString
    /// How cookies are named and sent over this visitor's connection.
    let cookies: CookiePolicy
    /// The browser's own token against forged requests, if it has one.
    let csrfCookie: String?
    /// How many notices the reader has not seen.
    let unread: Int
    /// The store's edition since the request came, if somebody looked and nothing was written since on its behalf.
    let edition: StoreEdition?
    /// The beginning of absolute addresses of this site, such as `https://mines.example`: the configured name, else the host
    /// that the request was for, which `KnownHosts` has let pass.
    let origin: String?
    /// Whether the page goes out compressed: never the answer to a form, which may show a code this once.
    let wantsGzip: Bool

    /// Describes a request.
    ///
    /// - Parameters:
    ///   - doors: Past which doors the reader gets, if it was worked out before.
    ///   - place: The path after the language, where the request's own path has no language.
    ///   - unread: How many notices the reader has not seen.
    ///   - edition: The store's edition, if somebody has looked.
    init(
        services: SiteServices,
        language: Language,
        tongue: CommunityLanguage? = nil,
        tongues: [CommunityLanguage] = [],
        request: Request,
        reader: Reader,
        doors: DoorKeys? = nil,
        place: String? = nil,
        unread: Int = 0,
        edition: StoreEdition? = nil
    ) {
        self.unread = unread
        self.edition = edition
        origin = (services.publicName ?? request.head.authority).map {
            "\(request.isSecure ? "https" : "http")://\($0)"
        }
        wantsGzip = request.method == .get && Gzip.isAccepted(by: request)
        self.services = services
        self.language = language
        (self.tongue, self.tongues) = (tongue, tongues)
        words = tongue?.words ?? services.messages.words(in: language)
        self.reader = reader
        self.doors = doors ?? DoorKeys(reader)
        let path = request.uri.path
        let prefix = "/\(tongue?.code ?? language.rawValue)"
        self.place = place ?? (path.hasPrefix(prefix + "/") ? String(path.dropFirst(prefix.count)) : "/")
        query = place == nil ? QueryString(parsing: request.uri.query ?? "") : QueryString()
        cookies = CookiePolicy(for: request)
        csrfCookie = cookies.value(RequestForgeryGuard.cookieName, in: request)
    }

    /// The address of this page, to come back to.
    var here: String { path(place) + query.setting(Self.doneName, to: nil).encoded }

    /// A path of this site in the visitor's language.
    func path(_ place: String) -> String {
        if let tongue, CommunityRoutes.isInTongues(place) { return "/\(tongue.code)\(place)" }
        return "/\(language.rawValue)\(place)"
    }

    /// The page of one thing.
    func path(to subject: Subject, _ id: String) -> String {
        path("/\(subject.segment)/\(URLCoding.encode(id))")
    }
}
