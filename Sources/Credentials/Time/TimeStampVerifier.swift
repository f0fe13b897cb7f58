import Crypto
import Formats
import Vocabulary

/// Checks time stamps against certificates that are trusted (RFC 3161, RFC 5816, RFC 5652, RFC 5280).
///
/// All of it is looked at: that the stamp is over the hash, answers the question that was asked, was made under the
/// policy, was signed by one signer with the very certificate that the signature names, that this certificate is for
/// time stamps and nothing else, and that its chain was valid at the time of the stamp. Whether a certificate had been
/// withdrawn is not asked: that takes lists of another day, which whoever keeps a stamp keeps beside it.
public struct TimeStampVerifier: Sendable {
    private let anchors: [Certificate]
    private let intermediates: [Certificate]
    private let policies: Set<String>

    /// A verifier.
    ///
    /// - Parameters:
    ///   - anchors: Certificates that are trusted: roots, or those of authorities themselves.
    ///   - intermediates: Certificates that may be needed between; the authority's own, if stamps come without it.
    ///   - policies: The policies under which a stamp may have been made; if empty, any.
    /// - Throws: ``TimeStampFault`` if a certificate is none.
    public init(
        anchors: [[UInt8]],
        intermediates: [[UInt8]] = [],
        policies: Set<String> = []
    ) throws(TimeStampFault) {
        guard !anchors.isEmpty else { throw TimeStampFault(.untrusted, "no trusted certificate") }
        var read: [[Certificate]] = []
        for list in [anchors, intermediates] {
            var certificates: [Certificate] = []
            for der in list { certificates.append(try Certificate(der: der)) }
            read.append(certificates)
        }
        (self.anchors, self.intermediates) = (read[0], read[1])
        self.policies = policies
    }

    /// The certificates in a text in PEM (RFC 7468), as bytes.
    ///
    /// Lines may be of any length, as section 2 of the RFC would have readers take them.
    public static func certificates(pem text: String) throws(TimeStampFault) -> [[UInt8]] {
        guard text.utf8.count <= 1 << 20 else { throw TimeStampFault(.tooLarge, "PEM") }
        var certificates: [[UInt8]] = []
        var body: [UInt8]?
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("-----BEGIN CERTIFICATE-----") {
                body = []
            } else if line.hasPrefix("-----END CERTIFICATE-----") {
                while body?.last == UInt8(ascii: "=") { body?.removeLast() }
                guard let letters = body, let der = SymbolCoding.base64.decode(letters), !der.isEmpty else {
                    throw TimeStampFault(.malformed, "PEM")
                }
                certificates.append(der)
                body = nil
            } else {
                body?.append(contentsOf: line.utf8.filter { $0 > 0x20 })
            }
        }
        guard body == nil else { throw TimeStampFault(.malformed, "PEM") }
        return certificates
    }

    /// Checks the answer of an authority to a request.
    public func verify(
        response bytes: [UInt8],
        to request: TimeStampRequest
    ) throws(TimeStampFault) -> VerifiedTimeStamp {
        let token = try TimeStampResponse(bytes).token
        let stamp = try verify(token: token, digest: request.digest, algorithm: request.algorithm)
        if let nonce = request.nonce, stamp.nonce.map({ Array($0.drop { $0 == 0 }) }) != nonce {
            throw TimeStampFault(.nonceMismatch)
        }
        if let policy = request.policy, policy != stamp.policy { throw TimeStampFault(.policyMismatch, stamp.policy) }
        return stamp
    }

    /// Checks a stamp that was kept, over bytes: whichever hash it is over is made of them.
    public func verify(token bytes: [UInt8], over message: [UInt8]) throws(TimeStampFault) -> VerifiedTimeStamp {
        let token = try TimeStampToken(bytes)
        let digest = token.info.imprint.algorithm.digest(of: message)
        return try verify(token, bytes, digest, token.info.imprint.algorithm)
    }

    /// Checks a stamp that was kept, over a hash.
    public func verify(
        token bytes: [UInt8],
        digest: [UInt8],
        algorithm: DigestAlgorithm = .sha256
    ) throws(TimeStampFault) -> VerifiedTimeStamp {
        try verify(try TimeStampToken(bytes), bytes, digest, algorithm)
    }

    private func verify(
        _ token: TimeStampToken,
        _ bytes: [UInt8],
        _ digest: [UInt8],
        _ algorithm: DigestAlgorithm
    ) throws(TimeStampFault) -> VerifiedTimeStamp {
        let info = token.info
        guard info.imprint.algorithm == algorithm, info.imprint.digest == digest else {
            throw TimeStampFault(.imprintMismatch)
        }
        guard policies.isEmpty || policies.contains(info.policy) else {
            throw TimeStampFault(.policyMismatch, info.policy)
        }
        let signer = try signer(of: token)
        try signer.checkSignsTimeStamps()
        if let authority = info.authority, authority != signer.subject { throw TimeStampFault(.authorityMismatch) }
        let key = try CertificateKey(signer.key)
        guard key.isValid(token.signature, over: token.signedAttributes, token.scheme) else {
            throw TimeStampFault(.signatureMismatch)
        }
        let path = CertificatePath(
            anchors: anchors,
            others: token.certificates + intermediates,
            time: info.time.milliseconds
        )
        let chain = try path.chain(from: signer)
        let strangers = token.certificateCount - token.certificates.count { belongs($0, to: chain) }
        return VerifiedTimeStamp(
            info,
            reference: token.reference,
            chain: chain,
            strangers: strangers,
            token: bytes
        )
    }

    /// Whether a certificate that came along is part of the chain, trusted, or issued by one of these.
    private func belongs(_ certificate: Certificate, to chain: [Certificate]) -> Bool {
        let known = chain + anchors
        if known.contains(certificate) { return true }
        return known.contains { issuer in
            guard issuer.subject == certificate.issuer, let key = try? CertificateKey(issuer.key),
                let scheme = try? certificate.scheme()
            else { return false }
            return key.isValid(certificate.signature, over: certificate.signed, scheme)
        }
    }

    /// The certificate that the signer names, wherever it stands, and whose hash the signature covers.
    ///
    /// Whoever passes a stamp on can add certificates to it: neither their order nor their names decide.
    private func signer(of token: TimeStampToken) throws(TimeStampFault) -> Certificate {
        let named = (token.certificates + intermediates + anchors).filter { certificate in
            switch token.signer {
            case .issuer(let issuer, let serial): certificate.issuer == issuer && certificate.serial == serial
            case .keyIdentifier(let identifier): certificate.keyIdentifier == identifier
            }
        }
        guard !named.isEmpty else { throw TimeStampFault(.signerUnknown) }
        let reference = token.reference
        let match = named.first { certificate in
            let digest =
                reference.algorithm?.digest(of: certificate.der)
                ?? Array(Insecure.SHA1.hash(data: certificate.der))
            return digest == reference.digest && reference.serial.map { $0 == certificate.serial } != false
                && reference.issuer.map { $0 == certificate.issuer } != false
        }
        guard let match else { throw TimeStampFault(.certificateMismatch) }
        return match
    }
}
