import Foundation
public import Ledger
public import LedgerStore
public import Store

/// Commits what a store holds to its ledger: every record, correction, decision and verdict to the public log, every line of
/// the access trail to the private one.
///
/// The rows themselves are what waits, in the order of their numbers; so nothing has to be written twice when they come, and
/// what a crash left half done is done again with the same result.
///
/// ```swift
/// let notary = try await Notary(store: store, signers: signers)
/// let done = try await notary.commit()
/// ```
public actor Notary {
    /// Who signs for each log.
    public struct Signers: Sendable {
        /// For the public log.
        public let ledger: any NoteSigner
        /// For the private log of the access trail.
        public let trail: any NoteSigner

        /// Names the signers.
        public init(ledger: any NoteSigner, trail: any NoteSigner) {
            self.ledger = ledger
            self.trail = trail
        }
    }

    /// What was committed.
    public struct Outcome: Sendable, Hashable {
        /// Rows by what they are.
        public internal(set) var rows: [CommittedSubject: Int] = [:]
        /// The public log's checkpoint then.
        public internal(set) var checkpoint: SignedNote
    }

    private let maker: CommitmentMaker
    private let store: FactStore
    let folder: LedgerFolder
    private let ledger: LogStore<PosixFiles>
    private let trail: LogStore<PosixFiles>
    /// Files beside the public log that the log itself does not write.
    let besideLog: PosixFiles
    /// The checkpoint of the private log that the public one is known to hold.
    private var loggedTrail: SignedNote?

    /// Opens the logs of a store for writing, and begins them if there are none.
    ///
    /// - Parameters:
    ///   - known: Checkpoints of the public log that others have, witnesses first of all.
    ///   - isResuming: Whether to take up logs that came back from a backup; see ``LedgerResumption``.
    ///   - pace: How long entries wait for one another.
    /// - Throws: ``LogFault``, such as `isLocked` if another process commits for this store; ``NotaryFault/logMissing(_:)``.
    public init(
        store: FactStore,
        signers: Signers,
        known: [SignedNote] = [],
        isResuming: Bool = false,
        pace: LogStore<PosixFiles>.Pace = .init()
    ) async throws {
        self.store = store
        folder = LedgerFolder(ofStore: store.folder)
        for log in LedgerFolder.Log.allCases where !folder.exists(log) {
            // Beginning another one unasked would leave what was committed without its proofs.
            guard try await !store.hasCommitments(inTrail: log == .trail) else { throw NotaryFault.logMissing(log) }
        }
        maker = try await CommitmentMaker(store)
        // Whoever finds the first checkpoint must find the key that signed it.
        try Self.publishKeys(signers, folder) { old, _ in old == nil }
        let keys = LedgerKeys(folder)
        ledger = try LogStore(
            files: folder.files(of: .ledger),
            signer: signers.ledger,
            formerKeys: keys.formerKeys(of: .ledger).map(\.key),
            known: known + Self.witnessed(folder.files(of: .ledger)),
            isResuming: isResuming,
            pace: pace
        )
        trail = try LogStore(
            files: folder.files(of: .trail),
            signer: signers.trail,
            formerKeys: keys.formerKeys(of: .trail).map(\.key),
            isResuming: isResuming,
            pace: pace
        )
        besideLog = try folder.files(of: .ledger)
        try Self.publishKeys(signers, folder) { $0 != $1 }
    }

    /// Puts the public keys beside the logs.
    ///
    /// - Parameter isWanted: Whether to write, by what is there and what is to be.
    private static func publishKeys(
        _ signers: Signers,
        _ folder: LedgerFolder,
        _ isWanted: (_ old: [UInt8]?, _ new: [UInt8]) -> Bool
    ) throws {
        for (log, signer) in [(LedgerFolder.Log.ledger, signers.ledger), (.trail, signers.trail)] {
            let key = Array("\(signer.verifier)\n".utf8)
            let files = try folder.files(of: log)
            if isWanted(try files.read(LedgerFolder.publicKey), key) {
                try files.replace(LedgerFolder.publicKey, by: key, isSafe: true)
            }
        }
    }

    /// What witnesses have signed of this log, as far as it is kept beside it: what enough of them did, and the last of each.
    private static func witnessed(_ files: PosixFiles) throws -> [SignedNote] {
        var notes = try files.read(LedgerFolder.witnessed).map { [try SignedNote(parsing: $0)] } ?? []
        guard let text = try files.read(LedgerFolder.policy) else { return notes }
        let shelf = WitnessShelf(files, policy: try TrustPolicy(parsing: String(decoding: text, as: UTF8.self)))
        for witness in shelf.policy.witnesses {
            if let last = try shelf.last(of: witness) { notes.append(last.note) }
        }
        return notes
    }

    /// The last checkpoint of the public log.
    public var checkpoint: SignedNote { ledger.checkpoint }

    /// Commits what waits.
    ///
    /// - Parameters:
    ///   - limit: The most batches of each subject; whoever shares a machine with intake leaves the rest for later.
    ///   - report: Is told how many rows were committed so far.
    public func commit(
        atMost limit: Int = .max,
        report: @Sendable (Int) -> Void = { _ in }
    ) async throws -> Outcome {
        var outcome = Outcome(checkpoint: ledger.checkpoint)
        for subject in CommittedSubject.allCases where subject != .access {
            outcome.rows[subject] = try await commit(subject, to: ledger, limit, report)
        }
        outcome.rows[.access] = try await commitTrail(limit, report)
        outcome.checkpoint = ledger.checkpoint
        return outcome
    }

    /// Commits the lines of the access trail that wait to the private log, and that log's checkpoint to the public one.
    private func commitTrail(_ limit: Int, _ report: @Sendable (Int) -> Void) async throws -> Int {
        let count = try await commit(.access, to: trail, limit, report)
        let checkpoint = trail.checkpoint
        // Also without new lines: a crash may have kept the last checkpoint out of the public log.
        if checkpoint != loggedTrail {
            _ = try await ledger.append(LogEntry.log(checkpoint: checkpoint.bytes))
            loggedTrail = checkpoint
        }
        return count
    }

    private func commit(
        _ subject: CommittedSubject,
        to log: LogStore<PosixFiles>,
        _ limit: Int,
        _ report: @Sendable (Int) -> Void
    ) async throws -> Int {
        var (count, batches) = (0, 0)
        while batches < limit, let prepared = try await maker.next(of: subject) {
            try Task.checkCancellation()
            if let file = prepared.labels {
                // Before the entry that names it.
                try besideLog.replace(LabelFile.path(of: file.set), by: file.bytes, isSafe: true)
            }
            let answer = try await log.append(prepared.entry.bytes)
            try await store.close(prepared.commitment, hashes: prepared.hashes, place: answer.entry.index)
            count += Int(prepared.entry.count)
            batches += 1
            report(count)
        }
        return count
    }

    /// Appends an entry that is public as it is, such as a change of keys.
    ///
    /// - Returns: Its place.
    public func append(_ entry: [UInt8]) async throws -> UInt64 {
        try await ledger.append(entry).entry.index
    }
}
