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

    /// Who was found, and in which edition of the store.
    struct Finding: Sendable {
        let reader: Reader
        let doors: DoorKeys
        let edition: StoreEdition
    }

    private struct Key: Hashable {
        let credential: Credential
        let digest: [UInt8]
    }

    private struct Shelf {
        var edition: StoreEdition
        var found: [Key: Finding] = [:]
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
    func reader(behind credential: Credential, _ hash: TokenHash) async throws -> Finding? {
        let key = Key(credential: credential, digest: hash.bytes)
        // Asked first: should the store change before the reader is read, they count as older than they are.
        let edition = try store.edition()
        let kept = shelf.withLock { $0?.edition == edition ? $0?.found[key] : nil }
        if let kept, kept.reader.holds(at: now()) { return kept }
        let digest = Data(hash.bytes)
        let reader =
            switch credential {
            case .session: try await store.reader(forSession: digest)
            case .token: try await store.reader(forToken: digest)
            }
        guard let reader else { return nil }
        let finding = Finding(reader: reader, doors: DoorKeys(reader), edition: edition)
        shelf.withLock { shelf in
            var present = shelf ?? Shelf(edition: edition)
            guard edition >= present.edition else { return }
            if edition > present.edition || present.found.count >= Self.countLimit {
                present = Shelf(edition: edition)
            }
            present.found[key] = finding
            shelf = present
        }
        return finding
    }
}
