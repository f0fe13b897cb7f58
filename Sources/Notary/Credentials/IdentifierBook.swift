public import Credentials
import Foundation
public import Store
public import Vocabulary

/// What a store knows of the identifier in whose name it issues: its keys now and before, logged or about to be.
public struct IdentifierBook: Sendable {
    /// A key of the identifier, and what became of it.
    public struct Key: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// The key.
        public let key: PublicKey
        /// Since when the document has it.
        public let since: UTCInstant
        /// Since when it must not be used any more; nil while it is valid.
        public internal(set) var revoked: UTCInstant?
        /// Whether it was in wrong hands.
        public internal(set) var isCompromised = false
    }

    /// The identifier.
    public let identifier: String
    /// The document as it is from now on.
    public let document: DIDDocument
    /// Every key, the oldest first.
    public let keys: [Key]
    /// The number of the newest statement.
    public let edition: Int64
    /// Whether a statement waits to be told to the log.
    public let isPending: Bool
    /// When the newest statement was made.
    let newest: UTCInstant

    /// Reads what the store has; nil if it has no identifier yet.
    ///
    /// - Throws: ``IssuingFault/damagedHistory`` if a statement cannot be read.
    public init?(_ store: FactStore) async throws {
        let entries = try await store.identifierEntries()
        guard !entries.isEmpty else { return nil }
        try self.init(entries)
    }

    init(_ entries: [IdentifierEntry]) throws(IssuingFault) {
        var document: DIDDocument?
        var keys: [Key] = []
        var newest: UTCInstant?
        for entry in entries {
            guard let statement = IdentifierStatement(parsing: entry.bytes) else { throw .damagedHistory }
            newest = statement.at
            switch statement {
            case .version(let version, let at):
                let names = Set(version.keys.map(\.name))
                for index in keys.indices where !names.contains(keys[index].name) && keys[index].revoked == nil {
                    keys[index].revoked = at
                }
                for key in version.keys where !keys.contains(where: { $0.name == key.name }) {
                    keys.append(Key(name: key.name, key: key.key, since: at))
                }
                document = version
            case .compromise(let name, _, let since, _):
                guard let index = keys.firstIndex(where: { $0.name == name }) else { throw .damagedHistory }
                keys[index].isCompromised = true
                keys[index].revoked = min(since, keys[index].revoked ?? since)
            }
        }
        guard let document, let newest, let last = entries.last else { throw .damagedHistory }
        self.document = document
        self.keys = keys
        self.newest = newest
        identifier = document.identifier
        edition = last.id
        isPending = entries.contains { $0.place == nil }
    }

    /// The document for `/.well-known/did.json`: the keys that are valid, and the others with the time since which they are not.
    public var published: DIDDocument {
        document.showing(
            retired: keys.filter { $0.revoked != nil }.map {
                DIDDocument.Key(name: $0.name, controller: identifier, key: $0.key, revoked: $0.revoked)
            }
        )
    }

    /// Whether the document names a key to sign with.
    public var isInUse: Bool { !document.keys.isEmpty }

    /// The beginning of the site's addresses, such as `https://mines.example`.
    public var origin: String { Self.origin(of: identifier) ?? "https://localhost" }

    /// The beginning of the addresses of the site that an identifier is the name of.
    static func origin(of identifier: String) -> String? {
        guard let site = try? WebIdentifier(identifier) else { return nil }
        return "https://\(site.host)\(site.port.map { ":\($0)" } ?? "")"
    }
}

/// Why no credential is issued, or no key changed.
public enum IssuingFault: Error, Sendable, Hashable {
    /// No name is configured under which the site is known.
    case noHost
    /// The name is none that an identifier can have.
    case badHost(String)
    /// The identifier has no key yet, or none that is valid.
    case noKey
    /// There is a key already; another takes its place by rotating.
    case hasKey
    /// The identifier has no key of that name that is valid.
    case unknownKey(String)
    /// A change of keys has not been told to the log yet.
    case pending
    /// What the store has of the keys' history cannot be read.
    case damagedHistory
    /// There is nothing of that kind and identifier that the reader sees.
    case notFound
    /// A licence in that state is nothing to be certified.
    case notActive(String)
    /// So many findings about it are open: it takes a reason.
    case needsReason(Int)
    /// It would run out before it begins.
    case badValidity
    /// The content is not what a credential of that kind says; the part that is wrong.
    case badContent(String)
}
