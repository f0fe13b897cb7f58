internal import Fieldwork
internal import Formats
internal import Hummingbird
internal import Identity
internal import Store

/// Why somebody who speaks OpenRosa gets no further, in words of the catalogue: `openrosa.<word>`.
struct OpenRosaRefusal: Error, Sendable {
    enum Word: String, Sendable, CaseIterable {
        case signIn = "sign_in"
        case insecure
        case denied
        case notFound = "not_found"
        case unreadable
        case unknownForm = "unknown_form"
        case unknownVersion = "unknown_version"
        case closed
        case noInstanceID = "no_instance_id"
        case conflict
        case tooLarge = "too_large"
        case busy
        case failed
    }

    let word: Word

    init(_ word: Word) { self.word = word }

    /// What it is for whoever sent a submission.
    init(_ refusal: SubmissionRefusal) {
        switch refusal.reason {
        case .unknownForm: word = .unknownForm
        case .unknownVersion: word = .unknownVersion
        case .closed: word = .closed
        case .noInstanceID: word = .noInstanceID
        case .conflict: word = .conflict
        case .unreadable, .notNamed, .fileKind, .otherFile: word = .unreadable
        }
    }

    /// What it is for an error of another kind.
    init(_ error: any Error) {
        switch error {
        case let refusal as OpenRosaRefusal: self = refusal
        case let refusal as SubmissionRefusal: self.init(refusal)
        case is Denial: word = .denied
        case let error as SiteError:
            switch error.code {
            case .tooLarge: word = .tooLarge
            case .notFound, .switchedOff: word = .notFound
            case .busy, .unavailable: word = .busy
            case .badRequest, .unsupported: word = .unreadable
            case .unknownToken: word = .signIn
            case .formExpired: word = .denied
            default: word = .failed
            }
        case let error as StoreError where error.code == .notFound: word = .notFound
        case let error as StoreError where error.code == .conflict: word = .busy
        default: word = .failed
        }
    }

    var status: HTTPResponse.Status {
        switch word {
        case .signIn: .unauthorized
        case .insecure, .denied, .closed: .forbidden
        case .notFound, .unknownForm: .notFound
        case .unreadable, .unknownVersion, .noInstanceID: .badRequest
        case .conflict: .conflict
        case .tooLarge: .contentTooLarge
        case .busy: .serviceUnavailable
        case .failed: .internalServerError
        }
    }
}

/// Finds out through what somebody comes who speaks OpenRosa.
///
/// An app sends the name of the account and, as its password, a token for the data interface that may hand in (RFC 7617). It
/// does so over TLS alone, and so do we: on plain HTTP a token is taken from this machine only.
enum OpenRosaAccess {
    static func door(_ services: SiteServices, _ request: Request, _ context: SiteContext) async throws -> FormDoor {
        guard let authorization = request.headers[.authorization] else {
            // The owner of the machine, or somebody at a session.
            guard context.reader.isKnown else { throw OpenRosaRefusal(.signIn) }
            return .account(context.reader)
        }
        guard request.isSecure || context.client.isLocal else { throw OpenRosaRefusal(.insecure) }
        guard let password = password(in: authorization), let token = try? Token(password, kind: .api),
            let found = try await services.desk.reader(behind: .token, token.hash)
        else { throw OpenRosaRefusal(.signIn) }
        guard found.reader.can(.handIn) else { throw OpenRosaRefusal(.denied) }
        return .account(found.reader)
    }

    private static func password(in authorization: String) -> String? {
        let words = authorization.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[0].lowercased() == "basic", let bytes = Base64.bytes(words[1].utf8),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        return String(validating: bytes[bytes.index(after: colon)...], as: UTF8.self)
    }
}
