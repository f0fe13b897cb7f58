internal import Hummingbird
internal import Synchronization

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
        let share = BodyBudget.Share(of: budget)
        do { return try await read(request, share) } catch is MultipartFault { throw SiteError(.badRequest) }
    }

    private static func read(_ request: Request, _ share: BodyBudget.Share) async throws -> ReportBody {
        var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
        var reader = PartReader()
        var received = 0
        for try await chunk in request.body {
            received += chunk.readableBytes
            guard received <= limit else { throw SiteError(.tooLarge) }
            try share.take(chunk.readableBytes)
            parser.append(chunk.readableBytesView)
            while let event = try parser.next() { try reader.take(event) }
        }
        try parser.finish()
        return reader.body
    }

    /// Puts the parts of a form together.
    private struct PartReader {
        var body = ReportBody()
        private var part: MultipartPart?
        private var value: [UInt8] = []

        mutating func take(_ event: MultipartParser.Event) throws(SiteError) {
            switch event {
            case .part(let found): (part, value) = (found, [])
            case .content(let bytes):
                value += bytes
                guard part?.fileName != nil || value.count <= UploadReader.fieldLimit else {
                    throw SiteError(.tooLarge)
                }
            case .partEnd:
                if let part, part.fileName == nil {
                    body.fields.append(part.name, String(decoding: value, as: UTF8.self))
                } else if !value.isEmpty {
                    // A field of files in which nothing was chosen comes as a file without bytes.
                    body.files.append(value)
                }
                (part, value) = (nil, [])
            case .end: break
            }
        }
    }
}

/// How much memory all forms with files may take together while they arrive.
final class BodyBudget: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    init(limit: Int = 192 << 20) { self.limit = limit }

    /// What one form has taken of it, until the form is done with.
    final class Share: Sendable {
        private let budget: BodyBudget
        private let own = Mutex(0)

        init(of budget: BodyBudget) { self.budget = budget }

        /// - Throws: ``SiteError`` with `busy` where the others have taken too much.
        func take(_ count: Int) throws(SiteError) {
            let isIn = budget.taken.withLock { taken in
                guard taken + count <= budget.limit else { return false }
                taken += count
                return true
            }
            guard isIn else { throw SiteError(.busy) }
            own.withLock { $0 += count }
        }

        deinit {
            let count = own.withLock { $0 }
            budget.taken.withLock { $0 -= count }
        }
    }
}
