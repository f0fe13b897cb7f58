internal import GRDB
internal import Hummingbird
internal import Store

/// Takes what a person made of a finding.
struct VerdictForm {
    static func respond(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        guard let verdict = form["verdict"].flatMap(Verdict.init(rawValue:)), let reason = form["reason"] else {
            throw SiteError(.badRequest)
        }
        let row = try await visit.services.store.read(as: visit.reader) { db in
            try Row.fetchOne(db, sql: "SELECT verdict FROM finding WHERE id = ?", arguments: [id]).map(ListRow.init)
        }
        guard let row else { throw SiteError(.notFound) }
        try await visit.services.store.recordVerdict(
            finding: id,
            verdict: verdict,
            reason: String(reason.prefix(2000)),
            by: visit.reader
        )
        let earlier = row.text("verdict").flatMap(Verdict.init(rawValue:)) ?? .reopened
        return visit.confirm(
            "done.verdict",
            undoing: .verdict(finding: id, to: earlier),
            at: "/findings/\(URLCoding.encode(id))#verdict"
        )
    }
}

/// Reads a small form that was sent URL-encoded.
enum FormBody {
    /// More than any form of ours needs: the largest holds one corrected record.
    static let limit = 1 << 20

    /// Reads a form.
    ///
    /// - Parameter pairs: The most values of it that are read.
    static func read(_ request: Request, pairs: Int = 200) async throws -> QueryString {
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else {
            throw SiteError(.unsupported)
        }
        var request = request
        do {
            let body = try await request.collectBody(upTo: limit)
            return QueryString(parsing: String(buffer: body), limit: pairs)
        } catch {
            throw SiteError(.tooLarge)
        }
    }
}

/// Answers that send the browser on.
enum Redirect {
    /// The page that shows what a form has done (303, so that reloading it does not send the form again).
    static func afterForm(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }

    static func temporary(to path: String) -> Response {
        Response(status: .found, headers: [.location: path])
    }
}
