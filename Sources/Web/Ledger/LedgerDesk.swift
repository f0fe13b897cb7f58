internal import Ledger
internal import Notary
internal import Store
internal import Synchronization

/// What pages ask of the store's public log.
final class LedgerDesk: Sendable {
    private struct Kept {
        let size: UInt64
        let book: LookupBook
    }

    private let store: FactStore
    /// The index of the log, made at the first question and kept until the log has grown.
    private let kept = Mutex<Kept?>(nil)

    init(_ store: FactStore) { self.store = store }

    /// The log as it is now; nil if it was not begun.
    func reader() throws -> LedgerReader? {
        do {
            return try LedgerReader(LedgerFolder(ofStore: store.folder))
        } catch NotaryFault.noLog {
            return nil
        }
    }

    /// How far rows are proven; nil if there is no log.
    func state(ofRecords rows: [Int64]) async throws -> ProofState? { try await state(of: .record, rows) }

    /// How far rows of another subject are proven; nil if there is no log.
    func state(of subject: CommittedSubject, _ rows: [Int64]) async throws -> ProofState? {
        do {
            return try await Prover(store).state(of: subject, rows)
        } catch NotaryFault.noLog {
            return nil
        }
    }

    /// What the log's index has of a thing, for everybody and for the reader's own agency; nil if it has no index yet.
    func answers(
        _ kind: CommittedLabel.Kind,
        _ name: [UInt8],
        for reader: Reader
    ) async throws -> [LookupBook.Answer]? {
        guard let book = try book() else { return nil }
        let keys = try await LookupKeys(store)
        var wanted = [LookupKeys.publicKey(kind, name)]
        for scope in try await store.lookupScopes(of: reader) {
            wanted.append(keys.key(kind, name, owner: scope.owner, marking: scope.marking))
        }
        let answers = try wanted.map { (key) throws(ProofFault) in try book.answer(key) }
        // That nothing is there under a secret key tells nobody anything.
        return answers.enumerated().filter { $0.offset == 0 || !$0.element.places.isEmpty || !$0.element.later.isEmpty }
            .map(\.element)
    }

    private func book() throws -> LookupBook? {
        guard let reader = try reader() else { return nil }
        let size = try reader.verified(reader.latest).checkpoint.size
        if let kept = kept.withLock({ $0 }), kept.size == size { return kept.book }
        guard let book = try LookupBook(reader) else { return nil }
        kept.withLock { $0 = Kept(size: size, book: book) }
        return book
    }
}
