import Crypto
import CryptoExtras
import SwiftASN1

/// The public key of a certificate.
enum CertificateKey {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)
    case p384(P384.Signing.PublicKey)
    case p521(P521.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)

    /// Reads a `SubjectPublicKeyInfo`.
    init(_ der: [UInt8]) throws(TimeStampFault) {
        var parts = try ASN1Cursor(try ASN1Cursor.root(der, "subjectPublicKeyInfo"), "subjectPublicKeyInfo")
        let algorithm = try AlgorithmName(try parts.any("algorithm"), "algorithm")
        let bits = try parts.bits("subjectPublicKey")
        try parts.end("subjectPublicKeyInfo")
        do {
            switch algorithm.identifier {
            case [1, 2, 840, 113_549, 1, 1, 1]:
                let key = try _RSA.Signing.PublicKey(derRepresentation: der)
                // Longer keys would bound no work.
                guard key.keySizeInBits <= 8_192 else { throw TimeStampFault(.unsupportedAlgorithm, "RSA key") }
                self = .rsa(key)
            case [1, 2, 840, 10_045, 2, 1]:
                let curve = try algorithm.parameters.map { try ASN1ObjectIdentifier(derEncoded: $0) }
                switch curve {
                case ASN1ObjectIdentifier.NamedCurves.secp256r1: self = .p256(try .init(x963Representation: bits))
                case ASN1ObjectIdentifier.NamedCurves.secp384r1: self = .p384(try .init(x963Representation: bits))
                case ASN1ObjectIdentifier.NamedCurves.secp521r1: self = .p521(try .init(x963Representation: bits))
                default: throw TimeStampFault(.unsupportedAlgorithm, "curve")
                }
            case [1, 3, 101, 112]: self = .ed25519(try .init(rawRepresentation: bits))
            default: throw TimeStampFault(.unsupportedAlgorithm, algorithm.identifier.description)
            }
        } catch let fault as TimeStampFault {
            throw fault
        } catch {
            throw TimeStampFault(.unsupportedAlgorithm, "key of a certificate")
        }
    }

    /// Whether the signature over the bytes was made with the secret half of this key.
    func isValid(_ signature: [UInt8], over bytes: [UInt8], _ scheme: SignatureScheme) -> Bool {
        switch scheme {
        case .ed25519:
            guard case .ed25519(let key) = self else { return false }
            return key.isValidSignature(signature, for: bytes)
        case .rsa(let digest):
            guard case .rsa(let key) = self else { return false }
            let value = _RSA.Signing.RSASignature(rawRepresentation: signature)
            // The scheme of nearly all authorities (RFC 8017 section 8.2); its name in the library warns those who choose.
            return switch digest {
            case .sha256: key.isValidSignature(value, for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
            case .sha384: key.isValidSignature(value, for: SHA384.hash(data: bytes), padding: .insecurePKCS1v1_5)
            case .sha512: key.isValidSignature(value, for: SHA512.hash(data: bytes), padding: .insecurePKCS1v1_5)
            }
        case .ecdsa(let digest):
            return switch digest {
            case .sha256: isValidECDSA(signature, SHA256.hash(data: bytes))
            case .sha384: isValidECDSA(signature, SHA384.hash(data: bytes))
            case .sha512: isValidECDSA(signature, SHA512.hash(data: bytes))
            }
        }
    }

    private func isValidECDSA(_ signature: [UInt8], _ digest: some Digest) -> Bool {
        switch self {
        case .p256(let key):
            (try? P256.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: digest) } ?? false
        case .p384(let key):
            (try? P384.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: digest) } ?? false
        case .p521(let key):
            (try? P521.Signing.ECDSASignature(derRepresentation: signature))
                .map { key.isValidSignature($0, for: digest) } ?? false
        case .rsa, .ed25519: false
        }
    }
}
