import Crypto
import SwiftASN1

/// A time stamp as an authority signed it (`TimeStampToken`, RFC 3161 section 2.4.2, RFC 5652), not checked yet.
struct TimeStampToken {
    /// Who the signer says it is.
    enum Signer {
        /// The issuer and the number of its certificate.
        case issuer([UInt8], serial: [UInt8])
        /// The identifier of its key.
        case keyIdentifier([UInt8])
    }

    /// The hash of the certificate that the signer signed for (RFC 2634 section 5.4, RFC 5816 section 2.2.1).
    struct CertificateReference {
        /// The hash that was used; nil for SHA-1, which the first form of the attribute has.
        let algorithm: DigestAlgorithm?
        let digest: [UInt8]
        let issuer: [UInt8]?
        let serial: [UInt8]?
    }

    /// As long as a stamp may be, certificates and all.
    static let byteLimit = 131_072
    /// As many certificates as may come along.
    static let certificateLimit = 20

    let content: [UInt8]
    let info: TimeStampInfo
    let certificates: [Certificate]
    /// How many came along, those that cannot be read among them.
    let certificateCount: Int
    let signer: Signer
    let digest: DigestAlgorithm
    let scheme: SignatureScheme
    /// The attributes as they were signed.
    let signedAttributes: [UInt8]
    let signature: [UInt8]
    let reference: CertificateReference

    private static let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 2]
    private static let timeStampInfo: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 9, 16, 1, 4]

    init(_ bytes: [UInt8]) throws(TimeStampFault) {
        guard bytes.count <= Self.byteLimit else { throw TimeStampFault(.tooLarge, "\(bytes.count) bytes") }
        var outer = try ASN1Cursor(try ASN1Cursor.root(bytes, "token"), "token")
        guard try outer.identifier("contentType") == Self.signedData else { throw TimeStampFault(.malformed, "token") }
        var wrapped = try outer.parts("content", tag: .context(0))
        try outer.end("token")
        var parts = try wrapped.parts("SignedData")
        try wrapped.end("content")
        guard try parts.number("version") == 3 else { throw TimeStampFault(.unsupportedVersion, "SignedData") }
        var algorithms = try parts.parts("digestAlgorithms", tag: .set)
        var digests: [DigestAlgorithm] = []
        while !algorithms.isAtEnd {
            digests.append(try DigestAlgorithm(try algorithms.any("digestAlgorithm"), "digestAlgorithm"))
        }
        var encapsulated = try parts.parts("encapContentInfo")
        guard try encapsulated.identifier("eContentType") == Self.timeStampInfo else {
            throw TimeStampFault(.malformed, "not a time stamp")
        }
        var octets = try encapsulated.parts("eContent", tag: .context(0))
        content = try octets.octets("eContent")
        try octets.end("eContent")
        try encapsulated.end("encapContentInfo")
        info = try TimeStampInfo(content)
        (certificates, certificateCount) = try Self.certificates(parts.optional(.context(0)))
        // Lists of withdrawn certificates, which are not looked at.
        _ = parts.optional(.context(1))
        var signers = try parts.parts("signerInfos", tag: .set)
        try parts.end("SignedData")
        // RFC 3161 section 2.4.2: the signature of the authority, and no other.
        let only = try signers.any("signerInfo")
        guard signers.isAtEnd else { throw TimeStampFault(.notOneSigner) }
        var signerInfo = try ASN1Cursor(only, "signerInfo")
        let version = try signerInfo.number("version")
        signer = try Self.signer(try signerInfo.any("sid"), version: version)
        digest = try DigestAlgorithm(try signerInfo.any("digestAlgorithm"), "digestAlgorithm")
        guard digests == [digest] else { throw TimeStampFault(.malformed, "digestAlgorithms") }
        guard let attributes = signerInfo.optional(.context(0)) else {
            throw TimeStampFault(.attributesMismatch, "no signed attributes")
        }
        // RFC 5652 section 5.4: what is signed has the tag of a set instead of its own.
        signedAttributes = [0x31] + attributes.encodedBytes.dropFirst()
        let read = try SignedAttributes(attributes)
        guard read.contentType == Self.timeStampInfo else { throw TimeStampFault(.attributesMismatch, "contentType") }
        guard read.messageDigest == digest.digest(of: content) else {
            throw TimeStampFault(.attributesMismatch, "messageDigest")
        }
        reference = read.reference
        scheme = try SignatureScheme(
            try AlgorithmName(try signerInfo.any("signatureAlgorithm"), "signatureAlgorithm"),
            digest: digest,
            "signatureAlgorithm"
        )
        signature = try signerInfo.octets("signature")
        _ = signerInfo.optional(.context(1))
        try signerInfo.end("signerInfo")
    }

    /// The certificates that came along, in whatever order; those that are none are left out.
    private static func certificates(_ node: ASN1Node?) throws(TimeStampFault) -> ([Certificate], Int) {
        guard let node else { return ([], 0) }
        var parts = try ASN1Cursor(node, "certificates", tag: .context(0))
        var certificates: [Certificate] = []
        var count = 0
        while !parts.isAtEnd {
            count += 1
            guard count <= certificateLimit else { throw TimeStampFault(.tooLarge, "certificates") }
            let part = try parts.any("certificate")
            if let certificate = try? Certificate(der: Array(part.encodedBytes)) { certificates.append(certificate) }
        }
        return (certificates, count)
    }

    private static func signer(_ node: ASN1Node, version: Int) throws(TimeStampFault) -> Signer {
        if node.identifier == .context(0), case .primitive(let bytes) = node.content {
            guard version == 3 else { throw TimeStampFault(.unsupportedVersion, "signerInfo") }
            return .keyIdentifier(Array(bytes))
        }
        guard version == 1 else { throw TimeStampFault(.unsupportedVersion, "signerInfo") }
        var parts = try ASN1Cursor(node, "sid")
        let issuer = Array(try parts.any("issuer").encodedBytes)
        let serial = try parts.integer("serialNumber")
        try parts.end("sid")
        return .issuer(issuer, serial: serial)
    }
}

