internal import HTTPTypes
internal import Hummingbird

/// A cookie of ours; the only place where the text of one is made.
struct SiteCookie: Sendable {
    /// When a browser sends it along (RFC 6265bis section 5.6.7).
    enum SameSite: String, Sendable {
        /// When somebody comes from another site by a link too.
        case lax = "Lax"
        /// Only from a page of ours.
        case strict = "Strict"
    }

    let name: String
    let value: String
    var sameSite = SameSite.lax
    /// After how many seconds the browser forgets it; nil for when it is closed.
    var lifetime: Int?

    /// The text of the `Set-Cookie` header.
    var text: String {
        let age = lifetime.map { "; Max-Age=\($0)" } ?? ""
        return "\(name)=\(value); Path=/; HttpOnly; SameSite=\(sameSite.rawValue)\(age)"
    }

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
    func setting(_ cookies: [SiteCookie]) -> Response {
        var response = self
        for cookie in cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie.text)) }
        return response
    }
}
