internal import Formats
internal import Hummingbird
internal import Notary

/// Why a credential is not issued, in words for whoever asked; its texts are `credentials.refused.<word>`.
struct CredentialRefusal: Error, Sendable {
    enum Word: String, Sendable, CaseIterable {
        case noKey = "no_key"
        case pending
        case notActive = "not_active"
        case needsReason = "needs_reason"
        case badValidity = "bad_validity"
        case badContent = "bad_content"
    }

    let word: Word

    /// The words for a fault; nil where there is nothing of that kind.
    init?(_ fault: IssuingFault) {
        switch fault {
        case .noHost, .badHost, .noKey, .hasKey, .unknownKey, .damagedHistory: word = .noKey
        case .pending: word = .pending
        case .notActive: word = .notActive
        case .needsReason: word = .needsReason
        case .badValidity: word = .badValidity
        case .badContent: word = .badContent
        case .notFound: return nil
        }
    }

    init(_ word: Word) { self.word = word }

    /// The key of its text.
    static func key(_ word: Word) -> String { "credentials.refused." + word.rawValue }

    /// The answer of the data interface.
    func response(_ services: SiteServices, _ request: Request) -> Response {
        let isWrong = word == .badValidity || word == .badContent
        let words = services.words(for: request)
        return ProblemDetails(
            isWrong ? .badRequest : .conflict,
            code: "credential_\(word.rawValue)",
            title: words("credentials.refused"),
            detail: words(Self.key(word)),
            words: words,
            instance: request.uri.path
        ).response
    }
}
