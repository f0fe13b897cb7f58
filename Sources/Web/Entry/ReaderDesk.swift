internal import Foundation
internal import Identity
internal import Store
internal import Synchronization

/// Remembers who stands behind the tokens of the last visits, until the store changes or their time runs out.
final class ReaderDesk: Sendable {
    /// What a token belongs to.
    enum Credential: Sendable, Hashable {
        case session
        case token
    }

    private struct Key: Hashable {
        let credential: Credential
        let digest: [UInt8]
    }

    private struct Shelf {
        var edition: StoreEdition
        var readers: [Key: Reader] = [:]
    }

    /// So many are remembered; then all are looked up again.
    private static let countLimit = 10_000

    private let store: FactStore
    private let now: @Sendable () -> Date
    private let shelf = Mutex<Shelf?>(nil)

    init(store: FactStore, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.now = now
    }

    /// The reader behind a token; nil if it opens nothing (any more).
    func reader(behind credential: Credential, _ hash: TokenHash) async throws -> Reader? {
        let key = Key(credential: credential, digest: hash.bytes)
        // Asked first: should the store change before the reader is read, they count as older than they are.
        let edition = try await store.edition()
        let kept = shelf.withLock { $0?.edition == edition ? $0?.readers[key] : nil }
        if let kept, kept.holds(at: now()) { return kept }
        let digest = Data(hash.bytes)
        let reader =
            switch credential {
            case .session: try await store.reader(forSession: digest)
            case .token: try await store.reader(forToken: digest)
            }
        guard let reader else { return nil }
        shelf.withLock { shelf in
            var present = shelf ?? Shelf(edition: edition)
            guard edition >= present.edition else { return }
            if edition > present.edition || present.readers.count >= Self.countLimit {
                present = Shelf(edition: edition)
            }
            present.readers[key] = reader
            shelf = present
        }
        return reader
    }
}
