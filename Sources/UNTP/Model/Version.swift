/// The release of the UN Transparency Protocol that a credential follows.
public enum Version: String, Sendable, Hashable, CaseIterable {
    /// 0.7, for pilots before production: the release that is written.
    case current = "0.7"
    /// 0.6 and the 0.5 before it, no longer maintained: read, not written.
    case earlier = "0.6"
}

/// The JSON-LD contexts that are known; they are compared as text and never fetched.
public enum KnownContext {
    /// W3C Verifiable Credentials 2.0.
    public static let credentials = "https://www.w3.org/ns/credentials/v2"
    /// UNTP 0.7.0.
    public static let current = "https://vocabulary.uncefact.org/untp/0.7.0/context/"

    /// The hosts that have published the contexts of earlier releases, one a kind of credential.
    private static let earlier = [
        "https://test.uncefact.org/vocabulary/untp/", "https://vocabulary.uncefact.org/untp/",
    ]

    /// The release that a context belongs to; nil for another vocabulary.
    public static func version(of context: String) -> Version? {
        for prefix in earlier where context.hasPrefix(prefix) {
            let parts = context.dropFirst(prefix.count).split(separator: "/")
            guard let first = parts.first else { return nil }
            if first.hasPrefix("0.7.") { return .current }
            // `dpp/0.6.0/`, `dte/working/`: a kind of credential, then a release.
            guard parts.count == 2, ["dpp", "dte", "dfr", "dcc", "dia"].contains(first) else { return nil }
            return parts[1] == "working" || parts[1].hasPrefix("0.5.") || parts[1].hasPrefix("0.6.") ? .earlier : nil
        }
        return nil
    }
}
