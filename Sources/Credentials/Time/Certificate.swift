import SwiftASN1

/// What is needed of an X.509 certificate (RFC 5280) to judge a time stamp; read in the strict form only.
struct Certificate: Sendable, Hashable {
    /// One extension.
    struct Extension: Sendable, Hashable {
        let isCritical: Bool
        let value: [UInt8]
    }

    /// As long as a certificate may be.
    static let byteLimit = 32_768

    let der: [UInt8]
    /// What the issuer signed.
    let signed: [UInt8]
    private let algorithm: [UInt8]
    let signature: [UInt8]
    let serial: [UInt8]
    let issuer: [UInt8]
    let subject: [UInt8]
    /// Milliseconds since 1970.
    let notBefore: Int
    let notAfter: Int
    let key: [UInt8]
    let extensions: [ASN1ObjectIdentifier: Extension]

    init(der bytes: [UInt8]) throws(TimeStampFault) {
        guard bytes.count <= Self.byteLimit else { throw TimeStampFault(.tooLarge, "certificate") }
        let root: ASN1Node
        do { root = try DER.parse(bytes) } catch { throw TimeStampFault(.malformed, "certificate") }
        var outer = try ASN1Cursor(root, "certificate")
        let body = try outer.any("tbsCertificate")
        let algorithm = try outer.any("signatureAlgorithm").encodedBytes
        signature = try outer.bits("signature")
        try outer.end("certificate")
        var parts = try ASN1Cursor(body, "tbsCertificate")
        // Only the third version has extensions, and without them there is no certificate for time stamps.
        if let version = parts.optional(.context(0)) {
            var wrapped = try ASN1Cursor(version, "version", tag: .context(0))
            guard try wrapped.number("version") == 2 else { throw TimeStampFault(.unsupportedVersion, "certificate") }
        }
        serial = try parts.integer("serialNumber")
        // Both must name the same algorithm, or the unsigned one could be swapped (section 4.1.1.2).
        guard try parts.any("signature").encodedBytes == algorithm else {
            throw TimeStampFault(.malformed, "two algorithms")
        }
        issuer = Array(try parts.any("issuer").encodedBytes)
        var validity = try parts.parts("validity")
        notBefore = try StampClock.certificateTime(try validity.any("notBefore"))
        notAfter = try StampClock.certificateTime(try validity.any("notAfter"))
        try validity.end("validity")
        subject = Array(try parts.any("subject").encodedBytes)
        key = Array(try parts.any("subjectPublicKeyInfo").encodedBytes)
        _ = parts.optional(.context(1))
        _ = parts.optional(.context(2))
        extensions = try Self.extensions(parts.optional(.context(3)))
        try parts.end("tbsCertificate")
        der = bytes
        signed = Array(body.encodedBytes)
        self.algorithm = Array(algorithm)
    }

    private static func extensions(_ node: ASN1Node?) throws(TimeStampFault) -> [ASN1ObjectIdentifier: Extension] {
        guard let node else { return [:] }
        var wrapped = try ASN1Cursor(node, "extensions", tag: .context(3))
        var list = try wrapped.parts("extensions")
        var extensions: [ASN1ObjectIdentifier: Extension] = [:]
        while !list.isAtEnd {
            var parts = try list.parts("extension")
            let name = try parts.identifier("extension")
            var isCritical = false
            if let critical = parts.optional(.boolean) {
                guard let value = try? Bool(derEncoded: critical) else { throw TimeStampFault(.malformed, "critical") }
                isCritical = value
            }
            let value = Extension(isCritical: isCritical, value: try parts.octets("extension"))
            try parts.end("extension")
            guard extensions.updateValue(value, forKey: name) == nil else {
                throw TimeStampFault(.malformed, "\(name) twice")
            }
        }
        return extensions
    }

    /// How the issuer signed.
    func scheme() throws(TimeStampFault) -> SignatureScheme {
        let node = try ASN1Cursor.root(algorithm, "signatureAlgorithm")
        return try SignatureScheme(try AlgorithmName(node, "signatureAlgorithm"), digest: nil, "signatureAlgorithm")
    }

    /// Whether the certificate is in its time of validity.
    func isValid(at milliseconds: Int) -> Bool { notBefore <= milliseconds && milliseconds <= notAfter }

