public import Foundation
public import Installation
public import Store
public import Vocabulary

/// Takes files into a store: keeps them, reads their records, files them as facts, a batch at a time.
///
/// A run can be cut at any moment and repeated: what a transaction has written is passed over the next time.
public struct Importer: Sendable {
    /// The store.
    public let store: FactStore
    let maps: [String: ColumnMap]
    let lexicon: NameIndex
    let terms: LocalTerms
    let now: @Sendable () -> Date

    /// How many records one transaction holds.
    static let batchLength = 20_000

    /// Makes an importer.
    ///
    /// - Parameters:
    ///   - store: Where records are kept.
    ///   - maps: The maps that files may be read with, by name.
    ///   - lexicon: Finds countries and minerals by name.
    ///   - terms: The licence kinds and units of the country packs in force.
    ///   - now: The clock.
    public init(
        store: FactStore,
        maps: [String: ColumnMap],
        lexicon: NameIndex,
        terms: LocalTerms = .none,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.maps = maps
        self.lexicon = lexicon
        self.terms = terms
        self.now = now
    }

    /// The map of that name.
    func map(named name: String) -> ColumnMap? { maps[name] }

    /// The names of the maps, in order, with what they are for.
    public var mapTitles: [(id: String, title: String)] {
        maps.values.sorted { $0.id < $1.id }.map { ($0.id, $0.title) }
    }

    /// What the sender says of a file; what is nil is found out.
    public struct Order: Sendable, Hashable {
        /// The file's name as the sender gave it.
        public var fileName: String
        /// What it holds.
        public var kind: String?
        /// The name of the map to read it with.
        public var map: String?
        /// Who made the data.
        public var source: String?
        /// The agency that hands it in.
        public var agency: String
        /// The handling marking of its records.
        public var marking: HandlingMarking
        /// The quarantined record that it puts right.
        public var correctsQuarantine: Int64?

        /// Makes an order.
        public init(
            fileName: String,
            kind: String? = nil,
            map: String? = nil,
            source: String? = nil,
            agency: String = "local",
            marking: HandlingMarking = .amber,
            correctsQuarantine: Int64? = nil
        ) {
            self.fileName = fileName
            self.kind = kind
            self.map = map
            self.source = source
            self.agency = agency
            self.marking = marking
            self.correctsQuarantine = correctsQuarantine
        }
    }

    /// Takes a file in.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - order: What its sender says of it.
    ///   - report: Called after each batch.
    ///   - mayGoOn: Asked after each batch; if not, the import ends there and can be repeated later.
    /// - Returns: How it ended. A file that could not be read as a whole ends as refused, and is in quarantine.
    /// - Throws: ``IntakeError`` if the file cannot be kept or the store fails.
    public func take(
        _ file: URL,
        _ order: Order,
        report: @Sendable (ImportProgress) -> Void = { _ in },
        mayGoOn: @Sendable () -> Bool = { true }
    ) async throws(IntakeError) -> ImportProgress {
        var map: ColumnMap?
        if let name = order.map {
            map = maps[name]
            guard map != nil else {
                throw IntakeError(
                    .badMap,
                    "There is no map \(name); there are \(maps.keys.sorted().joined(separator: ", "))."
                )
            }
        }
        do {
            let kept = try store.received.keep(file)
            return try await take(kept, order, map, report: report, mayGoOn: mayGoOn)
        } catch let error as IntakeError {
            throw error
        } catch {
            throw IntakeError(.store, "\(order.fileName): \(error)")
        }
    }

    /// Takes in what was written here and not sent as a file.
    ///
    /// - Throws: ``IntakeError`` if it cannot be kept or the store fails.
    public func take(_ bytes: [UInt8], _ order: Order) async throws(IntakeError) -> ImportProgress {
        do {
            let kept = try store.received.keep(bytes: bytes)
            return try await take(kept, order, nil, report: { _ in }, mayGoOn: { true })
        } catch let error as IntakeError {
            throw error
        } catch {
            throw IntakeError(.store, "\(order.fileName): \(error)")
        }
    }

    private func take(
        _ kept: ReceivedFiles.Kept,
        _ order: Order,
        _ map: ColumnMap?,
        report: @Sendable (ImportProgress) -> Void,
        mayGoOn: @Sendable () -> Bool
    ) async throws -> ImportProgress {
        let recogniser = Recogniser(maps: maps)
        let sample = try store.received.bytes(of: kept.sha256, at: 0, count: Recogniser.sampleLength)
        let plan: Result<ImportPlan, RefusalReason>
        do throws(RefusalReason) {
            plan = .success(
                try recogniser.plan(sample, isWhole: sample.count == kept.byteCount, kind: order.kind, map: map)
            )
        } catch {
            plan = .failure(error)
        }
        let known = try? plan.get()
        let consignment = Consignment(
            fileName: order.fileName,
            kind: known?.kindName ?? "unknown",
            map: known?.mapName ?? "",
            source: order.source ?? known?.source ?? "",
            agency: order.agency,
            marking: order.marking
        )
        let receipt = try await store.receipt(
            for: kept,
            consignment,
            at: now(),
            correcting: order.correctsQuarantine
        )
        var progress = ImportProgress(
            state: .reading,
            kind: consignment.kind,
            bytesDone: 0,
            bytesTotal: kept.byteCount,
            counts: receipt.counts,
            receipt: receipt.id
        )
        guard !receipt.isFinished else {
            progress.state = .alreadyKnown
            progress.bytesDone = kept.byteCount
            return progress
        }
        do {
            let plan = try plan.get()
            let head = plan.isOfEvents ? try EventDocumentHead(of: kept.sha256, in: store.received) : nil
            var stream = try self.stream(of: plan, kept, head)
            try await read(
                &stream,
                to: receipt,
                &progress,
                document: head?.document,
                report: report,
                mayGoOn: mayGoOn
            )
        } catch let error as RefusalReason {
            try await store.refuse(receipt, because: error, at: now())
            progress.counts.quarantined += 1
            progress.state = .refused
            progress.refusal = error
        }
        return progress
    }
}
