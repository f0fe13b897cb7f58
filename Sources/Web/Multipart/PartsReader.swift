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
    /// Where what is read counts against the memory of all such forms; nil where it does not.
    var share: BodyBudget.Share?

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
            try share?.take(chunk.readableBytes)
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
        reduce(into: QueryString()) { fields, part in
            if part.fileName == nil { fields.append(part.name, part.text) }
        }
    }
}
