import Crypto
import CryptoExtras
import Formats
import Foundation

/// One public key of a provider (RFC 7517), with which signatures can be checked.
public struct JSONWebKey: Sendable {
    private enum Material: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
    }

    /// The provider's name for the key.
    public let identifier: String?
    /// The one algorithm that the key is for: its type decides, never the token.
    public let algorithm: SigningAlgorithm
    private let material: Material

    /// A key of a set; nil if it is not one that we can use: of another type, too weak, malformed, or for something
    /// else than signatures.
    init?(_ value: JSONValue) {
        guard value.kind == .object, Self.isForSignatures(value) else { return nil }
        switch value["kty"]?.string {
        case "RSA":
            // 2048 bits are the least that RFC 7518 section 3.3 allows; 8192 bound the work.
            guard let modulus = Self.bytes(value["n"], 256...1_024), let exponent = Self.bytes(value["e"], 1...4),
                let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
            else { return nil }
            (algorithm, material) = (.rs256, .rsa(key))
        case "EC":
            guard value["crv"]?.string == "P-256", let x = Self.bytes(value["x"], 32...32),
                let y = Self.bytes(value["y"], 32...32),
                let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
            else { return nil }
            (algorithm, material) = (.es256, .p256(key))
        case "OKP":
            guard value["crv"]?.string == "Ed25519", let x = Self.bytes(value["x"], 32...32),
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x)
            else { return nil }
            (algorithm, material) = (.edDSA, .ed25519(key))
        default:
            // Among them "oct": a provider's shared secret has no place in a public set.
            return nil
        }
        if let named = value["alg"], named.string != algorithm.rawValue { return nil }
        identifier = value["kid"]?.string
    }

    /// Whether the signature over the bytes was made with the private half of this key.
    package func isValid(_ signature: [UInt8], over bytes: [UInt8]) -> Bool {
        switch material {
        case .rsa(let key):
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature),
                for: SHA256.hash(data: bytes),
                padding: .insecurePKCS1v1_5
            )
        case .p256(let key):
            (try? P256.Signing.ECDSASignature(rawRepresentation: signature))
                .map { key.isValidSignature($0, for: SHA256.hash(data: bytes)) } ?? false
        case .ed25519(let key):
            key.isValidSignature(signature, for: bytes)
        }
    }

    private static func isForSignatures(_ value: JSONValue) -> Bool {
        if let use = value["use"], use.string != "sig" { return false }
        if let operations = value["key_ops"] {
            return operations.elements.contains { $0.string == "verify" }
        }
        return true
    }

    private static func bytes(_ value: JSONValue?, _ counts: ClosedRange<Int>) -> [UInt8]? {
        guard let text = value?.content, text.count <= 4_096, let bytes = SymbolCoding.base64URL.decode(text),
            counts.contains(bytes.count)
        else { return nil }
        return bytes
    }
}

/// The public keys of a provider.
public struct JSONWebKeySet: Sendable {
    /// The keys that we can use; others are passed over (RFC 7517 section 5).
    public let keys: [JSONWebKey]

    /// As many keys as a set may hold: each may have to be tried.
    private static let limit = 100

    /// Reads the document at the provider's `jwks_uri`.
    public init(document: [UInt8]) throws(OpenIDFault) {
        let root = try JSONDocument.read(document, named: "key set")
        guard let list = root["keys"], list.kind == .array else { throw JSONDocument.lacking("keys") }
        let values = list.elements
        guard values.count <= Self.limit else { throw OpenIDFault(.malformedDocument, "key set: too many keys") }
        keys = values.compactMap(JSONWebKey.init)
        guard !keys.isEmpty else { throw OpenIDFault(.unsupported, "key set: no key that we can use") }
    }

    /// The keys that may have made a signature.
    func candidates(identifier: String?, algorithm: SigningAlgorithm) -> [JSONWebKey] {
        keys.filter { key in
            guard key.algorithm == algorithm else { return false }
            guard let wanted = identifier, let own = key.identifier else { return true }
            return isSame(wanted, own)
        }
    }
}
