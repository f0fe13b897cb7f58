import Crypto
import Foundation
public import Sealing
import Secrets
public import Store
public import Vocabulary

/// The desk at which people report who have no account: takes what they tell, seals it before anything is written, and
/// shows them the thread that their receipt opens.
///
/// Nothing that comes in is kept but in envelopes: no address, no time of day, no name of a device reaches the store.
public struct ReporterDesk: Sendable {
    /// What somebody hands in.
    public struct Report: Sendable {
        /// Its name, made where the report was made: the same when it is sent again.
        public var id: ReportID
        /// The receipt, made there too.
        public var receipt: Sealing.Receipt
        /// What it says.
        public var content: ReportContent
        /// Through which door.
        public var door: ReportDoor
        /// Whether somebody is in danger now.
        public var isUrgent: Bool
        /// The language of an answer.
        public var language: Language
        /// Whether the receipt opens the report as well, and not only the answers.
        public var reporterReadsOwn: Bool

        /// Describes it.
        public init(
            id: ReportID,
            receipt: Sealing.Receipt,
            content: ReportContent,
            door: ReportDoor = .general,
            isUrgent: Bool = false,
            language: Language,
            reporterReadsOwn: Bool = false
        ) {
            self.id = id
            self.receipt = receipt
            self.content = content
            self.door = door
            self.isUrgent = isUrgent
            self.language = language
            self.reporterReadsOwn = reporterReadsOwn
        }
    }

    let store: FactStore
    let salt: [UInt8]
    let delivery: DeliveryBox
    let retention: RetentionRule
    private let quota: ReportQuota?
    let today: @Sendable () -> CalendarDay

    /// Opens the desk of a store.
    ///
    /// - Parameter quota: How many reports it takes in an hour; nil for any number.
    public init(
        _ store: FactStore,
        retention: RetentionRule = .usual,
        quota: ReportQuota? = nil,
        today: @escaping @Sendable () -> CalendarDay
    ) async throws {
        self.store = store
        self.retention = retention
        self.quota = quota
        self.today = today
        salt = try await store.ledgerSecret("report receipts", orKeep: Self.chance())
        let seed = try await store.ledgerSecret("report delivery", orKeep: Self.chance())
        delivery = try DeliveryBox(seed: SecretBytes(seed))
    }

    private static func chance() -> [UInt8] { SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) } }

    /// The key to which phones seal what waits on them.
    public var deliveryKey: [UInt8] { delivery.publicKey }

    /// Seals a report to the organisations behind its door, and keeps it.
    ///
    /// Sent again it is there once. If it says something else than before, both stay: what was changed is kept behind
    /// what was there, and whoever opens the report sees the newest first.
    ///
    /// - Parameter sender: By what senders are told apart for an hour, in memory; nil for nobody in particular.
    /// - Throws: ``CommunityFault``, with `later` where too many came within the hour: one that is there already is known all
    ///   the same.
    public func handIn(_ report: Report, from sender: Int? = nil) async throws -> FactStore.Delivery {
        let present = try await store.reportKeys(at: report.door)
        let keys = try self.keys(of: report.receipt)
        if let wait = quota?.wait(report.door, from: sender),
            try await store.report(lookup: keys.lookUp.bytes) == nil
        {
            throw CommunityFault.later(wait)
        }
        let draft = try sealed(report, keys, to: present)
        do {
            guard try await store.keep(draft) == .known else {
                quota?.count(report.door, from: sender)
                return .kept
            }
        } catch let error as StoreError where error.code == .conflict {
            throw CommunityFault.taken
        }
        return try await add(.report, report.content.bytes, with: keys, reporterReadsOwn: report.reporterReadsOwn)
    }

    /// A report sealed to the organisations behind its door, for who keeps it together with something else.
    ///
    /// - Returns: The report, and what it is found by.
    func draft(of report: Report) async throws -> (draft: SealedReportDraft, lookUp: [UInt8]) {
        let present = try await store.reportKeys(at: report.door)
        let keys = try self.keys(of: report.receipt)
        return (try sealed(report, keys, to: present), keys.lookUp.bytes)
    }

    private func sealed(_ report: Report, _ keys: ReporterKeys, to present: [ReportKey]) throws -> SealedReportDraft {
        guard report.content.text.contains(where: { !$0.isWhitespace }) else { throw CommunityFault.nothingSaid }
        let bytes = report.content.bytes
        guard bytes.count <= ReportContent.longest else { throw CommunityFault.tooLong(ReportContent.longest) }
        let organisations = try present.map { try LockedKey($0.sealedKey).recipient }
        guard !organisations.isEmpty else { throw CommunityFault.nobodyReceives }
        let thread = ReportThread(
            report: report.id,
            reporter: keys.key.recipient,
            organisations: organisations,
            reporterReadsOwn: report.reporterReadsOwn
        )
        let envelope = try thread.seal(.report, content: bytes)
        return SealedReportDraft(
            report: report.id.bytes,
            lookup: keys.lookUp.bytes,
            reporterKey: keys.key.recipient.bytes,
            door: report.door,
            isUrgent: report.isUrgent,
            language: report.language.rawValue,
            recipients: present.map(\.agency),
            parts: [
                ReportPart(
                    purpose: EnvelopeLabel.Purpose.report.rawValue,
                    sequence: 0,
                    envelope: envelope.bytes,
                    mark: PartMark.of(bytes, .report, keys)
                )
            ],
            deleteOn: deletion(.open(lastActive: today()))
        )
    }

    /// What a receipt gives.
    func keys(of receipt: Sealing.Receipt) throws -> ReporterKeys {
        do throws(SealingFault) { return try ReporterKeys(receipt, salt: salt) } catch {
            throw error.reason == .outOfMemory ? CommunityFault.outOfMemory : CommunityFault.cannotBeOpened
        }
    }

    func deletion(_ state: RetentionState) -> CalendarDay {
        Retention(state, rule: retention)?.deletion ?? today()
    }
}
