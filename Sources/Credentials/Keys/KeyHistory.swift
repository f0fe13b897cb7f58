public import Vocabulary

/// Every version of one identifier's document that a log has seen, and when.
///
/// A web site shows only its keys of today, so that each change of keys makes yesterday's credentials uncheckable
/// (w3c-ccg/did-method-web, issue 85), and whoever takes over the domain could sign for the past. A log ends both: a
/// credential is checked against the keys that the log had at the time at which the log saw the credential. The time
/// that a credential gives itself counts for nothing, for a thief of a key can write any.
public struct KeyHistory: Sendable, Hashable {
    /// One version of the document.
    public struct Version: Sendable, Hashable {
        /// The document.
        public let document: DIDDocument
        /// When the log saw it.
        public let loggedAt: UTCInstant
        /// Its place in the log.
        public let entry: UInt64

        /// A version.
        public init(_ document: DIDDocument, loggedAt: UTCInstant, entry: UInt64) {
            self.document = document
            self.loggedAt = loggedAt
            self.entry = entry
        }
    }

    /// A statement that a key was in wrong hands.
    public struct Compromise: Sendable, Hashable {
        /// The name of the key.
        public let keyName: String
        /// Since when; as a rule earlier than anybody noticed.
        public let since: UTCInstant
        /// When the log saw the statement.
        public let loggedAt: UTCInstant
        /// Its place in the log.
        public let entry: UInt64

        /// A statement.
        public init(_ keyName: String, since: UTCInstant, loggedAt: UTCInstant, entry: UInt64) {
            self.keyName = keyName
            self.since = since
            self.loggedAt = loggedAt
            self.entry = entry
        }
    }

    /// What became of a key, for people to see.
    public enum State: Sendable, Hashable {
        /// It may be used since that time.
        case current(since: UTCInstant)
        /// It was taken out at that time; what was logged before stays valid.
        case retired(since: UTCInstant)
        /// It was in wrong hands since that time; what was logged since is not valid.
        case compromised(since: UTCInstant)
    }

    /// The identifier.
    public let identifier: String
    /// The versions in the order of the log.
    public private(set) var versions: [Version] = []
    /// The statements about keys in wrong hands, in the order of the log.
    public private(set) var compromises: [Compromise] = []

    /// A history without a version yet.
    public init(of identifier: String) {
        self.identifier = identifier
    }

    /// Adds the next version; it must stand later in the log than everything before.
    ///
    /// - Throws: ``CredentialFault/Reason/historyRewritten`` if it does not, or if it gives an old key's name to another
    ///   key: a credential that names the key would then have two meanings.
    public mutating func append(_ version: Version) throws(CredentialFault) {
        guard version.document.identifier == identifier else {
            throw CredentialFault(.foreignDocument, version.document.identifier)
        }
        try requireLater(version.entry, version.loggedAt)
        for key in version.document.keys {
            let earlier = versions.lazy.flatMap(\.document.keys).first { $0.name == key.name && $0.key != key.key }
            guard earlier == nil else { throw CredentialFault(.historyRewritten, "\(key.name) is another key") }
        }
        versions.append(version)
    }

    /// Adds a statement that a key was in wrong hands; it must stand later in the log than everything before.
    public mutating func append(_ compromise: Compromise) throws(CredentialFault) {
        guard versions.contains(where: { $0.document.keys.contains { $0.name == compromise.keyName } }) else {
            throw CredentialFault(.unknownKey, compromise.keyName)
        }
        guard compromise.since.milliseconds <= compromise.loggedAt.milliseconds else {
            throw CredentialFault(.historyRewritten, "a compromise in the future")
        }
        try requireLater(compromise.entry, compromise.loggedAt)
        compromises.append(compromise)
    }

    private func requireLater(_ entry: UInt64, _ time: UTCInstant) throws(CredentialFault) {
        let entries = [versions.last?.entry, compromises.last?.entry].compactMap(\.self)
        let times = [versions.last?.loggedAt, compromises.last?.loggedAt].compactMap(\.self?.milliseconds)
        guard entries.allSatisfy({ $0 < entry }), times.allSatisfy({ $0 <= time.milliseconds }) else {
            throw CredentialFault(.historyRewritten, "entry \(entry) is not the last")
        }
    }

    /// The document as the log had it at that time; nil before the first.
    public func document(at time: UTCInstant) -> DIDDocument? {
        versions.last { $0.loggedAt.milliseconds <= time.milliseconds }?.document
    }

    /// What became of a key; nil if no version has it.
    public func state(of keyName: String) -> State? {
        guard let first = versions.first(where: { $0.has(keyName) }) else { return nil }
        if let since = compromises.filter({ $0.keyName == keyName }).map(\.since).min() {
            return .compromised(since: since)
        }
        guard versions.last?.has(keyName) == false else { return .current(since: first.loggedAt) }
        let lastWith = versions.lastIndex { $0.has(keyName) } ?? 0
        return .retired(since: versions[lastWith + 1].loggedAt)
    }

    /// The key of a name, if the log had it for the purpose at that time and nobody says that it was in wrong hands.
    public func key(
        _ name: String,
        for purpose: DIDDocument.Purpose,
        at time: UTCInstant
    ) throws(CredentialFault) -> DIDDocument.Key {
        guard let first = versions.first(where: { $0.has(name) }) else { throw CredentialFault(.unknownKey, name) }
        guard first.loggedAt.milliseconds <= time.milliseconds, let document = document(at: time) else {
            throw CredentialFault(.notYetValidKey, name)
        }
        let isCompromised = compromises.contains { $0.keyName == name && $0.since.milliseconds <= time.milliseconds }
        guard !isCompromised else { throw CredentialFault(.compromisedKey, name) }
        do {
            return try document.key(name, for: purpose).usable(at: time)
        } catch  where error.reason == .unknownKey {
            throw CredentialFault(.retiredKey, name)
        }
    }
}

extension KeyHistory.Version {
    fileprivate func has(_ keyName: String) -> Bool { document.keys.contains { $0.name == keyName } }
}

/// The histories of several identifiers, as a verifier asks them.
public struct KeyHistories: KeySource {
    private let histories: [String: KeyHistory]

    /// A source of these histories.
    public init(_ histories: [KeyHistory]) {
        self.histories = Dictionary(histories.map { ($0.identifier, $0) }) { $1 }
    }

    /// The key as the log had it at that time.
    public func key(
        _ name: String,
        for purpose: DIDDocument.Purpose,
        at time: UTCInstant
    ) throws(CredentialFault) -> DIDDocument.Key {
        try histories.owner(ofKey: name).key(name, for: purpose, at: time)
    }
}
