import Crypto
import Formats
public import Vocabulary

/// A time stamp that is right: something existed at that time, as an authority states.
public struct VerifiedTimeStamp: Sendable, Hashable {
    /// The time, to the millisecond.
    public let time: UTCInstant
    /// The time may be wrong by so many microseconds; nil if the authority does not say.
    public let accuracyMicroseconds: Int?
    /// The policy under which it was made.
    public let policy: String
    /// The number that the authority gave it, in hexadecimal.
    public let serial: String
    /// The number by chance of the request.
    public let nonce: [UInt8]?
    /// The hash that it is over.
    public let digest: [UInt8]
    /// The kind of the hash.
    public let algorithm: DigestAlgorithm
    /// The certificates from the authority's to the trusted one.
    public let chain: [[UInt8]]
    /// SHA-256 of the authority's certificate, by which it can be told from others.
    public let authorityFingerprint: [UInt8]
    /// Whether the signature names its certificate by a SHA-1, as the standard of 2001 has it.
    public let namesCertificateBySHA1: Bool
    /// How many certificates came along that are neither in the chain, nor trusted, nor issued by one of these.
    ///
    /// They change nothing of what the stamp says: they were slipped in, or are damaged.
    public let strangers: Int
    /// The stamp itself.
    public let token: [UInt8]

    init(
        _ info: TimeStampInfo,
        reference: TimeStampToken.CertificateReference,
        chain: [Certificate],
        strangers: Int,
        token: [UInt8]
    ) {
        time = info.time
        accuracyMicroseconds = info.accuracyMicroseconds
        policy = info.policy
        serial = info.serial.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        nonce = info.nonce
        digest = info.imprint.digest
        algorithm = info.imprint.algorithm
        self.chain = chain.map(\.der)
        authorityFingerprint = chain.first.map { Array(SHA256.hash(data: $0.der)) } ?? []
        namesCertificateBySHA1 = reference.algorithm == nil
        self.strangers = strangers
        self.token = token
    }
}
