import Crypto
import Foundation
public import Sealing
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
    let retention: RetentionRule
    let today: @Sendable () -> CalendarDay

    /// Opens the desk of a store.
    public init(
        _ store: FactStore,
        retention: RetentionRule = .usual,
        today: @escaping @Sendable () -> CalendarDay
    ) async throws {
        self.store = store
        self.retention = retention
        self.today = today
        let chance = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        salt = try await store.ledgerSecret("report receipts", orKeep: chance)
    }

    /// Seals a report to the organisations behind its door, and keeps it.
    ///
    /// - Throws: ``CommunityFault``.
    public func handIn(_ report: Report) async throws -> FactStore.Delivery {
        let keys = try await store.reportKeys(at: report.door)
        let draft = try sealed(report, to: keys)
        do { return try await store.keep(draft) } catch let error as StoreError where error.code == .conflict {
            throw CommunityFault.taken
        }
    }

    private func sealed(_ report: Report, to present: [ReportKey]) throws -> SealedReportDraft {
        guard report.content.text.contains(where: { !$0.isWhitespace }) else { throw CommunityFault.nothingSaid }
        let bytes = report.content.bytes
        guard bytes.count <= ReportContent.longest else { throw CommunityFault.tooLong(ReportContent.longest) }
        let reporter = try self.keys(of: report.receipt)
        let organisations = try present.map { try LockedKey($0.sealedKey).recipient }
        guard !organisations.isEmpty else { throw CommunityFault.nobodyReceives }
        let thread = ReportThread(
            report: report.id,
            reporter: reporter.key.recipient,
            organisations: organisations,
            reporterReadsOwn: report.reporterReadsOwn
        )
        let envelope = try thread.seal(.report, content: bytes)
        return SealedReportDraft(
            report: report.id.bytes,
            lookup: reporter.lookUp.bytes,
            reporterKey: reporter.key.recipient.bytes,
            door: report.door,
            isUrgent: report.isUrgent,
            language: report.language.rawValue,
            recipients: present.map(\.agency),
            parts: [
                ReportPart(purpose: EnvelopeLabel.Purpose.report.rawValue, sequence: 0, envelope: envelope.bytes)
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
