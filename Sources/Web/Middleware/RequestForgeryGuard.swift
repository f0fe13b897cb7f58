internal import Hummingbird

/// Refuses a form that did not come from a page of ours.
///
/// The token of a form must equal that of a cookie which another site can neither read nor set (`HttpOnly`,
/// `SameSite=Strict`), and the browser's own `Sec-Fetch-Site` and `Origin` must not speak against it. See OWASP's
/// Cross-Site Request Forgery Prevention cheat sheet, "double-submit cookie" and "Fetch Metadata".
struct RequestForgeryGuard: Sendable {
    static let cookieName = "touchstone_form"
    static let fieldName = "form_token"
    static let headerName = "x-form-token"

    /// A new token: 128 random bits.
    func makeToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.text(of: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// The cookie that carries a token.
    func cookie(_ token: String) -> SiteCookie {
        SiteCookie(name: Self.cookieName, value: token, sameSite: .strict)
    }

    /// Whether a cookie's value can be one of ours.
    func isWellFormed(_ token: String) -> Bool {
        token.utf8.count == 32
            && token.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }

    /// Throws unless the token of the form is that of the cookie.
    func check(_ request: Request, token: String?) throws(SiteError) {
        let expected = request.cookies[Self.cookieName]?.value
        guard let token, let expected, isWellFormed(expected), isEqual(token, expected) else {
            throw SiteError(.formExpired)
        }
        try checkOrigin(request)
    }

    /// Throws if the browser itself says that the request comes from elsewhere.
    func checkOrigin(_ request: Request) throws(SiteError) {
        if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" {
            throw SiteError(.formExpired)
        }
        guard let origin = request.headers[.origin] else { return }
        guard let host = request.head.authority, origin == "http://\(host)" || origin == "https://\(host)" else {
            throw SiteError(.formExpired)
        }
    }

    /// Compares without telling by its duration where two tokens differ.
    private func isEqual(_ first: String, _ second: String) -> Bool {
        guard first.utf8.count == second.utf8.count else { return false }
        return zip(first.utf8, second.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
