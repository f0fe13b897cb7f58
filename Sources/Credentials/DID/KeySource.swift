public import Vocabulary

/// Where a verifier has documents of identifiers from.
///
/// No look-up happens here: whoever can ask the network asks it before, and passes what it was told. Sources compose:
/// ``IdentifierKeys`` for identifiers that are keys, ``KnownDocuments`` for documents fetched now, and
/// ``KeyHistories`` for what a log remembers.
public protocol KeySource: Sendable {
    /// The key of a name, if it might be used for the purpose at that time.
    ///
    /// - Parameters:
    ///   - name: The name that a proof or a token gives the key.
    ///   - purpose: What it was used for.
    ///   - time: When it was used; the time at which a log saw the statement, where there is one.
    func key(
        _ name: String,
        for purpose: DIDDocument.Purpose,
        at time: UTCInstant
    ) throws(CredentialFault) -> DIDDocument.Key
}

/// The keys of identifiers that are keys themselves.
public struct IdentifierKeys: KeySource {
    /// Makes the source.
    public init() {}

    /// The key that the name spells.
    public func key(
        _ name: String,
        for purpose: DIDDocument.Purpose,
        at time: UTCInstant
    ) throws(CredentialFault) -> DIDDocument.Key {
        let url = try DIDURL(name)
        guard url.method == "key" else { throw CredentialFault(.unresolved, url.identifier) }
        // A key has one spelling, so that its name needs no document to be compared with.
        let key = try PublicKey(multikey: url.specific)
        guard url.fragment == url.specific else { throw CredentialFault(.unknownKey, name) }
        guard KeyIdentifier.purposes(of: key).contains(purpose) else { throw CredentialFault(.notForPurpose, name) }
        return DIDDocument.Key(name: name, controller: url.identifier, key: key)
    }
}

/// Documents that somebody fetched, as they are today.
public struct KnownDocuments: KeySource {
    private let documents: [String: DIDDocument]

    /// A source of these documents; of two of one identifier the later counts.
    public init(_ documents: [DIDDocument]) {
        self.documents = Dictionary(documents.map { ($0.identifier, $0) }) { $1 }
    }

    /// The key, as the document has it now; it must not have run out, or been revoked, at that time.
    public func key(
        _ name: String,
        for purpose: DIDDocument.Purpose,
        at time: UTCInstant
    ) throws(CredentialFault) -> DIDDocument.Key {
        let document = try documents.owner(ofKey: name)
        do {
            return try document.key(name, for: purpose).usable(at: time)
        } catch  where error.reason == .notForPurpose {
            // A document that still shows an old key allows it for nothing: that it was retired says more.
            if let key = document.keys.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
                _ = try key.usable(at: time)
            }
            throw error
        }
    }
}

extension Dictionary where Key == String {
    /// What is known of the identifier that a key's name begins with.
    func owner(ofKey name: String) throws(CredentialFault) -> Value {
        // By bytes: a mark that joins the number sign would make it another character.
        let identifier = String(decoding: name.utf8.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
        guard let owner = self[identifier] else { throw CredentialFault(.unresolved, identifier) }
        return owner
    }
}

/// Several sources: the first that knows the identifier answers.
public struct KeySources: KeySource {
    private let sources: [any KeySource]

    /// A source of these, asked in order.
    public init(_ sources: [any KeySource]) {
        self.sources = sources
    }

    /// The key as the first source has it that knows the identifier; what that source refuses stays refused.
    public func key(
        _ name: String,
        for purpose: DIDDocument.Purpose,
        at time: UTCInstant
    ) throws(CredentialFault) -> DIDDocument.Key {
        for source in sources {
            do {
                return try source.key(name, for: purpose, at: time)
            } catch  where error.reason == .unresolved {
                continue
            }
        }
        throw CredentialFault(.unresolved, name)
    }
}

extension DIDDocument.Key {
    /// The key itself, unless it had run out or was revoked by then.
    func usable(at time: UTCInstant) throws(CredentialFault) -> DIDDocument.Key {
        if let expires, time.milliseconds >= expires.milliseconds { throw CredentialFault(.retiredKey, name) }
        if let revoked, time.milliseconds >= revoked.milliseconds { throw CredentialFault(.retiredKey, name) }
        return self
    }
}
