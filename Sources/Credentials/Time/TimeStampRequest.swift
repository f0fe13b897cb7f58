import Formats
import SwiftASN1

/// What an authority is asked to stamp (RFC 3161 section 2.4.1): a hash, never the thing itself.
///
/// ```swift
/// let request = TimeStampRequest(over: checkpoint, nonce: chance)
/// // send request.der as application/timestamp-query, and then
/// let stamp = try verifier.verify(response: answer, to: request)
/// ```
public struct TimeStampRequest: Sendable, Hashable {
    /// The hash that was used.
    public let algorithm: DigestAlgorithm
    /// The hash.
    public let digest: [UInt8]
    /// The policy asked for, such as `1.2.3.4`.
    public let policy: String?
    /// A number by chance, without leading zeros, so that an old answer is no answer to this.
    public let nonce: [UInt8]?
    /// Whether the authority shall send its certificate with the stamp.
    public let wantsCertificate: Bool

    /// A request over a hash.
    ///
    /// - Throws: ``TimeStampFault`` if the hash has another length than such a hash has, or the policy is no identifier.
    public init(
        digest: [UInt8],
        algorithm: DigestAlgorithm = .sha256,
        policy: String? = nil,
        nonce: [UInt8]?,
        wantsCertificate: Bool = true
    ) throws(TimeStampFault) {
        guard digest.count == algorithm.byteCount else { throw TimeStampFault(.malformed, "digest") }
        if let policy {
            guard (try? ASN1ObjectIdentifier(dotRepresentation: policy)) != nil else {
                throw TimeStampFault(.malformed, "policy")
            }
        }
        self.digest = digest
        self.algorithm = algorithm
        self.policy = policy
        self.nonce = nonce.map { Array($0.drop { $0 == 0 }) }
        self.wantsCertificate = wantsCertificate
    }

    /// A request over the SHA-256 of bytes.
    public init(over bytes: [UInt8], nonce: [UInt8]?) throws(TimeStampFault) {
        try self.init(digest: DigestAlgorithm.sha256.digest(of: bytes), nonce: nonce)
    }

    /// Reads a request.
    public init(der bytes: [UInt8]) throws(TimeStampFault) {
        guard bytes.count <= 4_096 else { throw TimeStampFault(.tooLarge, "request") }
        var parts = try ASN1Cursor(try ASN1Cursor.root(bytes, "request"), "request")
        guard try parts.number("version") == 1 else { throw TimeStampFault(.unsupportedVersion) }
        let imprint = try MessageImprint(try parts.any("messageImprint"))
        var policy: String?
        if let node = parts.optional(.objectIdentifier) {
            guard let identifier = try? ASN1ObjectIdentifier(derEncoded: node) else {
                throw TimeStampFault(.malformed, "reqPolicy")
            }
            policy = identifier.description
        }
        let nonce = try parts.optional(.integer).map { node throws(TimeStampFault) in
            try ASN1Cursor.integer(node, "nonce")
        }
        var wantsCertificate = false
        if let node = parts.optional(.boolean) {
            guard let value = try? Bool(derEncoded: node) else { throw TimeStampFault(.malformed, "certReq") }
            wantsCertificate = value
        }
        guard parts.optional(.context(0)) == nil else { throw TimeStampFault(.unknownCriticalExtension, "extensions") }
        try parts.end("request")
        try self.init(
            digest: imprint.digest,
            algorithm: imprint.algorithm,
            policy: policy,
            nonce: nonce,
            wantsCertificate: wantsCertificate
        )
    }

    /// The request as an authority reads it, to be sent as `application/timestamp-query`.
    public var der: [UInt8] {
        let null: [UInt8] = [0x05, 0x00]
        var parts = [
            DERWriter.positive([1]),
            DERWriter.sequence([
                DERWriter.sequence([DERWriter.identifier(algorithm.identifier), null]), DERWriter.octets(digest),
            ]),
        ]
        if let policy, let identifier = try? ASN1ObjectIdentifier(dotRepresentation: policy) {
            parts.append(DERWriter.identifier(identifier))
        }
        if let nonce { parts.append(DERWriter.positive(nonce)) }
        if wantsCertificate { parts.append(DERWriter.value(0x01, [0xFF])) }
        return DERWriter.sequence(parts)
    }
}

/// A hash with the name of what made it.
struct MessageImprint {
    let algorithm: DigestAlgorithm
    let digest: [UInt8]

    init(_ node: ASN1Node) throws(TimeStampFault) {
        var parts = try ASN1Cursor(node, "messageImprint")
        algorithm = try DigestAlgorithm(try parts.any("hashAlgorithm"), "hashAlgorithm")
        digest = try parts.octets("hashedMessage")
        try parts.end("messageImprint")
        guard digest.count == algorithm.byteCount else { throw TimeStampFault(.malformed, "hashedMessage") }
    }
}
