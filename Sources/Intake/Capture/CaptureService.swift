import EPCIS
import Formats
import Foundation
import GRDB
public import Store
import Synchronization
public import Vocabulary

/// Takes EPCIS documents in through the capture interface: each is kept and noted before it is acknowledged, and
/// captured in the background, whatever happens to the process in between.
public final class CaptureService: Sendable {
    /// How many events one document may have.
    public static let eventLimit = 20_000
    /// How many bytes one document may have.
    public static let byteLimit = 64 << 20
    /// How many documents may wait.
    public static let queueLimit = 256
    /// How many are worked on at a time: while one is written, the next one is read.
    private static let workerCount = 2

    private struct Queue {
        var waiting: [(job: CaptureJob, agency: String)] = []
        var workers: [Int: Task<Void, Never>] = [:]
        var lastWorker = 0
        var isStopping = false
    }

    private let importer: Importer
    private let queue = Mutex(Queue())

    /// Makes a service around an importer.
    public init(_ importer: Importer) {
        self.importer = importer
    }

    /// Why something is not captured at once.
    public enum Refusal: Error, Sendable, Hashable {
        /// So many documents wait that this one has to come again later.
        case busy
    }

    /// Keeps a document and has it captured.
    ///
    /// - Returns: The job's identifier; from here on the document is captured even if the process ends.
    public func submit(
        _ bytes: [UInt8],
        _ behaviour: CaptureJob.Behaviour,
        marking: HandlingMarking,
        by reader: Reader
    ) async throws -> String {
        guard queue.withLock({ $0.waiting.count < Self.queueLimit }) else { throw Refusal.busy }
        let agency = try await importer.store.agencyName(of: reader)
        let kept = try importer.store.received.keep(bytes: bytes)
        let job = try await importer.store.openCaptureJob(kept, behaviour, marking: marking, by: reader)
        enqueue(job, agency)
        return job.id
    }

    /// Goes on with the jobs that an earlier process left.
    public func resume() async throws {
        for job in try await importer.store.openCaptureJobs() {
            enqueue(job, try await importer.store.agencyName(ofAgency: job.owner))
        }
    }

    /// Lets the documents that are being worked on come to their end; those that wait are taken up at the next start.
    public func stop() async {
        let workers = queue.withLock { queue in
            queue.isStopping = true
            return Array(queue.workers.values)
        }
        for worker in workers { await worker.value }
    }

    private func enqueue(_ job: CaptureJob, _ agency: String) {
        queue.withLock { queue in
            queue.waiting.append((job, agency))
            guard !queue.isStopping, queue.workers.count < Self.workerCount else { return }
            queue.lastWorker += 1
            let number = queue.lastWorker
            // Not structured: the sender's request ends long before.
            queue.workers[number] = Task { await self.work(number) }
        }
    }

    private func work(_ number: Int) async {
        while true {
            let next = queue.withLock { queue -> (job: CaptureJob, agency: String)? in
                guard !queue.isStopping, !queue.waiting.isEmpty else {
                    queue.workers[number] = nil
                    return nil
                }
                return queue.waiting.removeFirst()
            }
            guard let next else { return }
            do {
                _ = try await importer.capture(
                    next.job.kept,
                    next.job.behaviour,
                    agency: next.agency,
                    marking: HandlingMarking(rawValue: next.job.marking) ?? .red,
                    limit: Self.eventLimit,
                    job: next.job.id
                )
            } catch {
                // What failed is the store, not the document, which is kept.
                try? await importer.store.finishCaptureJob(
                    next.job.id,
                    isSuccess: false,
                    errors: CaptureErrors.failure
                )
            }
        }
    }

    /// What became of one event that was captured while its sender waited.
    public enum Single: Sendable {
        /// It was captured under that id.
        case captured(id: String)
        /// There is an event of that id.
        case exists(id: String)
        /// It is refused.
        case refused(RefusalReason)
    }

    /// Captures one event while its sender waits.
    public func capture(
        event bytes: [UInt8],
        marking: HandlingMarking,
        by reader: Reader
    ) async throws -> Single {
        let store = importer.store
        var documents = DocumentReader()
        var tree = EventTree()
        documents.feed(bytes.span)
        documents.finish()
        let item = documents.next(into: &tree)
        if case .fault(let fault) = item {
            return .refused(EventRefusal.reason(of: fault, in: documents.syntax))
        }
        guard case .event = item, documents.header.kind == .bare else {
            return .refused(RefusalReason(.wrongType, at: "$", found: .documentAroundEvents, expected: .event))
        }
        let keys = EventKeys(of: tree)
        var hasher = EventHasher(order: .reference)
        let id = keys.eventID ?? hasher.id(of: tree)
        let isKnown = try await store.hasCapturedEvent(id, isErrorDeclaration: keys.isErrorDeclaration)
        if isKnown { return .exists(id: id) }
        let agency = try await store.agencyName(of: reader)
        let kept = try store.received.keep(bytes: bytes)
        let outcome = try await importer.capture(
            kept,
            .rollback,
            agency: agency,
            marking: marking,
            limit: 1,
            job: nil,
            isBare: true
        )
        if let refusal = outcome.refusals.first { return .refused(refusal.reason) }
        if outcome.isTooLong {
            return .refused(RefusalReason(.badSyntax, at: "$", found: .textBehindEnd, expected: .event))
        }
        if outcome.isKnown || outcome.counts.duplicates > 0 { return .exists(id: id) }
        return .captured(id: id)
    }

    /// A job of the reader's agency; nil if there is none of that name.
    public func job(_ id: String, as reader: Reader) async throws -> CaptureJob? {
        try await importer.store.read(as: reader) { db in
            try Row.fetchOne(db, sql: "SELECT * FROM capture_job WHERE id = ?", arguments: [id])
                .map { CaptureJob(row: $0) }
        }
    }

    /// The jobs of the reader's agency, the newest first.
    ///
    /// - Parameter before: The last one of the page before.
    public func jobs(
        as reader: Reader,
        before: (createdAt: String, id: String)?,
        limit: Int
    ) async throws -> [CaptureJob] {
        try await importer.store.read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM capture_job WHERE (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?
                    """,
                arguments: [before?.createdAt ?? "9999", before?.id ?? "", limit]
            ).map { CaptureJob(row: $0) }
        }
    }
}
