import Ledger
import LedgerStore
public import Store

/// Makes proof bundles of a store's rows, for whoever wants to check them without us.
///
/// It holds no log: it works beside the process that writes.
public struct Prover: Sendable {
    /// The public log as it was when the prover was made.
    public let reader: LedgerReader
    private let store: FactStore

    /// Opens the public log of a store.
    ///
    /// - Throws: ``NotaryFault/noLog`` if it was not begun.
    public init(_ store: FactStore) throws {
        self.store = store
        reader = try LedgerReader(LedgerFolder(ofStore: store.folder))
    }

    /// How far rows are proven.
    public func state(of subject: CommittedSubject, _ rows: some Collection<Int64>) async throws -> ProofState {
        var places: [UInt64] = []
        for row in rows {
            if let found = try await store.commitment(of: subject, row: row)?.0.place { places.append(found) }
        }
        return try ProofState(places: places, waiting: rows.count - places.count, reader)
    }

    /// Makes the bundle of some rows.
    ///
    /// - Parameters:
    ///   - about: What the bundle is asked for.
    ///   - rows: The numbers of the rows.
    ///   - bytes: The bytes that a row's statement is about; nil where they are withheld.
    /// - Throws: ``NotaryFault``: `notCommitted` if none of the rows was committed, `changed` if the store no longer holds what
    ///   was.
    public func bundle(
        about: ProofBundle.Subject,
        of subject: CommittedSubject = .record,
        _ rows: some Sequence<Int64>,
        bytes: (Int64) async throws -> [UInt8]?
    ) async throws -> ProofBundle {
        var batches: [Int64: Batch] = [:]
        var found: [(row: Int64, batch: Batch, index: Int)] = []
        for row in rows {
            guard let (commitment, index) = try await store.commitment(of: subject, row: row) else { continue }
            var batch = batches[commitment.id]
            if batch == nil { batch = try Batch(commitment) }
            guard let batch else { throw NotaryFault.notCommitted }
            batches[commitment.id] = batch
            found.append((row, batch, index))
        }
        guard let last = found.map(\.batch.place).max() else { throw NotaryFault.notCommitted }
        guard let checkpoint = try reader.checkpoint(covering: last) else {
            throw NotaryFault.entryMissing(place: last)
        }
        let tree = try reader.tree(size: checkpoint.checkpoint.size)
        var items: [ProofBundle.Item] = []
        for (row, batch, index) in found {
            let statement = try await statement(row, of: subject, in: batch, at: index)
            guard let bytesOfEntry = try reader.entry(at: batch.place, size: tree.size),
                let entry = CommitmentEntry(parsing: bytesOfEntry)
            else { throw NotaryFault.entryMissing(place: batch.place) }
            guard entry.root == batch.tree.root, let proof = try? batch.tree.proof(of: UInt64(index))
            else {
                throw batch.fault
            }
            items.append(
                ProofBundle.Item(
                    bytes: try await bytes(row),
                    statement: statement,
                    batch: proof,
                    entry: entry,
                    index: batch.place,
                    hashes: try tree.inclusionProof(of: batch.place).hashes
                )
            )
        }
        return try ProofBundle(
            about: about,
            items: items,
            checkpoint: checkpoint.note,
            policy: reader.policyText,
            stamps: try stamps(covering: last, beside: checkpoint)
        )
    }

    /// The statement of a row, which must be the one that was committed.
    private func statement(
        _ row: Int64,
        of subject: CommittedSubject,
        in batch: Batch,
        at index: Int
    ) async throws -> Statement {
        guard let stored = try await store.committedRows(of: subject, row...row).first else { throw batch.fault }
        let statement = try Statement(stored, salt: batch.salts[index])
        guard batch.hashes.indices.contains(index), batch.hashes[index] == .leaf(statement.bytes) else {
            throw NotaryFault.changed(subject: subject.rawValue, firstRow: row, lastRow: row)
        }
        return statement
    }

    /// The oldest time stamp over a checkpoint that covers a place: the earliest time at which it is proven to have existed.
    private func stamps(covering place: UInt64, beside other: VerifiedCheckpoint) throws -> [ProofBundle.Stamp] {
        for size in try reader.stampedSizes() where size > place {
            guard let stamp = try reader.stamp(ofSize: size) else { continue }
            let (small, large) =
                size < other.checkpoint.size ? (size, other.checkpoint.size) : (other.checkpoint.size, size)
            let hashes = try small == large ? [] : reader.tree(size: large).consistencyProof(from: small).hashes
            return [ProofBundle.Stamp(checkpoint: stamp.checkpoint, consistency: hashes, token: stamp.token)]
        }
        return []
    }

    /// A batch with its tree.
    private struct Batch {
        let commitment: Commitment
        let hashes: [TreeHash]
        let tree: StatementTree
        let salts: Salts
        let place: UInt64

        init?(_ commitment: Commitment) throws {
            guard let place = commitment.place, let bytes = commitment.hashes else { return nil }
            self.commitment = commitment
            self.place = place
            hashes = stride(from: 0, to: bytes.count, by: TreeHash.byteCount).compactMap {
                TreeHash(bytes[$0..<min(bytes.count, $0 + TreeHash.byteCount)])
            }
            tree = StatementTree(hashes: hashes)
            salts = Salts(commitment.secret)
        }

        var fault: NotaryFault {
            .changed(
                subject: commitment.subject.rawValue,
                firstRow: commitment.rows.lowerBound,
                lastRow: commitment.rows.upperBound
            )
        }
    }
}
