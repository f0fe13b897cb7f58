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

    /// The count for a reader; zero for whoever is no person.
    func count(for reader: Reader) async throws -> Int {
        guard let person = reader.person else { return 0 }
        let edition = try await store.edition()
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
