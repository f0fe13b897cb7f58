import Ledger
public import Store

/// Takes a ledger up again that came back from a backup, if it is known that it has signed nothing newer.
///
/// A log that goes on from an older copy signs a second history, which every witness sees and nobody can take back. So all
/// its witnesses are asked first; where that cannot be done, a person must say that nobody has a newer checkpoint. Either
/// way the log says that it was taken up again, and on whose word.
public struct LedgerResumption: Sendable {
    /// On whose word the log goes on.
    public enum Ground: String, Sendable, Hashable {
        /// Every witness signed the checkpoint that came back as the newest that it knows.
        case witnesses
        /// A person said so.
        case declared
    }

    /// Why it is not taken up.
    public enum Refusal: Error, Sendable, Hashable {
        /// It is whole, and goes on by itself.
        case isWhole
        /// The logs are not what they say, or not those of this store; the check of the ledger names the faults.
        case unsound(Int)
        /// A witness has signed more of the log than there is here, or another history.
        case signedMore(witness: String)
        /// Not every witness could be asked, or there is none, and nobody said that there is nothing newer.
        case unconfirmed
    }

    /// What came of it.
    public struct Outcome: Sendable, Hashable {
        /// How many entries came back.
        public let size: UInt64
        /// On whose word.
        public let ground: Ground
        /// Rows of the store that are not what was committed; they keep no log from going on.
        public let changed: [CommitmentCheck.Finding]
    }

    private let store: FactStore
    private let folder: LedgerFolder
    private let signers: Notary.Signers
    private let send: Sending

    /// Prepares to take up the ledger of a store.
    ///
    /// - Parameter send: How witnesses are asked.
    public init(_ store: FactStore, signers: Notary.Signers, send: @escaping Sending) {
        self.store = store
        self.signers = signers
        self.send = send
        folder = LedgerFolder(ofStore: store.folder)
    }

    /// Takes it up.
    ///
    /// - Parameters:
    ///   - isDeclared: Whether a person says that nobody has a newer checkpoint of the log.
    ///   - report: Is told how many rows were held against the ledger so far.
    /// - Throws: ``Refusal``, ``NotaryFault/noLog``; nothing was changed then.
    public func run(isDeclared: Bool, report: @Sendable (Int) -> Void = { _ in }) async throws -> Outcome {
        guard folder.exists(.ledger) else { throw NotaryFault.noLog }
        guard try LedgerFolder.Log.allCases.contains(where: { try folder.isCopy($0) }) else { throw Refusal.isWhole }
        let found = try await CommitmentCheck(store).run(report: report)
        let faults = found.findings.count(where: Self.isOfLog)
        guard faults == 0 else { throw Refusal.unsound(faults) }
        let ground = try await ground(isDeclared: isDeclared)
        let notary = try await Notary(store: store, signers: signers, isResuming: true)
        _ = try await notary.append(LogEntry.resumed(size: found.size, ground: ground))
        return Outcome(size: found.size, ground: ground, changed: found.findings)
    }

    private func ground(isDeclared: Bool) async throws -> Ground {
        let lines = try await LedgerVigil(folder, send: send).askWitnesses()?.lines ?? []
        for line in lines where Self.hasMore(line.standing) {
            throw Refusal.signedMore(witness: "\(line.witness.name)")
        }
        // All of them: what one was shown that could not be asked, others may have believed.
        if !lines.isEmpty, lines.allSatisfy({ $0.standing == .fresh }) { return .witnesses }
        guard isDeclared else { throw Refusal.unconfirmed }
        return .declared
    }

    private static func hasMore(_ standing: WitnessStanding) -> Bool {
        switch standing {
        case .conflict, .behind(.sawMore), .behind(.overtaken), .behind(.saysInconsistent): true
        case .fresh, .behind, .down: false
        }
    }

    /// Whether a fault is one of the log, or the log has not what the store says.
    private static func isOfLog(_ finding: CommitmentCheck.Finding) -> Bool {
        switch finding {
        case .log, .entry, .trail, .missing: true
        case .row, .batch, .labels: false
        }
    }
}
