/// One thing that was looked at, and what came of it: for people as a text in their language, for programs as words.
public struct VerificationStep: Sendable, Hashable {
    /// What came of it.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// It is right.
        case passed
        /// It is not right.
        case failed
        /// There is nothing of the kind, or nothing that could be proven.
        case absent
        /// It could not be found out: nobody who is trusted vouches for it, or what it rests on is not right.
        case unknown
    }

    /// What was looked at.
    public enum Name: String, Sendable, Hashable, CaseIterable {
        /// It can be read, and has one spelling.
        case form
        /// It is as its maker left it.
        case checksum
        /// What it says it is about.
        case about
        /// Whether the reader trusts the log.
        case trust
        /// The log signed the checkpoint.
        case checkpoint
        /// Somebody signed who is not known.
        case signer
        /// A witness saw the checkpoint.
        case witness
        /// Enough witnesses did.
        case quorum
        /// The entry stands in the log.
        case entry
        /// The statement stands in its batch.
        case statement
        /// The bytes are those that the statement is about.
        case bytes
        /// The log only grew between two checkpoints.
        case consistency
        /// An authority states the time.
        case stamp
        /// The data are those that were stamped.
        case data
        /// What the log was told of an identifier's keys.
        case history
        /// The log has the credential.
        case logged
        /// A step of a credential.
        case credential
        /// Every file of a log.
        case log
    }

    /// A value in a text, by the name of its placeholder.
    public struct Argument: Sendable, Hashable {
        /// The placeholder.
        public let name: String
        /// The value.
        public let value: String
    }

    /// What was looked at.
    public let name: Name
    /// What came of it.
    public let outcome: Outcome
    /// The key of the text that says so, in `Content/messages`.
    public let message: String
    /// What stands for the placeholders of the text.
    public let arguments: [Argument]
    /// The key of a text that says why; nil if the first says it all.
    public let reason: String?
    /// The parts of the file that are at fault, or that were looked at: `items[3].statement`.
    public let places: [String]

    init(
        _ name: Name,
        _ outcome: Outcome,
        _ word: String,
        _ arguments: KeyValuePairs<String, String> = [:],
        reason: String? = nil,
        at places: [String] = []
    ) {
        self.name = name
        self.outcome = outcome
        message = "verify.\(name.rawValue).\(word)"
        self.arguments = arguments.map { Argument(name: $0.key, value: $0.value) }
        self.reason = reason
        self.places = places
    }

    /// A step that has its text already; a detail is for the person who looks for the place.
    init(_ name: Name, _ outcome: Outcome, key: String, reason: String?, detail: String = "") {
        self.name = name
        self.outcome = outcome
        message = key
        arguments = detail.isEmpty ? [] : [Argument(name: "detail", value: detail)]
        self.reason = reason
        places = []
    }
}
