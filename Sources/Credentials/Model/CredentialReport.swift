/// What came of checking a credential, step by step, for people who want to see why.
public struct CredentialReport: Sendable, Hashable {
    /// The steps, in the order in which they are taken.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// It can be read: JSON, or a token.
        case form
        /// It is as the data model has it.
        case model
        /// Every signature is right.
        case signature
        /// It was the issuer who signed.
        case issuer
        /// The time is within the time of validity.
        case validity
        /// It was not withdrawn.
        case status
    }

    /// What came of a step.
    public enum Outcome: Sendable, Hashable {
        /// It is right.
        case passed
        /// It is not right.
        case failed(CredentialFault)
        /// It could not be found out, as when a status list is not at hand.
        case unknown(CredentialFault)
        /// The credential has nothing of the kind.
        case absent
        /// It was not looked at, because an earlier step failed.
        case skipped
    }

    /// What came of each step.
    public private(set) var outcomes: [Step: Outcome] = [:]
    /// The credential, if its signatures are right and of its issuer.
    public internal(set) var verified: VerifiedCredential?

    init() {}

    subscript(step: Step) -> Outcome {
        get { outcomes[step] ?? .skipped }
        set { outcomes[step] = newValue }
    }

    /// The steps with what came of each, in order.
    public var steps: [(step: Step, outcome: Outcome)] { Step.allCases.map { ($0, self[$0]) } }

    /// Whether no step failed and none was left out; a status that is not known is no failure.
    public var isValid: Bool {
        Step.allCases.allSatisfy { step in
            switch self[step] {
            case .passed, .absent, .unknown: true
            case .failed, .skipped: false
            }
        }
    }

    /// What is wrong, if anything is.
    public var fault: CredentialFault? {
        for step in Step.allCases {
            if case .failed(let fault) = self[step] { return fault }
        }
        return nil
    }
}
