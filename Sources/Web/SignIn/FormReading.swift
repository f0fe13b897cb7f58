internal import Hummingbird

extension QueryString {
    /// The first value of that name as it was typed: spaces at the ends are part of a password.
    func exact(_ name: String) -> String {
        items.first { $0.name == name }?.value ?? ""
    }
}

/// What a form that was refused says above itself, and the status of the page.
struct FormRefusal: Sendable {
    let sentences: [String]
    let status: HTTPResponse.Status
    var retryAfter: Int?

    /// The refusal that an error stands for; errors that are not about the form go on.
    init(_ error: any Error, _ words: Words) throws {
        switch error {
        case let refusal as SignInRefusal:
            sentences = [refusal.sentence(in: words)]
            if case .wait(let seconds) = refusal {
                status = .tooManyRequests
                retryAfter = seconds
            } else {
                status = .forbidden
            }
        case let refusal as NewPasswordRefusal:
            sentences = refusal.sentences(in: words)
            status = .unprocessableContent
        default: throw error
        }
    }

    /// A refusal in so many words.
    init(_ sentence: String) {
        sentences = [sentence]
        status = .unprocessableContent
    }

    /// The headers of the page.
    func apply(to response: Response) -> Response {
        guard let retryAfter else { return response }
        var response = response
        response.headers[.retryAfter] = String(retryAfter)
        return response
    }
}
