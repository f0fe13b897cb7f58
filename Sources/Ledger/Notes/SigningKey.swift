import Crypto
import Curves
import Formats

/// The private key of a log or a witness, with its name.
///
/// It never prints itself.
public struct SigningKey: Sendable {
    /// The public key.
    public let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// The name.
    public var name: KeyName { verifier.name }

    /// Makes a new key, from the system's source of chance.
    public init(generating name: KeyName, algorithm: SignatureAlgorithm) throws(NoteFault) {
        try self.init(name: name, algorithm: algorithm, key: Curve25519.Signing.PrivateKey())
    }

    /// Makes a key of its 32 bytes.
    public init(name: KeyName, algorithm: SignatureAlgorithm, seed: [UInt8]) throws(NoteFault) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { throw .badKey }
        try self.init(name: name, algorithm: algorithm, key: key)
    }

    private init(
        name: KeyName,
        algorithm: SignatureAlgorithm,
        key: Curve25519.Signing.PrivateKey
    ) throws(NoteFault) {
        guard algorithm == .ed25519 || algorithm == .cosignature else { throw .unknownAlgorithm }
        guard let registered = try? RegisteredKey(key.publicKey.rawRepresentation) else { throw .refusedKey }
        self.key = key
        verifier = VerifierKey(name: name, algorithm: algorithm, key: registered)
    }

    /// Reads the text that ``secretText()`` writes, which Go's note package writes too.
    public init(parsing text: String) throws(NoteFault) {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].elementsEqual("PRIVATE".utf8), parts[1].elementsEqual("KEY".utf8),
            let name = String(parts[2]), let id = UInt32(hexadecimal: parts[3]),
            let bytes = Base64.bytes(parts[4]), let first = bytes.first
        else { throw .badKey }
        let algorithm = SignatureAlgorithm(rawValue: first)
        try self.init(name: KeyName(name), algorithm: algorithm, seed: Array(bytes[1...]))
        guard id == verifier.id else { throw .wrongKeyID }
    }

    /// The private key as text: for a file that only its owner can read, and for nothing else.
    public func secretText() -> String {
        let bytes = [verifier.algorithm.rawValue] + key.rawRepresentation
        return "PRIVATE+KEY+\(name)+\(verifier.id.hexadecimal)+\(Base64.text(bytes))"
    }

    /// Signs bytes as they are.
    func signature(of message: [UInt8]) throws(NoteFault) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else { throw .badKey }
        return Array(signature)
    }

    /// Signs the text of a note.
    ///
    /// - Throws: ``NoteFault/unknownAlgorithm`` if the key is a witness's: those sign with a time, see ``cosign(_:at:)``.
    public func sign(_ text: NoteText) throws(NoteFault) -> NoteSignature {
        guard verifier.algorithm == .ed25519 else { throw .unknownAlgorithm }
        return NoteSignature(name: name, keyID: verifier.id, bytes: try signature(of: text.bytes))
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The name of the key, nothing of its secret.
    public var description: String { "signing key \(name)" }

    /// The name of the key, nothing of its secret.
    public var debugDescription: String { description }

    /// Nothing: what prints by reflection finds no secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
