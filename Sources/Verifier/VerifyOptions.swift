public import Vocabulary

/// What `touchstone verify` was asked.
public struct VerifyOptions: Sendable {
    /// How the answer is written.
    public enum Format: String, Sendable, CaseIterable {
        /// Sentences.
        case text
        /// One object a file and line.
        case json
    }

    /// The files and folders.
    public var paths: [String] = []
    /// Files that say who is trusted: policies, keys, identifiers.
    public var trust: [String] = []
    /// Certificates of authorities for time, in PEM.
    public var authorities: [String] = []
    /// Documents of identifiers, or the histories of their keys.
    public var documents: [String] = []
    /// Status lists.
    public var statusLists: [String] = []
    /// The proof bundle that shows a credential in a log.
    public var proof: String?
    /// The entry that a proof of inclusion is about.
    public var entry: String?
    /// The data that a time stamp is over.
    public var data: String?
    /// The time at which credentials are looked at; nil is now.
    public var time: UTCInstant?
    /// How the answer is written.
    public var format = Format.text
    /// The language of sentences.
    public var language = Language.en

    /// Asks nothing yet.
    public init() {}

    /// A time such as `2026-11-22T10:00:00Z`, or a day, which means its end; nil for anything else.
    public static func time(_ text: String) -> UTCInstant? {
        if let time = try? UTCInstant(text) { return time }
        guard text.utf8.count == 10 else { return nil }
        return try? UTCInstant("\(text)T23:59:59.999Z")
    }
}

/// What the exit status of the command says.
public enum VerifyStatus: Int32, Sendable {
    /// Everything was verified against what is trusted.
    case verified = 0
    /// Something is wrong.
    case failed = 1
    /// Something could not be read, or is nothing that is known.
    case unreadable = 2
    /// Nothing is wrong, but nobody who is trusted vouches for all of it.
    case unvouched = 3
}
