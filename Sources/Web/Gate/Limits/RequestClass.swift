internal import Hummingbird
internal import Vocabulary

/// What a request costs us and what it could be misused for; each class has a limit of its own.
enum RequestClass: Sendable, Hashable, CaseIterable {
    /// Proving who one is: limited so that guessing is slow, beside the limits of ``Identity/LockOut``.
    case signIn
    /// A file.
    case upload
    /// Questions over everything, and whole lists taken away.
    case search
    /// Styles, scripts and pictures, from memory.
    case file
    /// EPCIS events handed in by a program.
    case capture
    /// Text messages and calls that gateways bring, and messages that they fetch.
    case gateway
    /// Everything else.
    case page

    /// Where somebody proves who they are: the first part of the path after the language.
    private static let signInPlaces: Set<Substring> = [
        "sign-in", "sign-out", "set-up", "invitation", "invitations", "recovery", "openid", "demo",
    ]
    private static let exports: Set<Substring> = ["csv", "json", "jsonl", "geojson", "xlsx", "zip"]
    private static let healthPaths: Set<String> = ["/health", "/ready", "/metrics"]

    /// The class of a request; nil for the addresses at which machines look after the server, which have no limit.
    init?(_ request: Request) {
        let path = request.uri.path
        if Self.healthPaths.contains(path) { return nil }
        let parts = path.split(separator: "/", maxSplits: 3)
        guard let first = parts.first else {
            self = .page
            return
        }
        if first == "static" || first == "vendor" || first == "favicon.ico" {
            self = .file
            return
        }
        if first == "sms" {
            self = .gateway
            return
        }
        // Pages of those who report are in languages of communities too.
        let isPage =
            Language(rawValue: String(first)) != nil
            || CommunityLanguage.isCode(String(first)) && parts.dropFirst().first == "r"
        let place = isPage ? parts.dropFirst().first : parts.dropFirst(2).first
        let isReading = request.method == .get || request.method == .head
        if let place, Self.signInPlaces.contains(place), !isReading {
            self = .signIn
        } else if request.method == .put, isPage, path.contains("/r/pieces/") {
            // A piece of what was let in as a whole when it began.
            self = .page
        } else if !isReading, isPage, place == "r" {
            // A receipt is tried no faster than a password, and a report is a file.
            self = path.hasSuffix("/thread") || path.hasSuffix("/complaint") ? .signIn : .upload
        } else if !isReading, request.headers[.contentType]?.lowercased().hasPrefix("multipart/") == true {
            self = .upload
        } else if !isReading, path == "/api/v1/epcis/capture" || path == "/api/v1/epcis/events" {
            self = .capture
        } else if let place, place.hasPrefix("search") || Self.isExport(path) {
            self = .search
        } else {
            self = .page
        }
    }

    private static func isExport(_ path: String) -> Bool {
        guard path.hasPrefix("/api/"), let dot = path.lastIndex(of: ".") else { return false }
        return exports.contains(path[path.index(after: dot)...])
    }
}
