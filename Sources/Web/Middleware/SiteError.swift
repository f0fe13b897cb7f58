internal import Hummingbird

/// What a visitor is told when a request cannot be answered; its texts are `error.<code>.title` and `.advice`.
struct SiteError: Error, Sendable, Equatable {
    enum Code: String, Sendable, CaseIterable {
        case badRequest = "bad_request"
        case formExpired = "form_expired"
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case tooLarge = "too_large"
        case unsupported
        case unknownHost = "unknown_host"
        case unavailable
        case busy
        case conflict
        case unknownToken = "unknown_token"
        case failed
    }

    let code: Code

    init(_ code: Code) {
        self.code = code
    }

    /// The error for a status that Hummingbird chose.
    init(status: HTTPResponse.Status) {
        switch status.code {
        case 404: code = .notFound
        case 405: code = .methodNotAllowed
        case 413: code = .tooLarge
        case 415: code = .unsupported
        case 400..<500: code = .badRequest
        default: code = .failed
        }
    }

    /// After how many seconds it is worth trying again.
    var retryAfter: Int? { code == .busy ? 5 : nil }

    var status: HTTPResponse.Status {
        switch code {
        case .badRequest: .badRequest
        case .formExpired: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .tooLarge: .contentTooLarge
        case .unsupported: .unsupportedMediaType
        case .unknownHost: .misdirectedRequest
        case .unavailable, .busy: .serviceUnavailable
        case .conflict: .conflict
        case .unknownToken: .unauthorized
        case .failed: .internalServerError
        }
    }
}