/// The attributes that a time stamp must have signed, each once and with one value.
private struct SignedAttributes {
    let contentType: ASN1ObjectIdentifier
    let messageDigest: [UInt8]
    let reference: TimeStampToken.CertificateReference

    init(_ node: ASN1Node) throws(TimeStampFault) {
        var attributes = try ASN1Cursor(node, "signedAttrs", tag: .context(0))
        var values: [ASN1ObjectIdentifier: ASN1Node] = [:]
        while !attributes.isAtEnd {
            var attribute = try attributes.parts("attribute")
            let name = try attribute.identifier("attribute")
            var set = try attribute.parts("attribute", tag: .set)
            try attribute.end("attribute")
            let value = try set.any("attribute")
            guard set.isAtEnd, values.updateValue(value, forKey: name) == nil else {
                throw TimeStampFault(.attributesMismatch, "\(name) twice")
            }
        }
        func value(_ name: ASN1ObjectIdentifier, _ text: String) throws(TimeStampFault) -> ASN1Node {
            guard let value = values[name] else { throw TimeStampFault(.attributesMismatch, "no \(text)") }
            return value
        }
        let typeNode = try value([1, 2, 840, 113_549, 1, 9, 3], "contentType")
        guard let type = try? ASN1ObjectIdentifier(derEncoded: typeNode) else {
            throw TimeStampFault(.malformed, "contentType")
        }
        contentType = type
        let digestNode = try value([1, 2, 840, 113_549, 1, 9, 4], "messageDigest")
        guard let octets = try? ASN1OctetString(berEncoded: digestNode) else {
            throw TimeStampFault(.malformed, "messageDigest")
        }
        messageDigest = Array(octets.bytes)
        if let node = values[[1, 2, 840, 113_549, 1, 9, 16, 2, 47]] {
            reference = try Self.reference(node, isSecondForm: true)
        } else {
            let node = try value([1, 2, 840, 113_549, 1, 9, 16, 2, 12], "signingCertificate")
            reference = try Self.reference(node, isSecondForm: false)
        }
    }

    /// The first certificate that the attribute names; it is the signer's.
    private static func reference(
        _ node: ASN1Node,
        isSecondForm: Bool
    ) throws(TimeStampFault) -> TimeStampToken.CertificateReference {
        var attribute = try ASN1Cursor(node, "signingCertificate")
        var list = try attribute.parts("certs")
        var parts = try list.parts("certs")
        var algorithm: DigestAlgorithm?
        if isSecondForm {
            if let name = parts.optional(.sequence) {
                algorithm = try DigestAlgorithm(name, "hashAlgorithm")
            } else {
                algorithm = .sha256
            }
        }
        let digest = try parts.octets("certHash")
        var issuer: [UInt8]?
        var serial: [UInt8]?
        if !parts.isAtEnd {
            var named = try parts.parts("issuerSerial")
            var names = try named.parts("issuer")
            issuer = try TimeStampInfo.directoryName(try names.any("issuer"))
            serial = try named.integer("serialNumber")
            try named.end("issuerSerial")
        }
        try parts.end("certs")
        return .init(algorithm: algorithm, digest: digest, issuer: issuer, serial: serial)
    }
}
