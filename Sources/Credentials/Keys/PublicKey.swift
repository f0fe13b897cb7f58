import Crypto
import Curves
public import Formats

/// A public key, whichever way it was written: as a multikey, as a JSON Web Key, or within a `did:key`.
///
/// What a key can be used for follows from its kind, never from what a proof or a token says about it. An Ed25519 key
/// with which signatures of nobody's making are valid, or that has a second spelling, is refused when it is read.
public struct PublicKey: Sendable {
    /// The kinds of key.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Edwards curve signatures (RFC 8032).
        case ed25519 = "Ed25519"
        /// Key agreement (RFC 7748); no signatures.
        case x25519 = "X25519"
        /// ECDSA over NIST's curve of 256 bits.
        case p256 = "P-256"
        /// ECDSA over NIST's curve of 384 bits.
        case p384 = "P-384"
        /// ECDSA over NIST's curve of 521 bits.
        case p521 = "P-521"

        /// The prefix of its multikey: a code of the multicodec table as a variable-length number.
        var prefix: [UInt8] {
            switch self {
            case .ed25519: [0xED, 0x01]
            case .x25519: [0xEC, 0x01]
            case .p256: [0x80, 0x24]
            case .p384: [0x81, 0x24]
            case .p521: [0x82, 0x24]
            }
        }

        /// How many bytes a coordinate, or the whole of a key with one, has.
        var width: Int {
            switch self {
            case .ed25519, .x25519, .p256: 32
            case .p384: 48
            case .p521: 66
            }
        }

        var isOfTwoCoordinates: Bool { self != .ed25519 && self != .x25519 }