    /// The key identifier (section 4.2.1.2), if there is one.
    var keyIdentifier: [UInt8]? {
        guard let value = extensions[Self.subjectKeyIdentifier]?.value,
            let node = try? ASN1Cursor.root(value, "keyIdentifier"),
            let octets = try? ASN1OctetString(derEncoded: node)
        else { return nil }
        return Array(octets.bytes)
    }

    static let subjectKeyIdentifier: ASN1ObjectIdentifier = [2, 5, 29, 14]
    private static let keyUsage: ASN1ObjectIdentifier = [2, 5, 29, 15]
    private static let basicConstraints: ASN1ObjectIdentifier = [2, 5, 29, 19]
    private static let extendedKeyUsage: ASN1ObjectIdentifier = [2, 5, 29, 37]
    private static let timeStamping: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 3, 8]
    private static let anyUsage: ASN1ObjectIdentifier = [2, 5, 29, 37, 0]
    /// Critical extensions whose meaning is looked at; certificate policies bind nobody where none are demanded.
    private static let understood: Set<ASN1ObjectIdentifier> = [
        keyUsage, basicConstraints, extendedKeyUsage, subjectKeyIdentifier, [2, 5, 29, 32],
    ]

    /// The names of critical extensions that nobody here understands, name constraints among them.
    var unknownCritical: [ASN1ObjectIdentifier] {
        extensions.filter { $0.value.isCritical && !Self.understood.contains($0.key) }.map(\.key)
    }

    /// Whether this is the certificate of an authority for time stamps: that use, critical and alone (RFC 3161
    /// section 2.3), and a key that may sign.
    func checkSignsTimeStamps() throws(TimeStampFault) {
        guard let usage = extensions[Self.extendedKeyUsage], usage.isCritical, try uses() == [Self.timeStamping] else {
            throw TimeStampFault(.notForTimeStamps, "extended key usage")
        }
        // Bit 0 is digitalSignature, bit 1 nonRepudiation.
        if let bits = try keyUsageBits(), bits & 0xC0 == 0 { throw TimeStampFault(.notForTimeStamps, "key usage") }
    }

    /// Whether this may be the certificate of an authority that issues certificates, with so many below it.
    func checkIssuesCertificates(below: Int) throws(TimeStampFault) {
        guard let constraints = extensions[Self.basicConstraints] else {
            throw TimeStampFault(.untrusted, "no basic constraints")
        }
        var parts = try ASN1Cursor(try ASN1Cursor.root(constraints.value, "basicConstraints"), "basicConstraints")
        guard let flag = parts.optional(.boolean), (try? Bool(derEncoded: flag)) == true else {
            throw TimeStampFault(.untrusted, "not of a certificate authority")
        }
        if !parts.isAtEnd {
            guard try parts.number("pathLenConstraint") >= below else {
                throw TimeStampFault(.untrusted, "path length")
            }
        }
        // Bit 5 is keyCertSign.
        if let bits = try keyUsageBits(), bits & 0x04 == 0 { throw TimeStampFault(.untrusted, "key usage") }
        let uses = try uses()
        guard uses.isEmpty || uses.contains(Self.timeStamping) || uses.contains(Self.anyUsage) else {
            throw TimeStampFault(.untrusted, "extended key usage")
        }
    }

    private func uses() throws(TimeStampFault) -> [ASN1ObjectIdentifier] {
        guard let usage = extensions[Self.extendedKeyUsage] else { return [] }
        var parts = try ASN1Cursor(try ASN1Cursor.root(usage.value, "extendedKeyUsage"), "extendedKeyUsage")
        var uses: [ASN1ObjectIdentifier] = []
        while !parts.isAtEnd { uses.append(try parts.identifier("extendedKeyUsage")) }
        return uses
    }

    /// The first byte of the key usage; nil if the certificate has none.
    private func keyUsageBits() throws(TimeStampFault) -> UInt8? {
        guard let usage = extensions[Self.keyUsage] else { return nil }
        guard let bits = try? ASN1BitString(derEncoded: try ASN1Cursor.root(usage.value, "keyUsage")) else {
            throw TimeStampFault(.malformed, "keyUsage")
        }
        return bits.bytes.first ?? 0
    }
}
