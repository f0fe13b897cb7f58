internal import HTTPTypes
internal import Hummingbird

/// A cookie of ours, to be set; ``CookiePolicy`` makes its text.
struct SiteCookie: Sendable {
    let name: String
    let value: String
    var sameSite = CookiePolicy.SameSite.lax
    /// After how many seconds the browser forgets it; nil for when it is closed.
    var lifetime: Int?

    /// Makes the browser forget a cookie.
    static func forgetting(_ name: String) -> SiteCookie {
        SiteCookie(name: name, value: "", lifetime: 0)
    }
}

/// The cookie that carries a session's token.
enum SessionCookie {
    static let name = "touchstone_session"
}

extension Response {
    /// The same with cookies to set.
    func setting(_ cookies: [SiteCookie], by policy: CookiePolicy) -> Response {
        var response = self
        for cookie in cookies {
            let text = policy.text(cookie.name, cookie.value, sameSite: cookie.sameSite, maxAge: cookie.lifetime)
            response.headers.append(HTTPField(name: .setCookie, value: text))
        }
        return response
    }
}
