package import GRDB
package import Store
internal import Synchronization

/// What was read from the store, kept until the store changes.
///
/// An answer is kept for one reader, whole: two readers who may see different rows never share one.
package final class KeptAnswers: Sendable {
    /// What can be kept: the few things that many visits ask alike.
    package enum Question: Sendable, Hashable {
        case situation
        case picture
        case portal
        case tonnage
        case layer(String)
        /// The first page of a list that nobody has filtered or sorted.
        case list(String)
        /// The rows of another page of it.
        case page(String, sort: String, number: Int)
        /// The order of a list that nobody has filtered.
        case order(String, sort: String)
    }

    /// Answers in bytes are kept up to so many altogether; the layers of a large country can be larger.
    private static let byteLimit = 16 << 20
    /// So many answers are kept; then all are read anew.
    private let countLimit: Int

    private struct Key: Hashable {
        let question: Question
        let reader: Reader
    }

    private struct Shelf {
        var edition: StoreEdition
        var answers: [Key: any Sendable] = [:]
        var byteCount = 0
    }

    private let store: FactStore
    private let shelf = Mutex<Shelf?>(nil)

    /// Keeps nothing yet; by default as much as is of use to a site with many readers.
    package init(store: FactStore, countLimit: Int = 256) {
        self.store = store
        self.countLimit = countLimit
    }

    /// The answer to a question, read if the store has changed since it was read last.
    ///
    /// - Parameters:
    ///   - edition: The store's edition, if whoever asks has learned it since their request came; nil to look.
    ///   - isNear: Whether it is a few rows by their keys (``FactStore/readNear(as:_:)``).
    package func answer<Answer: Sendable>(
        to question: Question,
        for reader: Reader,
        at edition: StoreEdition? = nil,
        isNear: Bool = false,
        byteCount: (Answer) -> Int = { _ in 0 },
        _ read: @escaping @Sendable (Database) throws -> Answer
    ) async throws -> Answer {
        // A reading that goes to the access trail is one each time.
        guard reader.mayBeAnsweredAgain else { return try await fetch(isNear, reader, read) }
        let key = Key(question: question, reader: reader)
        // Asked before reading: should the store change between the two, the answer counts as older than it is.
        let edition = try edition ?? store.edition()
        let kept = shelf.withLock { $0?.edition == edition ? $0?.answers[key] : nil }
        // Unwrapped first: a cast would take nothing kept for an answer that is nil.
        if let kept, let answer = kept as? Answer { return answer }
        let answer = try await fetch(isNear, reader, read)
        keep(answer, of: byteCount(answer), under: key, in: edition)
        return answer
    }

    private func fetch<Answer: Sendable>(
        _ isNear: Bool,
        _ reader: Reader,
        _ read: @escaping @Sendable (Database) throws -> Answer
    ) async throws -> Answer {
        isNear ? try await store.readNear(as: reader, read) : try await store.read(as: reader, read)
    }

    /// The same for an answer that is ready to be sent.
    func bytes(
        of question: Question,
        for reader: Reader,
        _ read: @escaping @Sendable (Database) throws -> [UInt8]
    ) async throws -> [UInt8] {
        try await answer(to: question, for: reader, byteCount: \.count, read)
    }

    private func keep(_ answer: any Sendable, of byteCount: Int, under key: Key, in edition: StoreEdition) {
        shelf.withLock { shelf in
            var present = shelf ?? Shelf(edition: edition)
            guard edition >= present.edition else { return }
            if edition > present.edition || present.answers.count >= countLimit {
                present = Shelf(edition: edition)
            }
            guard present.answers[key] == nil, present.byteCount + byteCount <= Self.byteLimit else { return }
            present.answers[key] = answer
            present.byteCount += byteCount
            shelf = present
        }
    }
}
