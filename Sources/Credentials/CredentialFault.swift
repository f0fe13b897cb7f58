/// Why a key, an identifier, a proof, a token or a credential is refused.
public struct CredentialFault: ReasonedFault, Sendable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        // Texts
        /// It is no JSON, or says one thing twice, or holds what cannot be written back.
        case malformedJSON
        /// It is longer than anything that we would read.
        case tooLarge
        /// A number in it means something else after rounding: it may not be signed.
        case inexactNumber

        // Keys
        /// The text is no key.
        case malformedKey
        /// A key of a kind that is not used here.
        case unsupportedKey
        /// A key with which anybody could sign, or that has a second spelling.
        case weakKey
        /// A document for everybody holds the secret half of a key.
        case secretKeyPublished

        // Identifiers and their documents
        /// The text is no decentralised identifier, or one that must not be looked up.
        case malformedIdentifier
        /// An identifier of a method that is not used here.
        case unsupportedMethod
        /// The document of an identifier is not as the standard has it.
        case malformedDocument
        /// The document speaks of another identifier.
        case foreignDocument
        /// Nobody gave the document of this identifier.
        case unresolved

        // Keys within documents
        /// The document names no such key.
        case unknownKey
        /// The document does not allow this key for this purpose.
        case notForPurpose
        /// The key was not in the document at the time that counts.
        case notYetValidKey
        /// The key was withdrawn, or had run out, before the time that counts.
        case retiredKey
        /// The key was in wrong hands at the time that counts.
        case compromisedKey
        /// A version of a document would change what was logged before.
        case historyRewritten

        // Proofs
        /// There is no proof.
        case noProof
        /// A proof is not as the standard has it.
        case malformedProof
        /// A cryptographic suite that is not used here.
        case unsupportedSuite
        /// The proof is of another context than the document.
        case contextMismatch
        /// The context goes on after what was signed.
        case unsignedContext
        /// A proof builds on one that is not there.
        case missingPreviousProof
        /// Proofs build on each other in a circle.
        case cyclicProofs
        /// The proof had run out.
        case expiredProof
        /// The proof says that it was made later than now.
        case proofFromFuture
        /// What was signed is not what is here, or another key signed it.
        case signatureMismatch

        // Tokens
        /// The text is no signed token.
        case malformedToken
        /// An algorithm that is not used here, such as `none` or one with a shared secret.
        case unsupportedAlgorithm
        /// The token names another algorithm than the key is for.
        case algorithmMismatch
        /// The token is not of the type `vc+jwt`.
        case wrongType
        /// The token demands something that is not understood here.
        case criticalHeader
        /// The credential stands in a claim `vc` or `vp`, as an earlier standard had it.
        case earlierForm
        /// A claim of the token contradicts the credential.
        case contradiction
        /// The token had run out, or is not in use yet.
        case tokenOutOfTime

        // Credentials
        /// The credential is not as the data model has it.
        case malformedCredential
        /// A credential of an earlier data model.
        case earlierModel
        /// Somebody else than the issuer signed.
        case notByIssuer
        /// The time of validity has not begun.
        case notYetValid
        /// The time of validity is over.
        case expired

        // Status
        /// The list of states is not as the standard has it.
        case malformedStatus
        /// The list has fewer entries than the standard asks for.
        case shortStatusList
        /// The entry is outside the list.
        case outsideStatusList
        /// The list is for another purpose.
        case wrongStatusPurpose
        /// Nobody gave the list.
        case statusUnknown
        /// The credential was withdrawn for good.
        case revoked
        /// The credential is withdrawn for the time being.
        case suspended
    }

    /// What is wrong.
    public let reason: Reason
    /// Where, in words for the person who looks into it; empty where the reason says it all.
    public let detail: String

    /// Makes a fault.
    public init(_ reason: Reason, _ detail: String = "") {
        self.reason = reason
        self.detail = detail
    }
}
