public import Ledger

/// How a witness stands to the log, in one round of asking.
public enum WitnessStanding: Sendable, Hashable {
    /// It signed the newest checkpoint.
    case fresh
    /// It answered, and did not sign.
    case behind(WitnessTrouble)
    /// It did not answer.
    case down(WitnessTrouble)
    /// It saw another history of the log than ours.
    case conflict(WitnessConflict)

    /// A word for it, for pages and other programs.
    public var word: String {
        switch self {
        case .fresh: "fresh"
        case .behind: "behind"
        case .down: "down"
        case .conflict: "conflict"
        }
    }

    /// Why, where there is a reason to give.
    public var trouble: WitnessTrouble? {
        switch self {
        case .behind(let trouble), .down(let trouble): trouble
        case .fresh, .conflict: nil
        }
    }

    /// The key of the text that says this to people.
    public var messageKey: String { "witness.standing.\(word)" }
}

/// Why a witness did not sign.
public enum WitnessTrouble: String, Sendable, Hashable, CaseIterable {
    /// The policy does not say where it is.
    case noAddress = "no-address"
    /// Nobody has asked it yet, since the program began.
    case notAsked = "not-asked"
    /// No answer came.
    case silent
    /// It says that it cannot answer now.
    case busy
    /// It does not know the log (404).
    case unknownLog = "unknown-log"
    /// It knows the log by another key (403).
    case forbidden
    /// It does not understand the request (400).
    case notUnderstood = "not-understood"
    /// It says that the log contradicts what it saw (422), and shows nothing that proves it.
    case saysInconsistent = "says-inconsistent"
    /// It says that it saw more than there is, and shows nothing that proves it.
    case sawMore = "saw-more"
    /// The log grew meanwhile, and the witness saw more of it already.
    case overtaken
    /// Its answer is none of the protocol, or a signature that is not its own.
    case badAnswer = "bad-answer"

    /// The key of the text that says this to people.
    public var messageKey: String {
        "witness.trouble." + rawValue.map { $0 == "-" ? "_" : String($0) }.joined()
    }
}

/// Two checkpoints of one log that cannot both be true, each signed by the log's key; a witness signed the second.
///
/// If the sizes are the same, so that the roots differ, the two notes prove it to anybody. If they are not, whoever has the
/// tiles of the log finds another root at the smaller size than the note says.
public struct WitnessConflict: Sendable, Hashable {
    /// The witness's name in the policy.
    public let witness: String
    /// The checkpoint of the log as it is here.
    public let ours: SignedNote
    /// The checkpoint that the witness signed.
    public let theirs: SignedNote
}

/// What came of asking the witnesses.
public struct WitnessReport: Sendable, Hashable {
    /// What came of one witness.
    public struct Line: Sendable, Hashable {
        /// The witness.
        public let witness: TrustPolicy.Witness
        /// How it stands.
        public let standing: WitnessStanding
        /// The last checkpoint of the log that it signed, as far as is known here, with its time; nil if none.
        public let last: VerifiedCheckpoint?
    }

    /// The newest checkpoint, with the signatures of all witnesses that are fresh.
    public let checkpoint: VerifiedCheckpoint
    /// The witnesses, in the order of the policy.
    public let lines: [Line]
    /// Whether enough witnesses signed the newest checkpoint.
    public let isMet: Bool
}
