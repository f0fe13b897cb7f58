internal import Hummingbird

/// What a visitor is told when a request cannot be answered; its texts are `error.<code>.title` and `.advice`.
struct SiteError: Error, Sendable, Equatable {
    enum Code: String, Sendable, CaseIterable {
        case badRequest = "bad_request"
        case formExpired = "form_expired"
        case notFound = "not_found"
        case switchedOff = "switched_off"
        case methodNotAllowed = "method_not_allowed"
        case tooLarge = "too_large"
        case unsupported
        case unknownHost = "unknown_host"
        case unavailable
        case tooManyRequests = "too_many_requests"
        case fileKind = "file_kind"
        case busy
        case conflict
        case addressTooLong = "address_too_long"
        case unknownToken = "unknown_token"
        case failed
    }

    let code: Code
    /// After how many seconds to try again, where that is known.
    let retryAfter: Int?
    /// The methods that the address takes, where it was another one that was not.
    let allow: String?

    init(_ code: Code, retryAfter: Int? = nil, allow: String? = nil) {
        self.code = code
        self.allow = allow
        self.retryAfter = retryAfter ?? (code == .busy ? 5 : nil)
    }

    /// The error for a status that Hummingbird chose.
    init(status: HTTPResponse.Status) {
        retryAfter = nil
        allow = nil
        switch status.code {
        case 404: code = .notFound
        case 405: code = .methodNotAllowed
        case 413: code = .tooLarge
        case 415: code = .unsupported
        case 429: code = .tooManyRequests
        case 400..<500: code = .badRequest
        default: code = .failed
        }
    }

    var status: HTTPResponse.Status {
        switch code {
        case .badRequest: .badRequest
        case .formExpired: .forbidden
        case .notFound, .switchedOff: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .tooLarge: .contentTooLarge
        case .unsupported: .unsupportedMediaType
        case .unknownHost: .misdirectedRequest
        case .unavailable, .busy: .serviceUnavailable
        case .tooManyRequests: .tooManyRequests
        case .fileKind: .unsupportedMediaType
        case .conflict: .conflict
        case .addressTooLong: .uriTooLong
        case .unknownToken: .unauthorized
        case .failed: .internalServerError
        }
    }
}
