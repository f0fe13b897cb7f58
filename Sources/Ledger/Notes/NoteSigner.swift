/// Whoever signs for a log: a key in memory, or a device that never gives its key away.
public protocol NoteSigner: Sendable {
    /// The public key.
    var verifier: VerifierKey { get }

    /// Signs the text of a note.
    func sign(_ text: NoteText) throws(NoteFault) -> NoteSignature
}

/// Whoever signs checkpoints as a witness.
public protocol NoteCosigner: Sendable {
    /// The public key.
    var verifier: VerifierKey { get }

    /// Signs a checkpoint, at a time in seconds since 1970.
    func cosign(_ text: NoteText, at time: UInt64) throws(NoteFault) -> NoteSignature
}

extension SigningKey: NoteSigner, NoteCosigner {}
