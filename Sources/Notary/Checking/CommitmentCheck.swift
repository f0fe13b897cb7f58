import Formats
import Foundation
import Ledger
public import LedgerStore
public import Store

/// Holds a store against its ledger: every byte of the logs, and every row that was committed.
///
/// Nothing is changed. A row that no longer gives the statement that was committed is named by its number.
public struct CommitmentCheck: Sendable {
    /// Something that is not as it was committed.
    public enum Finding: Sendable, Hashable {
        /// A file of a log is wrong.
        case log(LedgerFolder.Log, LogCheck<PosixFiles>.Finding)
        /// A row is not what was committed, or is gone.
        case row(CommittedSubject, Int64)
        /// The hashes that the store keeps of a batch do not lead to the root in the log.
        case batch(CommittedSubject, rows: ClosedRange<Int64>, place: UInt64)
        /// The log has another entry at the place of a batch, or none.
        case entry(CommittedSubject, rows: ClosedRange<Int64>, place: UInt64)
        /// The set of labels of an entry is absent or another.
        case labels(place: UInt64)
        /// The public log holds a checkpoint of the private one that does not fit it.
        case trail(place: UInt64)
        /// There is no ledger.
        case missing
    }

    /// What was looked at.
    public struct Result: Sendable, Hashable {
        /// What is wrong.
        public internal(set) var findings: [Finding] = []
        /// How many rows were held against their statements.
        public internal(set) var rows = 0
        /// How many batches.
        public internal(set) var batches = 0
        /// How many entries the public log has.
        public internal(set) var size: UInt64 = 0
    }

    private let store: FactStore
    private let folder: LedgerFolder

    /// Checks a store's ledger.
    public init(_ store: FactStore) {
        self.store = store
        folder = LedgerFolder(ofStore: store.folder)
    }

    /// Looks at everything.
    ///
    /// - Parameter report: Is told how many rows were looked at so far.
    public func run(report: @Sendable (Int) -> Void = { _ in }) async throws -> Result {
        var result = Result()
        guard folder.exists(.ledger) else {
            result.findings = [.missing]
            return result
        }
        for log in LedgerFolder.Log.allCases where folder.exists(log) {
            let check = LogCheck(try folder.files(of: log), key: try folder.verifierKey(of: log))
            result.findings += check.findings.map { .log(log, $0) }
            if log == .ledger { result.size = check.checkpoint?.size ?? 0 }
        }
        let ledger = try LedgerReader(folder)
        let trail = try? LedgerReader(folder, .trail)
        for subject in CommittedSubject.allCases {
            guard let reader = subject == .access ? trail : ledger else { continue }
            var last: Int64 = 0
            while case let batch = try await store.commitments(of: subject, after: last), let end = batch.last {
                for commitment in batch {
                    try Task.checkCancellation()
                    result.findings += try await findings(in: commitment, reader)
                    result.batches += 1
                    result.rows += commitment.hashes.map { $0.count / TreeHash.byteCount } ?? 0
                    report(result.rows)
                }
                last = end.rows.lowerBound
            }
        }
        if let trail { result.findings += try Self.trailFindings(ledger, trail) }
        return result
    }

    private func findings(in commitment: Commitment, _ reader: LedgerReader) async throws -> [Finding] {
        let rows = try await store.committedRows(of: commitment.subject, commitment.rows)
        let numbers = try await store.rowNumbers(of: commitment.subject, commitment.rows)
        return try Self.findings(in: commitment, rows, numbers, reader)
    }

    /// Holds the rows of a batch against the hashes that the store keeps, and these against the log.
    private static func findings(
        in commitment: Commitment,
        _ stored: [CommittedRow],
        _ numbers: [Int64],
        _ reader: LedgerReader
    ) throws -> [Finding] {
        let (subject, rows) = (commitment.subject, commitment.rows)
        guard let place = commitment.place, let bytes = commitment.hashes else { return [] }
        let size = try reader.verified(reader.latest).checkpoint.size
        guard let line = try reader.entry(at: place, size: size), let entry = CommitmentEntry(parsing: line) else {
            return [.entry(subject, rows: rows, place: place)]
        }
        var findings: [Finding] = []
        let hashes = TreeHash.list(bytes)
        if StatementTree(hashes: hashes).root != entry.root {
            findings.append(.batch(subject, rows: rows, place: place))
        }
        let made = try CommitmentMaker.hashes(of: stored, secret: commitment.secret)
        for index in 0..<max(made.count, hashes.count) {
            guard index >= made.count || index >= hashes.count || made[index] != hashes[index] else { continue }
            findings.append(.row(subject, numbers.indices.contains(index) ? numbers[index] : rows.upperBound))
        }
        if let set = entry.labels {
            let file = try reader.file(LabelFile.path(of: set)).flatMap { LabelFile(parsing: $0) }
            if file?.set != set { findings.append(.labels(place: place)) }
        }
        return findings
    }

    /// The checkpoints of the private log in the public one must be of one history.
    private static func trailFindings(_ ledger: LedgerReader, _ trail: LedgerReader) throws -> [Finding] {
        var findings: [Finding] = []
        let size = try ledger.verified(ledger.latest).checkpoint.size
        let trailSize = try trail.verified(trail.latest).checkpoint.size
        var place: UInt64 = 0
        while place < size {
            let bundle = try ledger.entries(from: place, size: size)
            guard !bundle.isEmpty else { break }
            for entry in bundle {
                defer { place += 1 }
                guard let note = LogEntry.checkpoint(in: entry) else { continue }
                let stated = try? trail.verified(SignedNote(parsing: note)).checkpoint
                guard let stated, stated.size <= trailSize, try trail.tree(size: stated.size).root == stated.root else {
                    findings.append(.trail(place: place))
                    continue
                }
            }
        }
        return findings
    }
}
