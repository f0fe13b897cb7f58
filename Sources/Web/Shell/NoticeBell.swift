internal import Store
internal import Synchronization

/// How many notices each person has not seen; counted again when the store has changed.
final class NoticeBell: Sendable {
    private let store: FactStore
    private let counts = Mutex<[PersonNumber: (edition: StoreEdition, count: Int)]>([:])
    private static let most = 10_000

    init(store: FactStore) {
        self.store = store
    }

    /// The count for a reader, if it was counted in this edition; zero for whoever is no person.
    func knownCount(for reader: Reader, at edition: StoreEdition) -> Int? {
        guard let person = reader.person else { return 0 }
        return counts.withLock { counts in
            guard let known = counts[person], known.edition == edition else { return nil }
            return known.count
        }
    }

    /// The count for a reader; zero for whoever is no person.
    func count(for reader: Reader) async throws -> Int {
        guard let person = reader.person else { return 0 }
        let edition = try store.edition()
        if let known = counts.withLock({ $0[person] }), known.edition == edition { return known.count }
        try await store.gatherNotices(for: reader)
        let count = try await store.unreadNotices(of: reader)
        counts.withLock { counts in
            if counts.count >= Self.most { counts = [:] }
            counts[person] = (edition, count)
        }
        return count
    }
}
