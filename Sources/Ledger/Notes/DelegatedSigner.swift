import Curves

/// A key that somebody else holds: a device, or a program, that is given a message and gives back a signature.
///
/// What it gives back is checked before it goes any further.
public struct DelegatedSigner: NoteSigner, NoteCosigner {
    /// The public key.
    public let verifier: VerifierKey
    private let ask: @Sendable (_ message: [UInt8]) throws(NoteFault) -> [UInt8]

    /// Makes a signer.
    ///
    /// - Parameter ask: Gives the 64 bytes of an Ed25519 signature over a message, or throws
    ///   ``NoteFault/signerFailed``.
    public init(
        _ verifier: VerifierKey,
        ask: @escaping @Sendable (_ message: [UInt8]) throws(NoteFault) -> [UInt8]
    ) {
        self.verifier = verifier
        self.ask = ask
    }

    /// Signs the text of a note, as a log does.
    public func sign(_ text: NoteText) throws(NoteFault) -> NoteSignature {
        guard verifier.algorithm == .ed25519 else { throw .unknownAlgorithm }
        return NoteSignature(name: verifier.name, keyID: verifier.id, bytes: try signature(of: text.bytes))
    }

    /// Signs a checkpoint, as a witness does.
    public func cosign(_ text: NoteText, at time: UInt64) throws(NoteFault) -> NoteSignature {
        try Cosignature.line(below: text, at: time, by: verifier) { (message) throws(NoteFault) in
            try signature(of: message)
        }
    }

    private func signature(of message: [UInt8]) throws(NoteFault) -> [UInt8] {
        let signature = try ask(message)
        guard verifier.key.isValid(signature, for: message) else { throw .wrongSignature }
        return signature
    }
}
