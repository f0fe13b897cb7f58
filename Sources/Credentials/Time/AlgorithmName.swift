import Crypto
import SwiftASN1

/// A hash that time stamps are made over, and with.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
    case sha256
    case sha384
    case sha512

    /// How many bytes a hash has.
    public var byteCount: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The hash of bytes.
    public func digest(of bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }

    /// Its name in ASN.1 (RFC 5754 section 2).
    var identifier: ASN1ObjectIdentifier {
        switch self {
        case .sha256: [2, 16, 840, 1, 101, 3, 4, 2, 1]
        case .sha384: [2, 16, 840, 1, 101, 3, 4, 2, 2]
        case .sha512: [2, 16, 840, 1, 101, 3, 4, 2, 3]
        }
    }

    init(_ identifier: ASN1ObjectIdentifier) throws(TimeStampFault) {
        guard let known = Self.allCases.first(where: { $0.identifier == identifier }) else {
            throw TimeStampFault(.unsupportedAlgorithm, identifier.description)
        }
        self = known
    }

    /// Reads an `AlgorithmIdentifier`, whose parameters must be absent or null.
    init(_ node: ASN1Node, _ name: String) throws(TimeStampFault) {
        try self.init(try AlgorithmName(node, name).withoutParameters(name))
    }
}

/// An `AlgorithmIdentifier` (RFC 5280 section 4.1.1.2).
struct AlgorithmName {
    let identifier: ASN1ObjectIdentifier
    let parameters: ASN1Node?

    init(_ node: ASN1Node, _ name: String) throws(TimeStampFault) {
        var parts = try ASN1Cursor(node, name)
        identifier = try parts.identifier(name)
        parameters = parts.isAtEnd ? nil : try parts.any(name)
        try parts.end(name)
    }

    /// The name, if no parameters follow it, or nothing but null.
    func withoutParameters(_ name: String) throws(TimeStampFault) -> ASN1ObjectIdentifier {
        if let parameters {
            guard (try? ASN1Null(derEncoded: parameters)) != nil else { throw TimeStampFault(.malformed, name) }
        }
        return identifier
    }
}

/// A way to sign, as certificates and time stamps name it; SHA-1 and what is older are not among them.
enum SignatureScheme {
    case rsa(DigestAlgorithm)
    case ecdsa(DigestAlgorithm)
    case ed25519

    /// - Parameter digest: The hash that stands beside the name, for names that hold none.
    init(_ algorithm: AlgorithmName, digest: DigestAlgorithm?, _ name: String) throws(TimeStampFault) {
        let identifier = try algorithm.withoutParameters(name)
        switch identifier {
        case [1, 2, 840, 113_549, 1, 1, 11]: self = .rsa(.sha256)
        case [1, 2, 840, 113_549, 1, 1, 12]: self = .rsa(.sha384)
        case [1, 2, 840, 113_549, 1, 1, 13]: self = .rsa(.sha512)
        case [1, 2, 840, 10_045, 4, 3, 2]: self = .ecdsa(.sha256)
        case [1, 2, 840, 10_045, 4, 3, 3]: self = .ecdsa(.sha384)
        case [1, 2, 840, 10_045, 4, 3, 4]: self = .ecdsa(.sha512)
        case [1, 3, 101, 112]: self = .ed25519
        case [1, 2, 840, 113_549, 1, 1, 1]:
            guard let digest else { throw TimeStampFault(.unsupportedAlgorithm, identifier.description) }
            self = .rsa(digest)
        default: throw TimeStampFault(.unsupportedAlgorithm, identifier.description)
        }
    }
}
