internal import Hummingbird
internal import Store

/// Reads from a request what sensitive columns are wanted for: a purpose and the reference of a case.
enum ReadingReason {
    static let purpose = "purpose"
    static let reference = "case"

    /// Whether a query gives a purpose; nearly none does.
    private static func mentionsPurpose(_ query: String) -> Bool {
        query.utf8.split(separator: UInt8(ascii: "&")).contains { $0.starts(with: "\(purpose)=".utf8) }
    }

    /// The reader of a request, with the reason that its query gives.
    ///
    /// A page of another site can make a browser ask for something; it must not make anybody say what for.
    static func apply(to reader: Reader, _ request: Request, _ guardian: RequestForgeryGuard) throws -> Reader {
        guard reader.isKnown, let text = request.uri.query, mentionsPurpose(text) else { return reader }
        let query = QueryString(parsing: text)
        guard let named = query[purpose], let reference = query[reference] else { return reader }
        guard let purpose = Purpose(rawValue: named) else { throw SiteError(.badRequest) }
        try guardian.checkOrigin(request)
        return reader.reading(for: try AccessReason(purpose, case: reference))
    }
}
