internal import Hummingbird
internal import Store
internal import Vocabulary

/// An error of the API as problem details (RFC 9457).
struct ProblemDetails: Sendable {
    let response: Response

    init(_ error: SiteError, words: Words, instance: String) {
        self.init(
            error.status,
            code: error.code.rawValue,
            title: words("error.\(error.code.rawValue).title"),
            detail: words("error.\(error.code.rawValue).advice"),
            words: words,
            instance: instance
        )
    }

    /// Says why something is not given and whom to ask.
    init(_ denial: Denial, words: Words, instance: String) {
        let ask = denial.ask.map { " " + DenialWords.ask($0, in: words) } ?? ""
        self.init(
            denial.status,
            code: "denied_\(denial.reason.rawValue)",
            title: words("denial.title"),
            detail: denial.sentence(in: words) + ask,
            words: words,
            instance: instance
        )
    }

    init(
        _ status: HTTPResponse.Status,
        code: String,
        title: String,
        detail: String,
        words: Words,
        instance: String
    ) {
        let body = JSONValue.object([
            "type": .string("about:blank"),
            "title": .string(title),
            "status": .integer(status.code),
            "detail": .string(detail),
            "code": .string(code),
            "instance": .string(instance),
        ])
        var headers: HTTPFields = [
            .contentType: "application/problem+json", .contentLanguage: words.language.rawValue,
        ]
        // RFC 6750 section 3: what would open the door.
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        response = Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body.bytes)))
    }
}
