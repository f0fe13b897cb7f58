package import Installation

/// Which module answers which path: a page by the first part of its path after the language, an endpoint of the API by
/// the first part after `/api/v1`.
///
/// A test fails when a route has no owner here, or an entry here has no route.
package enum RouteOwner {
    /// The first parts of paths that a module owns, of pages and of the API alike.
    package static func segments(of module: Module) -> [String] {
        switch module {
        case .core:
            [
                "", "about", "account", "admin", "country", "credentials", "design", "handling", "invitation",
                "invitations", "keys",
                "ledger", "map", "me", "notifications", "records", "seals", "set-up", "sign-in", "sign-out", "trail",
                "undo",
                "work",
            ]
        case .licensing: ["sites", "licences"]
        case .detections: ["detections"]
        case .parties: ["parties"]
        case .trade: ["declarations"]
        case .traceability: ["epcis", "lots", "tonnage", "trace"]
        case .rules: ["rules"]
        case .findings: ["assess", "assessment", "findings", "matrix"]
        case .intake: ["import", "imports", "quarantine"]
        case .search: ["search"]
        case .casework: ["cases"]
        // Seen on the pages of what they belong to, and found by the search.
        case .payments, .laboratory: []
        case .community:
            [
                "assessments", "consultations", "dialogue", "f", "forms", "grievances", "inbox", "prices", "r",
                "reported",
                "sms",
            ]
        }
    }

    private static let owners: [String: Module] = Dictionary(
        Module.allCases.flatMap { module in segments(of: module).map { ($0, module) } },
        uniquingKeysWith: { first, _ in first }
    )

    /// The owner of a page; the path is the one after the language, such as `/findings/:id`.
    package static func owner(ofPage path: String) -> Module? {
        owners[firstPart(of: path)]
    }

    /// The owner of an endpoint; the path is the one after `/api/v1`, such as `/findings.csv`.
    package static func owner(ofAPI path: String) -> Module? {
        owners[firstPart(of: path)]
    }

    /// The owner of what a router has matched, such as `/pt/lots/:id`; nil for files and signs of life.
    static func owner(ofEndpoint path: String, isLanguage: (String) -> Bool) -> Module? {
        if path.hasPrefix("/api/v1/") { return owner(ofAPI: String(path.dropFirst("/api/v1".count))) }
        let parts = path.split(separator: "/", maxSplits: 1)
        guard let first = parts.first, isLanguage(String(first)) else { return nil }
        return owner(ofPage: parts.count > 1 ? String(parts[1]) : "")
    }

    private static func firstPart(of path: String) -> String {
        String(path.drop { $0 == "/" }.prefix { $0 != "/" && $0 != "." })
    }
}
