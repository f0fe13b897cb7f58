/// Whoever signs for a log: a key in memory, or a device that never gives its key away.
public protocol NoteSigner: Sendable {
    /// The public key.
    var verifier: VerifierKey { get }

    /// Signs the text of a note.
    func sign(_ text: NoteText) throws(NoteFault) -> NoteSignature
}

extension SigningKey: NoteSigner {}
