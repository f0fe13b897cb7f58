/// Why a sign-in through another organisation's provider did not work.
public struct OpenIDFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// An address is not `https`, or not one that a provider may have.
        case badAddress
        /// The provider could not be reached or answered with an error.
        case unreachable
        /// A document of the provider is not what the standard says.
        case malformedDocument
        /// The documents are those of another provider.
        case otherProvider
        /// The provider lacks something that we insist on: PKCE with S256, an algorithm that we take.
        case unsupported
        /// The provider says no, or the person did.
        case refusedByProvider
        /// The answer does not belong to the sign-in that this browser began, or comes too late.
        case staleAnswer
        /// The token is not a signed token.
        case malformedToken
        /// The token is signed in a way that we do not take.
        case refusedAlgorithm
        /// None of the provider's keys is the one that the token names.
        case unknownKey
        /// The signature is not the provider's.
        case badSignature
        /// The token was made by somebody else.
        case wrongIssuer
        /// The token was made for somebody else.
        case wrongAudience
        /// The token is over, or from the future.
        case wrongTime
        /// The token does not belong to this sign-in.
        case wrongNonce
        /// The token does not belong to the access token beside it.
        case wrongAccessToken
    }

    /// What is wrong.
    public let code: Code
    /// What it showed in, for the log of the operator; holds no secret.
    public let detail: String

    /// A fault; the detail is for the log and never for a visitor.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// The key of the sentence that tells the visitor; the detail is not for them.
    public var messageKey: String {
        switch code {
        case .unreachable, .badAddress, .malformedDocument, .otherProvider, .unsupported: "openid.refused.provider"
        case .refusedByProvider: "openid.refused.declined"
        case .staleAnswer: "openid.refused.stale"
        case .malformedToken, .refusedAlgorithm, .unknownKey, .badSignature, .wrongIssuer, .wrongAudience, .wrongTime,
            .wrongNonce, .wrongAccessToken:
            "openid.refused.token"
        }
    }
}

/// Whether two texts are the same bytes; Swift's own comparison takes different spellings of a letter for the same.
func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
}
