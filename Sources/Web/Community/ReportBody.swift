internal import Hummingbird

/// What a form of reports brought: its fields, and its photos and recordings, all of it in memory and nowhere else.
///
/// Other uploads go to the disk as they arrive. These must not: a disk keeps what was deleted from it.
struct ReportBody: Sendable {
    var fields = QueryString()
    var files: [[UInt8]] = []

    /// The most bytes of a form with its files.
    static let limit = 48 << 20

    /// Reads a form, with files or without.
    static func read(_ request: Request, within budget: BodyBudget) async throws -> ReportBody {
        guard request.headers[.contentType]?.lowercased().hasPrefix("multipart/form-data") == true else {
            return ReportBody(fields: try await FormBody.read(request))
        }
        let parts = try await PartsReader(limit: limit, share: BodyBudget.Share(of: budget)).read(request)
        guard parts.allSatisfy({ $0.fileName != nil || $0.bytes.count <= UploadReader.fieldLimit }) else {
            throw SiteError(.tooLarge)
        }
        // A field of files in which nothing was chosen comes as a file without bytes.
        let files = parts.filter { $0.fileName != nil && !$0.bytes.isEmpty }
        return ReportBody(fields: parts.fields, files: files.map(\.bytes))
    }
}
