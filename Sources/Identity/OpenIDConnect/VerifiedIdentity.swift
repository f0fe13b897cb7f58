/// Who somebody is, as a provider vouches in a token that has been checked.
public struct VerifiedIdentity: Sendable, Hashable {
    /// The provider.
    public let issuer: String
    /// The provider's name for the person.
    ///
    /// Provider and subject together find the account. An e-mail address does not: it changes hands, and not every
    /// provider checks whose it is.
    public let subject: String
    /// An address, to be shown and not to be trusted.
    public let email: String?
    /// Whether the provider says that it has checked the address.
    public let isEmailVerified: Bool
    /// What the person is called.
    public let name: String?
    /// When the person proved who they are, if the provider says so: for step-up.
    public let authenticatedAt: UnixTime?
    /// How they did (RFC 8176), such as `otp`.
    public let methods: [String]
}
