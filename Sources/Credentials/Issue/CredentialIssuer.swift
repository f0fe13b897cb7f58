public import Formats
public import Vocabulary

/// Issues credentials in the name of one identifier.
public struct CredentialIssuer: Sendable {
    /// What stands around the content of a credential.
    public struct Envelope: Sendable {
        /// The identifier of the credential, an address or `urn:uuid:…`.
        public var id: String
        /// From when it is valid.
        public var validFrom: UTCInstant
        /// Until when it is valid.
        public var validUntil: UTCInstant?
        /// Where its states can be looked up: one entry for each purpose.
        public var statuses: [StatusEntry]

        /// What stands around.
        public init(
            id: String,
            validFrom: UTCInstant,
            validUntil: UTCInstant? = nil,
            statuses: [StatusEntry] = []
        ) {
            self.id = id
            self.validFrom = validFrom
            self.validUntil = validUntil
            self.statuses = statuses
        }
    }

    /// The identifier of the issuer.
    public let identifier: String
    /// Its name, for people.
    public let name: String
    /// The name of the key in the document of the issuer.
    public let keyName: String
    private let key: SigningKey
    private let vocabulary: String

    /// An issuer.
    ///
    /// - Parameters:
    ///   - identifier: Its identifier, `did:web` for an organisation.
    ///   - name: Its name.
    ///   - keyName: The name of the key in its document.
    ///   - key: The secret key.
    ///   - vocabulary: The address in front of the words of its credentials; without one, a page of its own site.
    public init(
        identifier: String,
        name: String,
        keyName: String,
        key: SigningKey,
        vocabulary: String? = nil
    ) throws(CredentialFault) {
        guard keyName.utf8.starts(with: "\(identifier)#".utf8) else {
            throw CredentialFault(.unknownKey, "\(keyName) is no key of \(identifier)")
        }
        self.identifier = identifier
        self.name = name
        self.keyName = keyName
        self.key = key
        if let vocabulary {
            self.vocabulary = vocabulary
        } else if let site = try? WebIdentifier(identifier) {
            self.vocabulary = "https://\(site.host)\(site.port.map { ":\($0)" } ?? "")/terms#"
        } else {
            self.vocabulary = "\(identifier)#"
        }
    }

    /// A credential, not signed yet.
    public func unsigned(_ content: CredentialContent, _ envelope: Envelope) throws(CredentialFault) -> JSONNode {
        var members: [JSONNode.Member] = [
            .init(
                "@context",
                .array([.string(VerifiableCredential.context), content.context(vocabulary: vocabulary)])
            ),
            .init("id", .string(envelope.id)),
            .init("type", .array([.string("VerifiableCredential"), .string(content.type)])),
            .init("issuer", issuer(content)), .init("validFrom", .string(envelope.validFrom.secondText)),
        ]
        if let until = envelope.validUntil { members.append(.init("validUntil", .string(until.secondText))) }
        if case .trainingBadge(let badge) = content { members.append(.init("name", .string(badge.courseName))) }
        members.append(.init("credentialSubject", content.subject))
        if let states = StatusEntry.json(of: envelope.statuses) { members.append(.init("credentialStatus", states)) }
        let credential = JSONNode.object(members)
        _ = try VerifiableCredential(credential)
        return credential
    }

    private func issuer(_ content: CredentialContent) -> JSONNode {
        var members: [JSONNode.Member] = [.init("id", .string(identifier))]
        // Open Badges 3.0 asks what the issuer is.
        if case .trainingBadge = content { members.append(.init("type", .array([.string("Profile")]))) }
        members.append(.init("name", .string(name)))
        return .object(members)
    }

    /// A credential with a proof in it.
    public func document(
        _ content: CredentialContent,
        _ envelope: Envelope,
        created: UTCInstant
    ) throws(CredentialFault) -> JSONNode {
        try sign(try unsigned(content, envelope), created: created)
    }

    /// A credential in a token, as UNTP demands it.
    public func token(_ content: CredentialContent, _ envelope: Envelope) throws(CredentialFault) -> String {
        try CredentialToken.sign(try unsigned(content, envelope), with: key, keyName: keyName)
    }

    /// Any credential of this issuer in a token.
    public func token(of credential: JSONNode) throws(CredentialFault) -> String {
        let checked = try VerifiableCredential(credential)
        guard isSame(checked.issuer, identifier) else { throw CredentialFault(.notByIssuer, checked.issuer) }
        return try CredentialToken.sign(credential, with: key, keyName: keyName)
    }

    /// Any credential of this issuer with a proof in it: a status list, say.
    public func sign(_ credential: JSONNode, created: UTCInstant) throws(CredentialFault) -> JSONNode {
        let checked = try VerifiableCredential(credential)
        guard isSame(checked.issuer, identifier) else { throw CredentialFault(.notByIssuer, checked.issuer) }
        return try SecuredDocument.adding(.init(keyName: keyName, created: created), to: credential, with: key)
    }
}
