internal import Ledger
public import LedgerStore
public import Vocabulary

/// What a store's ledger asks of others: its witnesses to sign, an authority to stamp.
public struct LedgerVigil: Sendable {
    private let folder: LedgerFolder
    private let send: Sending

    /// Prepares to ask for the ledger of a store.
    public init(_ folder: LedgerFolder, send: @escaping Sending) {
        self.folder = folder
        self.send = send
    }

    /// Asks the witnesses of the file `policy` to sign the newest checkpoint.
    ///
    /// - Returns: How they stand; nil if there is no ledger yet, or it has no witness.
    public func askWitnesses() async throws -> WitnessReport? {
        guard folder.exists(.ledger) else { return nil }
        let policy = try LedgerReader(folder).policy
        guard !policy.witnesses.isEmpty else { return nil }
        return try await WitnessRound(try folder.files(of: .ledger), policy: policy, send: send).run()
    }

    /// How the witnesses stand as far as is known, without asking them; nil if there is no ledger yet, or it has none.
    public static func standing(_ folder: LedgerFolder) throws -> WitnessReport? {
        guard folder.exists(.ledger) else { return nil }
        let policy = try LedgerReader(folder).policy
        guard !policy.witnesses.isEmpty else { return nil }
        return try WitnessShelf(try folder.files(of: .ledger), policy: policy).report()
    }

    /// Has the newest checkpoint stamped, if none was that day.
    ///
    /// - Parameter isAnyDay: Whether to do it even if one was.
    /// - Returns: What came of it; nil if there is no ledger yet.
    public func stamp(
        by authority: StampingAuthority,
        now: UTCInstant,
        isAnyDay: Bool = false
    ) async throws -> TimeStamper<PosixFiles>.Outcome? {
        guard folder.exists(.ledger) else { return nil }
        let stamper = TimeStamper(
            try folder.files(of: .ledger),
            logKeys: try LedgerReader(folder).policy.logs.map(\.key),
            authority: authority,
            send: send
        )
        return isAnyDay ? try await stamper.stamp() : try await stamper.stampIfDue(now: now)
    }

    /// Checks the stamps that are kept.
    public static func checkStamps(_ folder: LedgerFolder, by authority: StampingAuthority) throws -> [KeptStamp] {
        let keys = try LedgerReader(folder).policy.logs.map(\.key)
        return try StampShelf(try folder.files(of: .ledger)).check(authority, logKeys: keys)
    }
}
