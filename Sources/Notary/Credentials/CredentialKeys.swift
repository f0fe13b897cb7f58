import Credentials
import Foundation
import Ledger
public import Store
public import Vocabulary

/// The keys with which an installation signs credentials: made, changed and retired, and each change said in the public log.
///
/// A change is a statement in the store that whoever holds the log tells it, the server within a second. The private half stands
/// in `keys/`, for its owner alone, in one of the forms of ``KeyFile``.
public struct CredentialKeys: Sendable {
    private let store: FactStore
    private let folder: LedgerFolder

    /// The keys of a store.
    public init(_ store: FactStore) {
        self.store = store
        folder = LedgerFolder(ofStore: store.folder)
    }

    /// Where the private half of a new key comes from.
    public enum Source: Sendable {
        /// It is made; the passphrase seals it, if there is one.
        case chance(passphrase: String?)
        /// A file of a key that is there already: as it is, sealed, or the name of a program that holds it.
        case file(String)
    }

    /// The identifier of a site.
    ///
    /// - Parameter host: Its name, and its port if it is not the usual one: `mines.example`, `localhost:8081`.
    public static func identifier(ofHost host: String) throws(IssuingFault) -> String {
        let text = "did:web:" + host.lowercased().replacing(":", with: "%3A")
        guard (try? WebIdentifier(text)) != nil else { throw .badHost(host) }
        return text
    }

    /// Makes the first key, and with it the identifier; or the next one where all were retired.
    ///
    /// - Throws: ``IssuingFault/hasKey`` if there is a valid one.
    /// - Returns: The name of the key.
    public func create(forHost host: String?, _ source: Source, now: UTCInstant) async throws -> String {
        let book = try await IdentifierBook(store)
        guard book?.document.keys.isEmpty ?? true else { throw IssuingFault.hasKey }
        guard let identifier = try book?.identifier ?? host.map({ try Self.identifier(ofHost: $0) }) else {
            throw IssuingFault.noHost
        }
        return try await add(source, to: identifier, book, now: now)
    }

    /// Puts a new key in the place of those that are valid.
    ///
    /// - Returns: The name of the new key.
    public func rotate(_ source: Source, now: UTCInstant) async throws -> String {
        guard let book = try await IdentifierBook(store), !book.document.keys.isEmpty else {
            throw IssuingFault.noKey
        }
        let name = try await add(source, to: book.identifier, book, now: now)
        for key in book.document.keys { try remove(key.name) }
        return name
    }

    /// Takes a key out; another can be created then.
    ///
    /// - Parameter since: Since when the key was in wrong hands, if it was: nothing that the log saw since then is valid.
    public func retire(_ name: String, compromisedSince since: UTCInstant? = nil, now: UTCInstant) async throws {
        guard let book = try await IdentifierBook(store) else { throw IssuingFault.noKey }
        guard book.keys.contains(where: { $0.name == name }) else { throw IssuingFault.unknownKey(name) }
        let remaining = book.document.keys.filter { $0.name != name }
        let isValid = remaining.count < book.document.keys.count
        guard isValid || since != nil else { throw IssuingFault.unknownKey(name) }
        var time = Self.time(after: book, now)
        var statements: [IdentifierStatement] = []
        if isValid {
            let document = DIDDocument.own(book.identifier, keys: remaining.map { (Self.fragment($0.name), $0.key) })
            statements.append(.version(document, at: time))
        }
        if let since {
            if isValid { time = UTCInstant(milliseconds: time.milliseconds + 1) ?? time }
            guard since <= time else { throw IssuingFault.badValidity }
            statements.append(.compromise(of: name, identifier: book.identifier, since: since, at: time))
        }
        try await store.addIdentifierEntries(statements.map(\.bytes), after: book.edition)
        try remove(name)
    }

    /// The file of a key's private half, and whether it takes a passphrase; nil if it is gone.
    public func file(of name: String) throws -> (path: String, isSealed: Bool)? {
        let path = folder.credentialKeyFile(name).path
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return (path, try KeyFile(path).isSealed())
    }

    private func add(
        _ source: Source,
        to identifier: String,
        _ book: IdentifierBook?,
        now: UTCInstant
    ) async throws -> String {
        let keys = folder.store.appending(path: "keys")
        try FileManager.default.createDirectory(
            at: keys,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        // The name of the file is that of the key, which is known once it is there.
        let fresh = keys.appending(path: "credential-\(UUID().uuidString).new").path
        defer { try? FileManager.default.removeItem(atPath: fresh) }
        switch source {
        case .chance(let passphrase):
            _ = try KeyFile(fresh).make(KeyName(identifier), .ed25519, passphrase: passphrase)
        case .file(let path):
            try FileManager.default.copyItem(atPath: path, toPath: fresh)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: fresh)
        }
        let key = try KeyFile(fresh).credentialPublicKey()
        let name = "\(identifier)#\(key.multikey)"
        guard book?.keys.contains(where: { $0.name == name }) != true else { throw IssuingFault.hasKey }
        let path = folder.credentialKeyFile(name).path
        guard rename(fresh, path) == 0 else { throw KeyFileFault.system(path, "\(errno)") }
        let document = DIDDocument.own(identifier, keys: [(key.multikey, key)])
        let statement = IdentifierStatement.version(document, at: Self.time(after: book, now))
        do {
            try await store.addIdentifierEntries([statement.bytes], after: book?.edition ?? 0)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
        return name
    }

    /// Statements follow one another in time too, whatever the clock says.
    private static func time(after book: IdentifierBook?, _ now: UTCInstant) -> UTCInstant {
        guard let book, now <= book.newest else { return now }
        return UTCInstant(milliseconds: book.newest.milliseconds + 1) ?? now
    }

    private static func fragment(_ name: String) -> String {
        name.utf8.split(separator: UInt8(ascii: "#")).last.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private func remove(_ name: String) throws {
        let path = folder.credentialKeyFile(name).path
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }
}
