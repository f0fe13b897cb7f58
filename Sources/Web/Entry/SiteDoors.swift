internal import HTTPTypes
public import Store

/// Every page and endpoint of the site with who gets past its door, as the router itself has it.
public enum SiteDoors {
    /// One page or endpoint.
    public struct Door: Sendable, Hashable {
        /// The method of its requests.
        public let method: String
        /// Its path; what begins with a colon or stands in braces is an identifier, `{language}` one of the languages.
        public let path: String
        let needs: RouteAccess

        /// Whether a reader gets past.
        public func admits(_ reader: Reader) -> Bool { needs.admits(reader) }

        /// Who gets past, as the listings write it: `anyone`, `signed_in` or the name of a capability.
        public var opensTo: String {
            switch needs {
            case .anyone: "anyone"
            case .signedIn: "signed_in"
            case .capability(let capability): capability.rawValue
            }
        }
    }

    /// Every door, pages before endpoints, in the order of their paths.
    public static let all: [Door] =
        PageRoute.all.map { Door(method: $0.method.rawValue, path: "/{language}\($0.path)", needs: $0.needs) }
        .sorted { ($0.path, $0.method) < ($1.path, $1.method) }
        + APIRoutes.all.map { Door(method: $0.method.rawValue, path: "/api/v1\($0.path)", needs: $0.needs) }
        .sorted { ($0.path, $0.method) < ($1.path, $1.method) }

    /// The doors as a section of `docs/permissions.md`.
    public static var markdown: String {
        let rows = all.map { door in
            let who =
                switch door.needs {
                case .anyone: "anyone"
                case .signedIn: "whoever is signed in"
                case .capability(let capability): "`\(capability.rawValue)`"
                }
            return "| \(door.method) | `\(door.path)` | \(who) |"
        }
        return """

            ## Which doors open to whom

            Behind each door the tables above decide which rows and columns are there. Who takes a list away as a file
            without `export` gets what the public gets. What is neither listed here nor one of `/`, `/health`, `/ready`,
            `/metrics` (for its own token), `/static`, `/vendor`, `/ledger` (the public log's files), `/.well-known/did.json`,
            `/.well-known/did-history.json`, `/credentials` (a credential by its address, for those who see it; status
            lists), `/odk` (forms for phones, by OpenRosa: with a token of somebody with `hand_in`, or by a form's link),
            `/sms/in`, `/sms/out` and `/sms/status` (for gateways of text messages, with their secret) and
            `/api/v1/openapi.json` does not exist.

            | method | path | opens to |
            | --- | --- | --- |
            \(rows.joined(separator: "\n"))

            """
    }
}
