internal import Hummingbird
internal import Vocabulary

/// An error of the API as problem details (RFC 9457).
struct ProblemDetails: Sendable {
    let response: Response

    init(_ error: SiteError, words: Words, instance: String) {
        let body = JSONValue.object([
            "type": .string("about:blank"),
            "title": .string(words("error.\(error.code.rawValue).title")),
            "status": .integer(error.status.code),
            "detail": .string(words("error.\(error.code.rawValue).advice")),
            "code": .string(error.code.rawValue),
            "instance": .string(instance),
        ])
        response = Response(
            status: error.status,
            headers: [.contentType: "application/problem+json", .contentLanguage: words.language.rawValue],
            body: .init(byteBuffer: ByteBuffer(bytes: body.bytes))
        )
    }
}
