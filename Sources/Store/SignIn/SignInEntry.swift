package import Foundation

/// What a complete sign-in writes.
package struct SignInEntry: Sendable {
    /// What was shown besides the password, or besides another provider's word.
    package enum Factor: Sendable {
        /// Nothing: good only where the person has no second factor.
        case none
        /// A code of an authenticator app, by its step.
        case totp(step: Int64)
        /// A recovery code: given what is kept of the codes, what is left once it is used; nil if it is none of them.
        case recovery(@Sendable (String) -> String?)
    }

    /// A session to begin.
    package struct Session: Sendable {
        let digest: Data
        let idleEnd: Date
        let end: Date

        /// Describes a session by the digest of its token, when it ends unused, and when it ends in any case.
        package init(digest: Data, idleEnd: Date, end: Date) {
            self.digest = digest
            self.idleEnd = idleEnd
            self.end = end
        }
    }

    /// The browser.
    package struct Device: Sendable {
        let digest: Data
        let label: String

        /// Describes a browser by the digest of its token, and in words.
        package init(digest: Data, label: String) {
            self.digest = digest
            self.label = label
        }
    }

    let record: SignInRecord
    let factor: Factor
    let session: Session
    let device: Device
    let address: String

    /// The digest by which the new session's reader is found.
    package var sessionDigest: Data { session.digest }
    let endedSession: Data?
    let renewedHash: String?

    /// Describes a sign-in.
    ///
    /// - Parameters:
    ///   - record: What the person was recognised by; what has changed since makes the sign-in void.
    ///   - factor: What was shown besides.
    ///   - session: The session to begin.
    ///   - device: The browser.
    ///   - address: The network address.
    ///   - endedSession: The digest of the session that the browser showed: it ends.
    ///   - renewedHash: The password's digest by newer rules, if it is to be replaced.
    package init(
        of record: SignInRecord,
        factor: Factor = .none,
        session: Session,
        device: Device,
        address: String,
        endedSession: Data? = nil,
        renewedHash: String? = nil
    ) {
        self.record = record
        self.factor = factor
        self.session = session
        self.device = device
        self.address = address
        self.endedSession = endedSession
        self.renewedHash = renewedHash
    }
}
