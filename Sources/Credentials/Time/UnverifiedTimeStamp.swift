public import Vocabulary

/// What a time stamp says of itself, for whoever names no authority to trust: nobody is known to vouch for it.
public struct UnverifiedTimeStamp: Sendable, Hashable {
    /// The time that it states.
    public let time: UTCInstant
    /// The hash that it is over.
    public let digest: [UInt8]
    /// The kind of the hash.
    public let algorithm: DigestAlgorithm

    /// Reads a stamp; its signature is not looked at.
    public init(token bytes: [UInt8]) throws(TimeStampFault) {
        let token = try TimeStampToken(bytes)
        time = token.info.time
        digest = token.info.imprint.digest
        algorithm = token.info.imprint.algorithm
    }

    /// Whether it is over these bytes.
    public func isOver(_ message: [UInt8]) -> Bool { algorithm.digest(of: message) == digest }
}