        /// The name that a token gives the algorithm of such keys (RFC 7518 section 3.1, RFC 8037 section 3.1); nil for
        /// keys that do not sign.
        public var signingAlgorithm: String? {
            switch self {
            case .ed25519: "EdDSA"
            case .x25519: nil
            case .p256: "ES256"
            case .p384: "ES384"
            case .p521: "ES512"
            }
        }
    }

    private enum Material: Sendable {
        case ed25519(Curve25519.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case none
    }

    /// Its kind.
    public let kind: Kind
    /// Its bytes: of NIST's curves the point in its compressed form, of the others the 32 bytes that they are.
    public let bytes: [UInt8]
    private let material: Material

    /// A key from its bytes; those of NIST's curves may be compressed or not.
    public init(_ kind: Kind, bytes: [UInt8]) throws(CredentialFault) {
        self.kind = kind
        let isPoint = [kind.width + 1, 2 * kind.width + 1].contains(bytes.count)
        guard kind.isOfTwoCoordinates ? isPoint : bytes.count == kind.width else {
            throw CredentialFault(.malformedKey, "\(bytes.count) bytes for \(kind.rawValue)")
        }
        if kind == .ed25519 { try Self.requireFit(bytes) }
        do {
            let point: [UInt8]
            switch kind {
            case .ed25519: (material, point) = (.ed25519(try .init(rawRepresentation: bytes)), bytes)
            case .x25519: (material, point) = (.none, bytes)
            case .p256:
                let key =
                    try Self.isCompressed(bytes)
                    ? .init(compressedRepresentation: bytes)
                    : P256.Signing.PublicKey(x963Representation: bytes)
                (material, point) = (.p256(key), Array(key.compressedRepresentation))
            case .p384:
                let key =
                    try Self.isCompressed(bytes)
                    ? .init(compressedRepresentation: bytes)
                    : P384.Signing.PublicKey(x963Representation: bytes)
                (material, point) = (.p384(key), Array(key.compressedRepresentation))
            case .p521:
                let key =
                    try Self.isCompressed(bytes)
                    ? .init(compressedRepresentation: bytes)
                    : P521.Signing.PublicKey(x963Representation: bytes)
                (material, point) = (.p521(key), Array(key.compressedRepresentation))
            }
            self.bytes = point
        } catch {
            throw CredentialFault(.malformedKey, "no point of \(kind.rawValue)")
        }
    }

    private static func requireFit(_ bytes: [UInt8]) throws(CredentialFault) {
        do throws(KeyFault) {
            _ = try RegisteredKey(bytes)
        } catch .notAKey {
            throw CredentialFault(.malformedKey, "no point of Ed25519")
        } catch {
            throw CredentialFault(.weakKey, error.rawValue)
        }
    }

    private static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes[0] == 2 || bytes[0] == 3 }

    /// A key in the form of a multikey, such as `z6Mk…` (W3C Controlled Identifiers section 2.2.2).
    public init(multikey: String) throws(CredentialFault) {
        guard let bytes = Multibase.base58(decoding: multikey) else { throw CredentialFault(.malformedKey) }
        try self.init(prefixed: bytes)
    }

    init(prefixed bytes: [UInt8]) throws(CredentialFault) {
        guard let kind = Kind.allCases.first(where: { bytes.starts(with: $0.prefix) }) else {
            throw CredentialFault(.unsupportedKey, "the prefix \(bytes.prefix(2).map { String($0, radix: 16) })")
        }
        // A multikey of NIST's curves is compressed: another length would be a second spelling.
        guard bytes.count == kind.prefix.count + kind.width + (kind.isOfTwoCoordinates ? 1 : 0) else {
            throw CredentialFault(.malformedKey, "\(bytes.count) bytes for \(kind.rawValue)")
        }
        try self.init(kind, bytes: Array(bytes.dropFirst(kind.prefix.count)))
    }

    /// A key in the form of a JSON Web Key (RFC 7517, RFC 8037); a secret key is refused.
    public init(jwk: JSONNode) throws(CredentialFault) {
        guard jwk.members != nil, let type = jwk["kty"]?.string else { throw CredentialFault(.malformedKey, "kty") }
        guard jwk["d"] == nil else { throw CredentialFault(.secretKeyPublished, "d") }
        guard type == "EC" || type == "OKP" else { throw CredentialFault(.unsupportedKey, "kty \(type)") }
        guard let curve = jwk["crv"]?.string, let kind = Kind(rawValue: curve),
            kind.isOfTwoCoordinates == (type == "EC")
        else { throw CredentialFault(.unsupportedKey, "crv \(jwk["crv"]?.string ?? "")") }
        if let use = jwk["use"], use.string != "sig" { throw CredentialFault(.notForPurpose, "use") }
        if let algorithm = jwk["alg"]?.string, let own = kind.signingAlgorithm, algorithm != own {
            throw CredentialFault(.algorithmMismatch, "alg \(algorithm) of a key of \(curve)")
        }
        let x = try Self.coordinate(jwk, "x", kind)
        guard kind.isOfTwoCoordinates else {
            try self.init(kind, bytes: x)
            return
        }
        try self.init(kind, bytes: [4] + x + Self.coordinate(jwk, "y", kind))
    }

    private static func coordinate(_ jwk: JSONNode, _ name: String, _ kind: Kind) throws(CredentialFault) -> [UInt8] {
        guard let text = jwk[name]?.string, let bytes = SymbolCoding.base64URL.decode(text.utf8),
            bytes.count == kind.width
        else { throw CredentialFault(.malformedKey, name) }
        return bytes
    }

    /// The key as a multikey.
    public var multikey: String { Multibase.base58(kind.prefix + bytes) }

    /// The key as a JSON Web Key, with the members that every such key has and no others.
    public var jwk: JSONNode {
        let point: [UInt8]
        switch material {
        case .ed25519, .none: point = bytes
        case .p256(let key): point = Array(key.rawRepresentation)
        case .p384(let key): point = Array(key.rawRepresentation)
        case .p521(let key): point = Array(key.rawRepresentation)
        }
        func text(_ part: some Sequence<UInt8>) -> JSONNode { .string(SymbolCoding.base64URL.encode(part)) }
        var members: [JSONNode.Member] = [
            .init("crv", .string(kind.rawValue)),
            .init("kty", .string(kind.isOfTwoCoordinates ? "EC" : "OKP")),
            .init("x", text(point.prefix(kind.width))),
        ]
        if kind.isOfTwoCoordinates { members.append(.init("y", text(point.dropFirst(kind.width)))) }
        return .object(members)
    }

    /// The name of the key that follows from the key itself: SHA-256 of its JSON Web Key (RFC 7638).
    public var thumbprint: String { SymbolCoding.base64URL.encode(SHA256.hash(data: jwk.bytes())) }

    /// Whether the signature over the bytes was made with the secret half of this key.
    ///
    /// Ed25519 signs the bytes themselves, NIST's curves the hash that goes with each (RFC 7518 section 3.4); their
    /// signatures are the two numbers one after the other.
    public func isValid(_ signature: [UInt8], over bytes: [UInt8]) -> Bool {
        switch material {
        case .ed25519(let key): signature.count == 64 && key.isValidSignature(signature, for: bytes)
        case .p256(let key):
            (try? P256.Signing.ECDSASignature(rawRepresentation: signature))
                .map { key.isValidSignature($0, for: SHA256.hash(data: bytes)) } ?? false
        case .p384(let key):
            (try? P384.Signing.ECDSASignature(rawRepresentation: signature))
                .map { key.isValidSignature($0, for: SHA384.hash(data: bytes)) } ?? false
        case .p521(let key):
            (try? P521.Signing.ECDSASignature(rawRepresentation: signature))
                .map { key.isValidSignature($0, for: SHA512.hash(data: bytes)) } ?? false
        case .none: false
        }
    }
}

extension PublicKey: Hashable, CustomStringConvertible {
    /// Whether they are one key.
    public static func == (left: PublicKey, right: PublicKey) -> Bool {
        left.kind == right.kind && left.bytes == right.bytes
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(bytes)
    }

    /// The key as a multikey.
    public var description: String { multikey }
}
