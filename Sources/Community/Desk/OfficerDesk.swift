public import Media
public import Sealing
package import Secrets
public import Store
public import Vocabulary

/// The desk of an organisation that receives reports: its key, and what it opens with that.
public struct OfficerDesk: Sendable {
    let store: FactStore
    let retention: RetentionRule
    let today: @Sendable () -> CalendarDay
    private let lockingCost: ScryptParameters

    /// Opens the desk of a store.
    public init(_ store: FactStore, retention: RetentionRule = .usual, today: @escaping @Sendable () -> CalendarDay) {
        self.init(store, retention: retention, lockingCost: LockedKey.currentParameters, today: today)
    }

    /// Opens the desk of a store that locks new keys at another cost, for tests of something else than the cost.
    ///
    /// No setting leads here: a key that is locked for less can be guessed at sooner.
    package init(
        _ store: FactStore,
        retention: RetentionRule = .usual,
        lockingCost: ScryptParameters,
        today: @escaping @Sendable () -> CalendarDay
    ) {
        self.store = store
        self.retention = retention
        self.lockingCost = lockingCost
        self.today = today
    }

    /// Makes the organisation's key, or another one in its place; what was sealed to earlier ones can still be opened.
    ///
    /// The passphrase is kept nowhere. Who loses it loses what is sealed to the key, unless the key is in escrow.
    ///
    /// - Throws: ``SealingFault`` for a passphrase that is none; ``Denial``.
    public func makeKey(_ passphrase: Passphrase, by officer: Reader) async throws {
        let key = try locked(.make(), passphrase)
        try await store.setReportKey(publicKey: key.recipient.bytes, sealedKey: key.bytes, by: officer)
    }

    func locked(_ key: OpeningKey, _ passphrase: Passphrase) throws -> LockedKey {
        var generator = SystemRandomNumberGenerator()
        return try LockedKey(key, passphrase: passphrase, parameters: lockingCost, using: &generator)
    }

    /// Opens the organisation's keys with a passphrase: all that it opens.
    ///
    /// - Throws: ``CommunityFault/noKey``, ``CommunityFault/wrongPassphrase``.
    public func unlock(_ passphrase: Passphrase, by officer: Reader) async throws -> [OpeningKey] {
        let keys = try await store.reportKeys(by: officer)
        guard !keys.isEmpty else { throw CommunityFault.noKey }
        return try Self.opened(keys, passphrase)
    }

    private static func opened(_ keys: [ReportKey], _ passphrase: Passphrase) throws -> [OpeningKey] {
        var opened: [OpeningKey] = []
        for key in keys {
            do throws(SealingFault) {
                opened.append(try LockedKey(key.sealedKey).unlock(passphrase))
            } catch {
                // An earlier key may have had another passphrase.
                if error.reason == .outOfMemory { throw CommunityFault.outOfMemory }
            }
        }
        guard !opened.isEmpty else { throw CommunityFault.wrongPassphrase }
        return opened
    }

    /// Opens a report; the trail says so before anything is read.
    ///
    /// - Throws: ``CommunityFault/cannotBeOpened`` if none of the keys opens it; ``StoreError`` with `notFound`.
    public func open(
        _ id: Int64,
        with keys: [OpeningKey],
        as officer: Reader,
        for purpose: Purpose,
        case reference: String
    ) async throws -> OpenedReport {
        let (report, parts) = try await store.openReport(id, as: officer, for: purpose, case: reference)
        let steps = try await store.steps(ofReport: id)
        return try OpenedReport(report, steps, parts, keys)
    }

    /// Opens one photo or recording of a report; the trail says so before anything is read.
    ///
    /// - Parameter number: As in ``OpenedReport/attachments``.
    /// - Throws: ``CommunityFault/cannotBeOpened``; ``StoreError`` with `notFound` if there is none.
    public func attachment(
        _ number: UInt32,
        of id: Int64,
        with keys: [OpeningKey],
        as officer: Reader
    ) async throws -> (kind: MediaKind, bytes: [UInt8]) {
        let (report, parts) = try await store.openReport(
            id,
            as: officer,
            for: .safeguarding,
            case: "attachment \(number + 1)"
        )
        guard let part = ThreadOrder.pieces(.attachment, parts).first(where: { $0.sequence == number }) else {
            throw StoreError(.notFound, "The report has no such attachment.")
        }
        guard let bytes = ThreadOpening.content(of: part, in: report, keys),
            let kind = try? MediaJudgement.kind(of: bytes)
        else { throw CommunityFault.cannotBeOpened }
        return (kind, bytes)
    }

    /// Answers the reporter.
    public func answer(_ opened: OpenedReport, _ text: String, by officer: Reader) async throws {
        guard text.contains(where: { !$0.isWhitespace }) else { throw CommunityFault.nothingSaid }
        guard text.utf8.count <= ThreadMessage.longest else { throw CommunityFault.tooLong(ThreadMessage.longest) }
        let keys = try await store.reportKeys(at: opened.report.door)
            .filter { opened.report.recipients.contains($0.agency) }
        let part = try ReporterDesk.piece(
            ThreadMessage(text).bytes,
            .messageToReporter,
            nil,
            of: opened.report,
            to: keys.map { try LockedKey($0.sealedKey).recipient },
            behind: opened.spoken,
            reporterReadsOwn: true
        )
        let end = Retention(.open(lastActive: today()), rule: retention)?.deletion ?? today()
        try await store.answerReport(opened.report.id, with: part, deleteOn: end, by: officer)
    }

    /// Says what became of a report, and as what it is counted in public where that is its end.
    ///
    /// - Throws: ``CommunityFault/notAllowed`` where its reporter did not agree to be counted.
    public func set(
        _ state: ReportState,
        of opened: OpenedReport,
        counted: CountedAs,
        by officer: Reader
    ) async throws {
        guard opened.allows(.statistics) else { throw CommunityFault.notAllowed }
        try await set(state, of: opened.report.id, counted: counted, by: officer)
    }

    /// Says what became of a report.
    public func set(_ state: ReportState, of id: Int64, by officer: Reader) async throws {
        try await set(state, of: id, counted: CountedAs(), by: officer)
    }

    private func set(_ state: ReportState, of id: Int64, counted: CountedAs, by officer: Reader) async throws {
        let ending: RetentionState =
            switch state {
            case .closed: .closed(today())
            case .notReport, .withdrawn: .withdrawn(today())
            default: .open(lastActive: today())
            }
        let end = Retention(ending, rule: retention)?.deletion ?? today()
        try await store.setReportState(state, of: id, deleteOn: end, counted: counted, by: officer)
    }
}
