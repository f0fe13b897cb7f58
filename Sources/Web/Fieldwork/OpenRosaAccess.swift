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

    /// What an error is for whoever sent something.
    init(_ error: any Error) { self.init(Self.word(of: error)) }

    private static func word(of error: any Error) -> Word {
        switch error {
        case let refusal as OpenRosaRefusal: refusal.word
        case let refusal as SubmissionRefusal: word(of: refusal.reason)
        case is Denial: .denied
        case let error as SiteError: word(of: error.code)
        case let error as StoreError where error.code == .notFound: .notFound
        case let error as StoreError where error.code == .conflict: .busy
        default: .failed
        }
    }

    private static func word(of reason: SetAside.Reason) -> Word {
        switch reason {
        case .unknownForm: .unknownForm
        case .unknownVersion: .unknownVersion
        case .closed: .closed
        case .noInstanceID: .noInstanceID
        case .conflict: .conflict
        case .unreadable, .notNamed, .fileKind, .otherFile: .unreadable
        }
    }

    private static func word(of code: SiteError.Code) -> Word {
        switch code {
        case .tooLarge: .tooLarge
        case .notFound, .switchedOff: .notFound
        case .busy, .unavailable: .busy
        case .badRequest, .unsupported: .unreadable
        case .unknownToken: .signIn
        case .formExpired: .denied
        default: .failed
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
