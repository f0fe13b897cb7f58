public import Vocabulary

/// When a credential is looked at, and when a log saw it.
public struct VerificationTime: Sendable, Hashable {
    /// Now.
    public let now: UTCInstant
    /// When a log saw the credential, which the caller has checked; nil if no log did.
    public let loggedAt: UTCInstant?

    /// Clocks differ: so many milliseconds into the future are forgiven where a time should lie in the past.
    static let leeway = 300_000

    /// The times of one verification.
    public init(now: UTCInstant, loggedAt: UTCInstant? = nil) {
        self.now = now
        self.loggedAt = loggedAt
    }

    /// The time at which a key must have been valid: that of the log; without a log, now, for only now is certain.
    public var keyTime: UTCInstant { loggedAt ?? now }
}
