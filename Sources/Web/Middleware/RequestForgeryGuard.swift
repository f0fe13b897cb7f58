internal import Formats
internal import Hummingbird

/// Refuses a form that did not come from a page of ours.
///
/// The token of a form must equal that of a cookie which another site can neither read nor set (`HttpOnly`,
/// `SameSite=Strict`), and the browser's own `Sec-Fetch-Site` and `Origin` must not speak against it. See OWASP's
/// Cross-Site Request Forgery Prevention cheat sheet, "double-submit cookie" and "Fetch Metadata".
///
/// A form has the token masked: behind 128 random bits, combined with them. No two pages hold the same text for it, so
/// that nobody can guess at it by the length of compressed pages.
struct RequestForgeryGuard: Sendable {
    static let cookieName = "touchstone_form"
    static let fieldName = "form_token"
    static let headerName = "x-form-token"

    /// A new token: 128 random bits.
    func makeToken() -> String {
        String(decoding: Self.randomDigits(), as: UTF8.self)
    }

    /// What a form carries for a token, another text each time.
    func masked(_ token: String) -> String {
        var digits = Self.randomDigits()
        digits.reserveCapacity(64)
        for (place, digit) in token.utf8.prefix(32).enumerated() {
            digits.append(Hexadecimal.digit(Self.value(of: digits[place]) ^ Self.value(of: digit)))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// 128 random bits in hexadecimal digits: the system is asked twice, not once a digit.
    private static func randomDigits() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var digits: [UInt8] = []
        digits.reserveCapacity(64)
        for _ in 0..<2 {
            var bits = generator.next()
            for _ in 0..<16 {
                digits.append(Hexadecimal.digit(UInt8(truncatingIfNeeded: bits) & 15))
                bits >>= 4
            }
        }
        return digits
    }

    /// The token behind what a form carries; a script of ours may send it as it is.
    private static func unmasked(_ text: String) -> String {
        guard text.utf8.count == 64, isHexadecimal(text) else { return text }
        return combined(text.utf8.prefix(32), text.utf8.suffix(32))
    }

    /// Two texts of hexadecimal digits, combined digit by digit.
    private static func combined(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> String {
        let digits = zip(left, right).map { Hexadecimal.digit(value(of: $0.0) ^ value(of: $0.1)) }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func value(of digit: UInt8) -> UInt8 {
        digit >= UInt8(ascii: "a") ? digit - UInt8(ascii: "a") + 10 : digit & 0x0F
    }

    /// Whether a cookie's value can be one of ours.
    func isWellFormed(_ token: String) -> Bool {
        token.utf8.count == 32 && Self.isHexadecimal(token)
    }

    private static func isHexadecimal(_ token: String) -> Bool {
        token.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
    }

    /// Throws unless the token of the form is that of the cookie.
    func check(_ request: Request, token: String?) throws(SiteError) {
        let expected = CookiePolicy(for: request).value(Self.cookieName, in: request)
        guard let token, let expected, isWellFormed(expected), isEqual(Self.unmasked(token), expected) else {
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
        // A page in clear may have been written by whoever stands on the way: it is no page of an encrypted site. The
        // other way round, a proxy that nobody told us of may speak TLS for us.
        guard let host = request.head.authority,
            origin == "https://\(host)" || !request.isSecure && origin == "http://\(host)"
        else { throw SiteError(.formExpired) }
    }

    /// Compares without telling by its duration where two tokens differ.
    private func isEqual(_ first: String, _ second: String) -> Bool {
        guard first.utf8.count == second.utf8.count else { return false }
        return zip(first.utf8, second.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
