/// Why a time stamp is refused.
public struct TimeStampFault: ReasonedFault, Sendable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// It is no time stamp, or one with parts that do not fit together.
        case malformed
        /// It is longer than anything that we would read.
        case tooLarge
        /// The authority refused to give one.
        case notGranted
        /// A version of the format that is not known here.
        case unsupportedVersion
        /// An algorithm that is not used here, or not any more.
        case unsupportedAlgorithm
        /// It demands what nobody here understands.
        case unknownCriticalExtension

        /// It is over something else.
        case imprintMismatch
        /// It is the answer to another question.
        case nonceMismatch
        /// It was made under another policy than the one asked for.
        case policyMismatch

        /// There is not exactly one signer.
        case notOneSigner
        /// The signed attributes that bind it together are missing, or not right.
        case attributesMismatch
        /// The certificate that the signer names is not at hand.
        case signerUnknown
        /// The signer's certificate is another than the one that was signed for.
        case certificateMismatch
        /// The certificate is not one for time stamps and nothing else.
        case notForTimeStamps
        /// The name of the authority is not that of the certificate.
        case authorityMismatch
        /// No chain of certificates leads to one that is trusted.
        case untrusted
        /// A certificate of the chain was not valid at the time of the stamp.
        case certificateOutOfTime
        /// What was signed is not what is here, or another key signed it.
        case signatureMismatch
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
