/// A credential whose signatures are right and whose issuer signed it.
///
/// Whether it is valid now, and what its state is, the ``CredentialReport`` tells.
public struct VerifiedCredential: Sendable, Hashable {
    /// How a credential was signed.
    public enum Form: String, Sendable, Hashable {
        /// With proofs in the document.
        case dataIntegrity
        /// In a token.
        case token
    }

    /// What it says.
    public let credential: VerifiableCredential
    /// How it was signed.
    public let form: Form
    /// The keys that signed it, in the order of the proofs.
    public let keys: [DIDDocument.Key]

    init(_ credential: VerifiableCredential, form: Form, keys: [DIDDocument.Key]) {
        self.credential = credential
        self.form = form
        self.keys = keys
    }
}
