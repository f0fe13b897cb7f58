internal import Hummingbird

/// Reads a form of several files into memory: for what is small, and has to be in memory to be looked at.
struct PartsReader {
    /// A field or a file.
    struct Part: Sendable {
        let name: String
        /// Nil for a plain field.
        let fileName: String?
        var bytes: [UInt8] = []

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// The most bytes of all parts together.
    let limit: Int
    /// The most parts.
    var partLimit = MultipartParser.partLimit

    /// The parts in their order.
    func read(_ request: Request) async throws -> [Part] {
        do { return try await parts(of: request) } catch is MultipartFault { throw SiteError(.badRequest) }
    }

    private func parts(of request: Request) async throws -> [Part] {
        var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "", partLimit: partLimit)
        var parts: [Part] = []
        var received = 0
        for try await chunk in request.body {
            received += chunk.readableBytes
            guard received <= limit else { throw SiteError(.tooLarge) }
            parser.append(chunk.readableBytesView)
            while let event = try parser.next() {
                switch event {
                case .part(let found): parts.append(Part(name: found.name, fileName: found.fileName))
                case .content(let bytes): if !parts.isEmpty { parts[parts.count - 1].bytes += bytes }
                case .partEnd, .end: break
                }
            }
        }
        try parser.finish()
        return parts
    }
}

extension [PartsReader.Part] {
    /// The plain fields, as those of a form without files.
    var fields: QueryString {
        reduce(QueryString()) { fields, part in
            part.fileName == nil ? fields.setting(part.name, to: part.text) : fields
        }
    }
}
