import Crypto
import Foundation
import Ledger
public import Store

/// Makes the entries by which the log commits to the store's rows.
public struct CommitmentMaker: Sendable {
    /// A batch as it goes into the log.
    public struct Prepared: Sendable {
        /// The batch.
        public let commitment: Commitment
        /// Its entry.
        public let entry: CommitmentEntry
        /// The hashes of its statements, 32 bytes each.
        public let hashes: [UInt8]
        /// What it can be looked up by; nil for what cannot.
        public let labels: LabelFile?
    }

    private let store: FactStore
    private let keys: LookupKeys

    /// Reads from a store, and makes the keys of look-ups with its secret.
    public init(_ store: FactStore) async throws {
        self.store = store
        keys = try await LookupKeys(store)
    }

    /// The next batch of a subject; nil if nothing waits.
    public func next(of subject: CommittedSubject) async throws -> Prepared? {
        guard let commitment = try await store.nextCommitment(of: subject, secret: Self.chance()) else { return nil }
        return try await prepared(commitment)
    }

    /// The entry of a batch, from its rows: the same however often it is made.
    public func prepared(_ commitment: Commitment) async throws -> Prepared {
        let rows = try await store.committedRows(of: commitment.subject, commitment.rows)
        let hashes = try Self.hashes(of: rows, secret: commitment.secret)
        let tree = StatementTree(hashes: hashes)
        let labels = commitment.subject == .record ? try await labels(of: commitment) : nil
        return Prepared(
            commitment: commitment,
            entry: CommitmentEntry(
                Statement.Kind(commitment.subject),
                count: tree.count,
                root: tree.root,
                labels: labels?.set
            ),
            hashes: hashes.flatMap(\.bytes),
            labels: labels
        )
    }

    /// The hashes of the statements of rows, as leaves of their tree.
    static func hashes(of rows: [CommittedRow], secret: [UInt8]) throws(StatementFault) -> [TreeHash] {
        let salts = Salts(secret)
        var hashes: [TreeHash] = []
        hashes.reserveCapacity(rows.count)
        for (index, row) in rows.enumerated() {
            hashes.append(.leaf(try Statement.bytes(of: row, salt: salts[index])))
        }
        return hashes
    }

    private func labels(of commitment: Commitment) async throws -> LabelFile {
        LabelFile(try await store.committedLabels(ofRecords: commitment.rows).map { keys.key(of: $0) })
    }

    /// 32 bytes from the system's source of chance.
    static func chance() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }
}
