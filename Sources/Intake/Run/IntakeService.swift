public import Foundation
public import Store
import Synchronization
public import Vocabulary

/// An import that runs while others go on with their work.
public struct ImportJobID: Sendable, Hashable, RawRepresentable {
    /// The identifier: not to be guessed, so that one visitor does not see another one's import.
    public let rawValue: String

    /// Wraps an identifier.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// How an import stands.
public struct ImportJob: Sendable {
    /// The file's name as its sender gave it.
    public let fileName: String
    /// The agency that hands it in.
    public let agency: AgencyNumber
    /// How far it has come.
    public var progress: ImportProgress
    /// When it began.
    public let startedAt: Date
    /// Records a second so far.
    public var rate: Double?
    /// Seconds left at the present rate; nil before the first batch.
    public var secondsLeft: Double?
    /// Why it failed, in words for its sender.
    public var failure: String?

    /// Whether nothing more will happen.
    public var isOver: Bool { failure != nil || ![.receiving, .reading].contains(progress.state) }
}

/// Runs imports in the background and answers how they stand.
public final class IntakeService: Sendable {
    /// What takes the files in.
    public let importer: Importer
    private let jobs = Mutex<[ImportJobID: ImportJob]>([:])
    private let now: @Sendable () -> Date
    /// The imports that run, and whether they are to end.
    private let running = Mutex<(tasks: [ImportJobID: Task<Void, Never>], isStopping: Bool)>(([:], false))
    /// How many finished jobs are remembered.
    private static let memory = 200

    /// Makes a service around an importer.
    public init(_ importer: Importer, now: @escaping @Sendable () -> Date = { Date() }) {
        self.importer = importer
        self.now = now
    }

    /// Starts to take in a file, which is removed afterwards, for the agency of whoever hands it in.
    public func startImport(
        file: URL,
        name: String,
        kind: String?,
        map: String?,
        source: String,
        marking: HandlingMarking,
        by reader: Reader
    ) async throws -> ImportJobID {
        let order = Importer.Order(
            fileName: name,
            kind: kind,
            map: map,
            source: source.isEmpty ? nil : source,
            agency: try await importer.store.agencyName(of: reader),
            marking: marking
        )
        let job = ImportJobID(rawValue: UUID().uuidString.lowercased())
        let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
        let start = ImportProgress(
            state: .receiving,
            kind: kind ?? "",
            bytesDone: 0,
            bytesTotal: size,
            counts: IntakeCounts(),
            receipt: nil,
            refusal: nil
        )
        jobs.withLock { jobs in
            if jobs.count >= Self.memory,
                let oldest = jobs.filter(\.value.isOver).min(by: { $0.value.startedAt < $1.value.startedAt })
            {
                jobs[oldest.key] = nil
            }
            jobs[job] = ImportJob(fileName: name, agency: reader.agency, progress: start, startedAt: now())
        }
        // Not structured: the visitor's request ends long before the import does.
        running.withLock { running in
            running.tasks[job] = Task {
                await self.run(job, file, order)
                try? FileManager.default.removeItem(at: file)
                self.running.withLock { $0.tasks[job] = nil }
            }
        }
        return job
    }

    /// Lets each running import finish its batch, and waits for that; imports that start later end after one batch.
    public func stop() async {
        let tasks = running.withLock { running in
            running.isStopping = true
            return Array(running.tasks.values)
        }
        for task in tasks { await task.value }
    }

    /// The imports of an agency that are still going on, the oldest first.
    public func running(of agency: AgencyNumber) -> [(id: ImportJobID, job: ImportJob)] {
        jobs.withLock { jobs in
            jobs.filter { $0.value.agency == agency && !$0.value.isOver }
                .sorted { ($0.value.startedAt, $0.key.rawValue) < ($1.value.startedAt, $1.key.rawValue) }
                .map { ($0.key, $0.value) }
        }
    }

    /// How a job stands; nil if it is not known.
    public func status(of job: ImportJobID) async -> ImportJob? {
        jobs.withLock { $0[job] }
    }

    /// Hands a quarantined record in again, corrected; the old one stays in quarantine as resolved.
    ///
    /// - Parameters:
    ///   - quarantineID: The quarantined record.
    ///   - bytes: The corrected record, in the form in which it stood in its file.
    ///   - reader: Who corrects it.
    /// - Returns: How it ended; the record is resolved if something was accepted.
    @discardableResult
    public func resubmit(quarantineID: Int64, bytes: [UInt8], by reader: Reader = .local) async throws -> ImportProgress
    {
        let store = importer.store
        let record = try await store.quarantined(quarantineID, as: reader)
        let header = try importer.header(of: record)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        // A corrected JSON record may stand on many lines, where its file had one a line: between values a line end is
        // a space, and inside a text it cannot stand.
        let isJSON = bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
        let flat = isJSON ? bytes.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 } : bytes
        try Data(header + flat).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let isWhole = record.kind == "unknown"
        let order = Importer.Order(
            fileName: "\(record.fileName) (corrected)",
            kind: isWhole ? nil : record.kind,
            map: record.map.isEmpty ? nil : record.map,
            source: record.source,
            agency: record.agency,
            marking: HandlingMarking(rawValue: record.marking) ?? .red,
            correctsQuarantine: record.id
        )
        let progress = try await importer.take(file, order)
        if let receipt = progress.receipt, progress.counts.accepted > 0, progress.counts.quarantined == 0 {
            try await store.resolve(quarantine: record.id, by: receipt)
        }
        return progress
    }

    private func run(_ job: ImportJobID, _ file: URL, _ order: Importer.Order) async {
        do {
            let end = try await importer.take(file, order) { progress in
                self.note(progress, of: job)
            } mayGoOn: {
                self.running.withLock { !$0.isStopping }
            }
            note(end, of: job)
        } catch {
            jobs.withLock { $0[job]?.failure = error.message }
        }
    }

    private func note(_ progress: ImportProgress, of job: ImportJobID) {
        let time = now()
        jobs.withLock { jobs in
            guard var entry = jobs[job] else { return }
            entry.progress = progress
            let seconds = max(time.timeIntervalSince(entry.startedAt), 0.001)
            let counts = progress.counts
            entry.rate = Double(counts.accepted + counts.duplicates + counts.quarantined) / seconds
            if progress.bytesDone > 0 {
                entry.secondsLeft =
                    seconds * Double(progress.bytesTotal - progress.bytesDone) / Double(progress.bytesDone)
            }
            jobs[job] = entry
        }
    }
}
