/// What came of looking at one file, step by step.
public struct VerificationReport: Sendable, Hashable {
    /// What the file is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A ``ProofBundle``.
        case bundle
        /// A credential, as a document or a token.
        case credential
        /// A C2SP tlog-proof.
        case proof
        /// A checkpoint of a log.
        case checkpoint
        /// A time stamp (RFC 3161).
        case stamp
        /// The folder of a log, or a mirror of one.
        case log
        /// Nothing that is known here.
        case other
    }

    /// All in all.
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// Everything is right, and those who are trusted vouch for it.
        case verified
        /// Something is not right.
        case failed
        /// Nothing is wrong, but nobody who is trusted vouches for all of it.
        case unvouched
        /// It cannot be read, or is nothing that is known here.
        case unreadable
    }

    /// What the file is.
    public let kind: Kind
    /// The steps, in the order in which they were taken.
    public private(set) var steps: [VerificationStep]

    /// A report.
    public init(_ kind: Kind, _ steps: [VerificationStep] = []) {
        self.kind = kind
        self.steps = steps
    }

    /// That a file could not be read.
    public static let unreadable = VerificationReport(.other, [.init(.form, .failed, "unreadable")])

    mutating func append(_ more: [VerificationStep]) { steps += more }

    /// All in all: one wrong step makes it wrong, and one open step leaves it open.
    public var verdict: Verdict {
        if kind == .other { return .unreadable }
        if steps.contains(where: { $0.outcome == .failed }) { return .failed }
        return steps.contains { $0.outcome == .unknown } ? .unvouched : .verified
    }

    /// The key of the text that says the verdict to people.
    public var messageKey: String { "verify.verdict.\(verdict.rawValue)" }
}
