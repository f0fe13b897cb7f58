public import Credentials
import Crypto
import Formats
import Foundation
public import Store
public import Vocabulary

/// Issues credentials in the name of the installation's identifier, and says what became of them.
///
/// ```swift
/// let office = CredentialOffice(store, settings: .init(passphrase: { nil }))
/// let issued = try await office.issue(.lot, "L-7", .init(reason: ""), by: reader)
/// ```
public struct CredentialOffice: Sendable {
    /// What the configuration says.
    public struct Settings: Sendable {
        /// The name of the issuer, for people; nil for that of the site.
        public var issuerName: String?
        /// What opens sealed keys; nil if there is nothing.
        public var passphrase: @Sendable () throws -> String?

        /// Settings; without any, keys are not sealed and the issuer is named after the site.
        public init(issuerName: String? = nil, passphrase: @escaping @Sendable () throws -> String? = { nil }) {
            self.issuerName = issuerName
            self.passphrase = passphrase
        }
    }

    /// What whoever issues decides.
    public struct Order: Sendable, Hashable {
        /// Why it is issued although findings are open; empty for no reason.
        public var reason: String
        /// Until when it is valid; nil for what is usual for its kind.
        public var validUntil: UTCInstant?

        /// An order.
        public init(reason: String = "", validUntil: UTCInstant? = nil) {
            self.reason = reason
            self.validUntil = validUntil
        }
    }

    let store: FactStore
    private let settings: Settings
    private let now: @Sendable () -> UTCInstant?

    /// An office of a store.
    public init(
        _ store: FactStore,
        settings: Settings = Settings(),
        now: @escaping @Sendable () -> UTCInstant? = CredentialOffice.clock
    ) {
        self.store = store
        self.settings = settings
        self.now = now
    }

    /// The machine's clock, in whole seconds, as credentials have it.
    @Sendable public static func clock() -> UTCInstant? {
        UTCInstant(milliseconds: Int(Date().timeIntervalSince1970) * 1_000)
    }

    /// Issues a credential about a licence, a lot or a site, as the store has it now.
    ///
    /// - Throws: ``IssuingFault``; ``Denial`` if the actor lacks the capability, or it is another agency's.
    /// - Returns: Its identifier.
    public func issue(
        _ kind: IssuedCredential.Kind,
        _ id: String,
        _ order: Order,
        by actor: Reader
    ) async throws -> String {
        guard let material = try await store.credentialMaterial(of: kind, id, as: actor) else {
            throw IssuingFault.notFound
        }
        try await store.checkMayIssue(about: material.basis.owner, by: actor)
        if kind == .licence { try Self.checkLicence(material, order) }
        if material.openFindings > 0, Self.isBlank(order.reason) {
            throw IssuingFault.needsReason(material.openFindings)
        }
        return try await issue(kind, material.basis, order, by: actor) { writing throws(CredentialFault) in
            try writing.credential(kind, material)
        }
    }

    /// Issues a badge for training.
    ///
    /// - Parameter marking: How it is marked: it names a person.
    public func issueBadge(
        _ badge: CredentialContent.TrainingBadge,
        marking: HandlingMarking = .amber,
        _ order: Order,
        by actor: Reader
    ) async throws -> String {
        let basis = store.badgeBasis(of: actor, marking: marking)
        try await store.checkMayIssue(about: basis.owner, by: actor)
        for (name, text) in [("learner", badge.learner), ("course", badge.course)]
        where !VerifiableCredential.isURL(text) {
            throw IssuingFault.badContent(name)
        }
        return try await issue(.badge, basis, order, by: actor) { writing throws(CredentialFault) in
            try writing.badge(badge)
        }
    }

    private func issue(
        _ kind: IssuedCredential.Kind,
        _ basis: CredentialBasis,
        _ order: Order,
        by actor: Reader,
        _ write: (CredentialWriting) throws(CredentialFault) -> JSONNode
    ) async throws -> String {
        guard let book = try await IdentifierBook(store) else { throw IssuingFault.noKey }
        guard !book.isPending else { throw IssuingFault.pending }
        guard let now = now() else { throw IssuingFault.badValidity }
        let place = try await store.freeStatusPlace()
        let id = Hexadecimal.text(CommitmentMaker.chance().prefix(16))
        let draft = try draft(kind, basis, order, book, id: id, place, now, write)
        try await store.keep(draft, by: actor)
        return id
    }

    private func draft(
        _ kind: IssuedCredential.Kind,
        _ basis: CredentialBasis,
        _ order: Order,
        _ book: IdentifierBook,
        id: String,
        _ place: StatusPlace,
        _ now: UTCInstant,
        _ write: (CredentialWriting) throws(CredentialFault) -> JSONNode
    ) throws -> CredentialDraft {
        let issuer = try issuer(of: book)
        var writing = CredentialWriting(issuer: issuer, origin: book.origin, id: id, place, validFrom: now)
        writing.validUntil = order.validUntil
        let credential: JSONNode
        do throws(CredentialFault) { credential = try write(writing) } catch {
            throw error.detail == "validUntil before validFrom"
                ? IssuingFault.badValidity : IssuingFault.badContent("\(error.reason.rawValue) \(error.detail)")
        }
        let document = try issuer.sign(credential, created: now)
        let token = try issuer.token(of: credential)
        return CredentialDraft(
            id: id,
            kind: kind,
            basis: basis,
            keyName: issuer.keyName,
            edition: book.edition,
            status: place,
            validFrom: now.text,
            validUntil: credential["validUntil"]?.string,
            reason: order.reason,
            forms: [.json: document.bytes(), .jwt: Array(token.utf8)]
        )
    }

    /// Whoever signs with the newest key whose private half is there.
    func issuer(of book: IdentifierBook) throws -> CredentialIssuer {
        let files = CredentialKeys(store)
        for key in book.document.keys.reversed() {
            guard let file = try files.file(of: key.name) else { continue }
            let secret = try KeyFile(file.path).credentialKey(passphrase: settings.passphrase)
            guard secret.publicKey == key.key else { throw IssuingFault.unknownKey(key.name) }
            return try CredentialIssuer(
                identifier: book.identifier,
                name: settings.issuerName ?? String(book.origin.dropFirst("https://".count)),
                keyName: key.name,
                key: secret
            )
        }
        throw IssuingFault.noKey
    }

    /// What is no right, or is one no more, is not certified; of what nobody knows the state, somebody must say why.
    private static func checkLicence(_ material: CredentialMaterial, _ order: Order) throws(IssuingFault) {
        let status = material.columns["status"] ?? "unknown"
        guard status != "active" else { return }
        guard status == "unknown" else { throw .notActive(status) }
        guard !isBlank(order.reason) else { throw .needsReason(max(1, material.openFindings)) }
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}
