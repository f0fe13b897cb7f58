internal import Hummingbird

/// How cookies are named and sent: over an encrypted connection with the prefix `__Host-` and `Secure`, so that neither
/// a neighbouring host nor a connection in clear can set or read them (RFC 6265bis section 4.1.3.2).
struct CookiePolicy: Sendable, Hashable {
    /// Which requests of other sites carry a cookie.
    enum SameSite: String, Sendable {
        /// None.
        case strict = "Strict"
        /// Those by which a visitor comes here through a link.
        case lax = "Lax"
    }

    /// Whether the visitor's connection is encrypted.
    let isSecure: Bool

    init(isSecure: Bool) {
        self.isSecure = isSecure
    }

    /// The policy for the connection that a request came by.
    init(for request: Request) {
        isSecure = request.isSecure
    }

    /// The name under which a cookie is sent.
    func name(_ name: String) -> String {
        isSecure ? "__Host-\(name)" : name
    }

    /// The value of a cookie of ours in a request.
    func value(_ name: String, in request: Request) -> String? {
        // Only the one that is asked for is read: three are asked for on every page.
        let wanted = Array(self.name(name).utf8)
        for var field in request.headers[values: .cookie] {
            if let value = field.withUTF8({ Self.value(wanted, in: $0) }) { return value }
        }
        return nil
    }

    /// The value of a cookie in the text of one header.
    private static func value(_ name: [UInt8], in field: UnsafeBufferPointer<UInt8>) -> String? {
        var rest = field[...]
        while !rest.isEmpty {
            var pair = rest.prefix { $0 != UInt8(ascii: ";") }
            rest = rest.dropFirst(pair.count + 1)
            pair = pair.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard pair.starts(with: name) else { continue }
            pair = pair.dropFirst(name.count)
            guard pair.first == UInt8(ascii: "=") else { continue }
            return String(decoding: pair.dropFirst(), as: UTF8.self)
        }
        return nil
    }

    /// The text of a `Set-Cookie` header; without `maxAge` the browser forgets the cookie when it is closed.
    func text(
        _ name: String,
        _ value: String,
        httpOnly: Bool = true,
        sameSite: SameSite = .strict,
        maxAge: Int? = nil
    ) -> String {
        // Values are tokens of ours; whatever could end one is left out all the same.
        let safe = String(decoding: value.utf8.filter(Self.isAllowed), as: UTF8.self)
        return "\(self.name(name))=\(safe); Path=/" + (maxAge.map { "; Max-Age=\($0)" } ?? "")
            + (isSecure ? "; Secure" : "") + (httpOnly ? "; HttpOnly" : "") + "; SameSite=\(sameSite.rawValue)"
    }

    /// The text that makes a browser forget a cookie.
    func forgetting(_ name: String) -> String {
        text(name, "", maxAge: 0)
    }

    /// A byte of a cookie's value (RFC 6265 section 4.1.1, cookie-octet).
    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != 0x22 && byte != 0x2C && byte != 0x3B && byte != 0x5C
    }
}
