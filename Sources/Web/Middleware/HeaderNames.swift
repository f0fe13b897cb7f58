internal import HTTPTypes

extension HTTPField.Name {
    static let referrerPolicy = literal("Referrer-Policy")
    static let crossOriginOpenerPolicy = literal("Cross-Origin-Opener-Policy")
    static let crossOriginResourcePolicy = literal("Cross-Origin-Resource-Policy")
    static let permissionsPolicy = literal("Permissions-Policy")
    static let secFetchSite = literal("Sec-Fetch-Site")
    static let host = literal("Host")
    static let serviceWorkerAllowed = literal("Service-Worker-Allowed")
    /// A puzzle that a phone has solved before it delivers, and its solution.
    static let puzzle = literal("X-Puzzle")
    static let solution = literal("X-Solution")
    /// The SHA-256 of a piece (RFC 9530).
    static let contentDigest = literal("Content-Digest")
    /// When a gateway of text messages signed a request, and what it signed.
    static let gatewayTimestamp = literal("X-Touchstone-Timestamp")
    static let gatewaySignature = literal("X-Touchstone-Signature")
    static let twilioSignature = literal("X-Twilio-Signature")
    static let requestID = literal("X-Request-Id")
    static let openRosaVersion = literal("X-OpenRosa-Version")
    static let openRosaAcceptContentLength = literal("X-OpenRosa-Accept-Content-Length")
    static let formToken = literal(RequestForgeryGuard.headerName)

    /// A header name that is a literal of ours, and so always valid; the fallback is never reached.
    private static func literal(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .accept
    }
}
