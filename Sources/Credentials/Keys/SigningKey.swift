public import Crypto

/// The secret half of a key, with which credentials are signed; it is never written out, not even in a debugger's words.
public struct SigningKey: Sendable {
    private enum Material: Sendable {
        case ed25519(Curve25519.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case held(@Sendable ([UInt8]) throws -> [UInt8])
    }

    /// The public half.
    public let publicKey: PublicKey
    private let material: Material

    /// A key for Ed25519, from the 32 bytes that are its secret (RFC 8032 section 5.1.5).
    public init(ed25519 seed: [UInt8]) throws(CredentialFault) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw CredentialFault(.malformedKey)
        }
        try self.init(key)
    }

    /// A key for Ed25519 that swift-crypto holds.
    public init(_ key: Curve25519.Signing.PrivateKey) throws(CredentialFault) {
        material = .ed25519(key)
        publicKey = try PublicKey(.ed25519, bytes: Array(key.publicKey.rawRepresentation))
    }

    /// A key for NIST's curve of 256 bits that swift-crypto holds.
    public init(_ key: P256.Signing.PrivateKey) throws(CredentialFault) {
        material = .p256(key)
        publicKey = try PublicKey(.p256, bytes: Array(key.publicKey.x963Representation))
    }

    /// A key for NIST's curve of 384 bits that swift-crypto holds.
    public init(_ key: P384.Signing.PrivateKey) throws(CredentialFault) {
        material = .p384(key)
        publicKey = try PublicKey(.p384, bytes: Array(key.publicKey.x963Representation))
    }

    /// A key for Ed25519 that a device or a program holds and never gives away.
    ///
    /// - Parameters:
    ///   - publicKey: The public half.
    ///   - sign: Gives the 64 bytes of the signature over a message; what it gives is checked before it goes any further.
    public init(
        heldElsewhere publicKey: PublicKey,
        sign: @escaping @Sendable (_ message: [UInt8]) throws -> [UInt8]
    ) throws(CredentialFault) {
        guard publicKey.kind == .ed25519 else { throw CredentialFault(.unsupportedKey, publicKey.kind.rawValue) }
        material = .held(sign)
        self.publicKey = publicKey
    }

    /// Signs bytes as ``PublicKey/isValid(_:over:)`` checks them.
    ///
    /// On Linux Ed25519 gives the same signature each time; those of NIST's curves hold chance.
    public func signature(over bytes: [UInt8]) throws(CredentialFault) -> [UInt8] {
        do {
            return switch material {
            case .ed25519(let key): Array(try key.signature(for: bytes))
            case .p256(let key): Array(try key.signature(for: SHA256.hash(data: bytes)).rawRepresentation)
            case .p384(let key): Array(try key.signature(for: SHA384.hash(data: bytes)).rawRepresentation)
            case .held(let sign): try checked(sign(bytes), over: bytes)
            }
        } catch {
            throw CredentialFault(.unsupportedKey, "it does not sign")
        }
    }

    private func checked(_ signature: [UInt8], over bytes: [UInt8]) throws(CredentialFault) -> [UInt8] {
        guard publicKey.isValid(signature, over: bytes) else { throw CredentialFault(.signatureMismatch) }
        return signature
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The public half.
    public var description: String { "secret half of \(publicKey)" }

    /// The public half.
    public var debugDescription: String { description }

    /// Nothing of the secret.
    public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
