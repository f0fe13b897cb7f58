/// What was granted with a set-up or invitation code, as it is kept.
public struct CodeGrant: Sendable {
    /// Why a code does not open what was asked for.
    public enum Refusal: String, Error, Sendable, Hashable, CaseIterable {
        /// It is another code.
        case unknown
        /// It was used before.
        case used
        /// Its time is over.
        case expired

        /// The key of the sentence that tells the visitor.
        public var messageKey: String { "code.refused.\(rawValue)" }
    }

    /// The hash of the code.
    public let hash: TokenHash
    /// From when on it opens nothing.
    public let expiresAt: UnixTime
    /// When it was used; nil if it was not.
    public private(set) var usedAt: UnixTime?

    /// Describes a grant.
    public init(hash: TokenHash, expiresAt: UnixTime, usedAt: UnixTime? = nil) {
        self.hash = hash
        self.expiresAt = expiresAt
        self.usedAt = usedAt
    }

    /// Uses the code up; the caller keeps what changed in the same transaction in which it read.
    public mutating func use(_ code: ReadableCode, at now: UnixTime) throws(Refusal) {
        guard code.hash == hash else { throw .unknown }
        guard usedAt == nil else { throw .used }
        guard now < expiresAt else { throw .expired }
        usedAt = now
    }
}
