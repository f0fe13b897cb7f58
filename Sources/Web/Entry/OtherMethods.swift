internal import HTTPTypes
internal import Hummingbird

extension Router<SiteContext> {
    /// Answers 405 to the methods that a known address does not take, with those that it does (RFC 9110 section 15.5.6).
    func refuseOthers(at path: String, than methods: Set<HTTPRequest.Method>) {
        var allowed = methods
        if methods.contains(.get) { allowed.insert(.head) }
        let list = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        let known: [HTTPRequest.Method?] = [
            .get, .post, .put, .patch, .delete, .options, .trace, HTTPRequest.Method(rawValue: "QUERY"),
        ]
        for method in known.compactMap(\.self) where !allowed.contains(method) {
            on(RouterPath(path), method: method) { _, _ -> Response in
                throw SiteError(.methodNotAllowed, allow: list)
            }
        }
    }
}
