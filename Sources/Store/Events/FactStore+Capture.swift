import Foundation
import GRDB
public import Vocabulary

extension FactStore {
    /// Notes that a kept document is to be captured; from here on it is captured whatever happens to the process.
    ///
    /// - Returns: The job.
    public func openCaptureJob(
        _ kept: ReceivedFiles.Kept,
        _ behaviour: CaptureJob.Behaviour,
        marking: HandlingMarking,
        by reader: Reader
    ) async throws -> CaptureJob {
        let id = UUID().uuidString.lowercased()
        let time = Self.timestamp(now())
        return try await write { db in
            try self.require(.handIn, of: reader, to: "capture", in: db)
            try db.cachedStatement(
                sql: """
                    INSERT INTO main.capture_job (id, owner, marking, sha256, byte_count, behaviour, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                id, reader.agency.rawValue, marking.rawValue, Data(kept.sha256), kept.byteCount, behaviour.rawValue,
                time,
            ])
            let row = try Row.fetchOne(db, sql: "SELECT * FROM main.capture_job WHERE id = ?", arguments: [id])
            return CaptureJob(row: row ?? Row())
        }
    }

    /// Whether an event of that key was captured that nothing has taken the place of.
    ///
    /// Whoever asks: two events of one id may not be, whether or not their owners know of each other.
    public func hasCapturedEvent(_ key: String, isErrorDeclaration: Bool) async throws -> Bool {
        try await readTables { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM main.captured_event WHERE event_key = ? AND is_error = ?)",
                arguments: [key, isErrorDeclaration ? 1 : 0]
            ) ?? false
        }
    }

    /// What an agency is called.
    public func agencyName(ofAgency id: Int64) async throws -> String {
        try await readTables { db in
            try String.fetchOne(db, sql: "SELECT name FROM main.agency WHERE id = ?", arguments: [id]) ?? "local"
        }
    }

    /// The jobs that are not done, the oldest first.
    public func openCaptureJobs() async throws -> [CaptureJob] {
        try await readTables { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM main.capture_job WHERE finished_at IS NULL ORDER BY created_at, id"
            ).map { CaptureJob(row: $0) }
        }
    }

    /// Notes how a job ended.
    public func finishCaptureJob(_ id: String, isSuccess: Bool, errors: String) async throws {
        let time = Self.timestamp(now())
        try await write { db in
            try Self.finishCaptureJob(id, isSuccess: isSuccess, errors: errors, at: time, in: db)
        }
    }

    private static func finishCaptureJob(
        _ id: String,
        isSuccess: Bool,
        errors: String,
        at time: String,
        in db: Database
    ) throws {
        try db.cachedStatement(
            sql: "UPDATE main.capture_job SET finished_at = ?, is_success = ?, errors = ? WHERE id = ?"
        ).execute(arguments: [time, isSuccess ? 1 : 0, errors, id])
    }

    /// What became of the records of a document.
    public struct Filing: Sendable {
        /// The counts of its receipt.
        public var counts: IntakeCounts
        /// Whether it was there already and nothing was done.
        public var isKnown: Bool
        /// What was refused while it was written: records under identifiers of other agencies'.
        public var refusals: [FactBatch.Refusal]
    }

    /// Files a whole document in one transaction: its receipt, records, facts and refusals, and the end of its job.
    ///
    /// - Parameters:
    ///   - batch: Everything in the document.
    ///   - behaviour: Whether a refusal keeps the rest out; then the refusals alone are written.
    ///   - job: The job that ends with it; nil if there is none.
    ///   - errors: What the job says of the refusals: a JSON array.
    public func file(
        _ batch: FactBatch,
        of kept: ReceivedFiles.Kept,
        _ consignment: Consignment,
        _ behaviour: CaptureJob.Behaviour,
        job: String?,
        errors: @escaping @Sendable ([FactBatch.Refusal]) -> String
    ) async throws -> Filing {
        let time = now()
        let excerpts = try Self.excerpts(of: batch.refusals, in: kept.sha256, received)
        return try await write { [received] db in
            let receipt = try Self.receipt(for: kept, consignment, at: time, in: db)
            guard !receipt.isFinished else {
                let filing = Filing(counts: receipt.counts, isKnown: true, refusals: [])
                if let job {
                    let isSuccess = receipt.counts.quarantined == 0 || behaviour == .proceed
                    try Self.finishCaptureJob(
                        job,
                        isSuccess: isSuccess,
                        errors: errors(batch.refusals),
                        at: Self.timestamp(time),
                        in: db
                    )
                }
                return filing
            }
            let recordTime = Int64((time.timeIntervalSince1970 * 1_000_000).rounded())
            var foreign: [FactBatch.Refusal] = []
            var counts = IntakeCounts()
            if behaviour == .proceed || batch.refusals.isEmpty {
                try db.inSavepoint {
                    var writer = try BatchWriter(db, batch: batch, receipt: receipt, recordTime: recordTime)
                    try writer.writeDocument()
                    try writer.writeRecords()
                    foreign = writer.foreign
                    guard behaviour == .proceed || foreign.isEmpty else { return .rollback }
                    try writer.writeRefusals(batch.refusals, excerpts)
                    try writer.writeRefusals(foreign, try Self.excerpts(of: foreign, in: kept.sha256, received))
                    try writer.close(next: kept.byteCount)
                    counts = writer.counts
                    return .commit
                }
            }
            let isRolledBack = behaviour == .rollback && !(batch.refusals.isEmpty && foreign.isEmpty)
            if isRolledBack {
                let refused = FactBatch()
                var writer = try BatchWriter(db, batch: refused, receipt: receipt, recordTime: recordTime)
                try writer.writeRefusals(batch.refusals, excerpts)
                try writer.writeRefusals(foreign, try Self.excerpts(of: foreign, in: kept.sha256, received))
                try writer.close(next: kept.byteCount)
                counts = writer.counts
            }
            try db.cachedStatement(sql: "UPDATE main.receipt SET state = ?, finished_at = ? WHERE id = ?")
                .execute(arguments: [isRolledBack ? "failed" : "complete", Self.timestamp(time), receipt.id])
            if let job {
                try Self.finishCaptureJob(
                    job,
                    isSuccess: !isRolledBack,
                    errors: errors(batch.refusals + foreign),
                    at: Self.timestamp(time),
                    in: db
                )
            }
            try SearchWriter.followUp(db, atMost: Self.indexedAtOnce)
            return Filing(counts: counts, isKnown: false, refusals: foreign)
        }
    }
}
