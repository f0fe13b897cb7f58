public import Foundation
import GRDB

/// A copy of the database at one moment, and the received files and files of exhibits that belong to it.
public struct StoreSnapshot: Sendable {
    /// How many bytes the copy has.
    public let byteCount: Int
    /// The steps that its schema has seen.
    public let migrations: [String]
    /// How many rows each table has.
    public let rowCounts: [String: Int]
    /// The received files that its receipts name, each once.
    public let received: [ReceivedFiles.Kept]
    /// The files of exhibits, as they lie: the digest of the sealed bytes, and how many there are.
    public let evidence: [ReceivedFiles.Kept]
}

extension FactStore {
    /// Pages copied between two looks at how far it is.
    private static let pagesPerStep: CInt = 1024

    /// Copies the database as it is at one moment to a new file, and looks the copy through; readers and writers go on.
    ///
    /// A received file is kept before its receipt is written, so every file that the copy names is there.
    public func snapshot(
        to file: URL,
        report: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> StoreSnapshot {
        let pageSize = 16_384
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            // A copy that was cut off is thrown away: it needs no journal.
            try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        }
        let copy = try DatabaseQueue(path: file.path, configuration: configuration)
        defer { try? copy.close() }
        // One read transaction from the first page to the last: what is written meanwhile does not disturb it.
        try await readTables { source in
            try copy.inDatabase { target in
                try source.backup(to: target, pagesPerStep: Self.pagesPerStep) { progress in
                    report(progress.completedPageCount * pageSize, progress.totalPageCount * pageSize)
                }
            }
        }
        // Without a write-ahead log beside it the copy is one file.
        try await copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        let found = try await copy.read { db in
            if let fault = try String.fetchAll(db, sql: "PRAGMA quick_check(1)").first(where: { $0 != "ok" }) {
                throw StoreError(
                    .database,
                    "The database is damaged (\(fault)). `touchstone verify-store` says more; restore a backup."
                )
            }
            return (
                migrations: try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid"),
                rowCounts: try StoreInspection.rowCounts(db),
                received: try Row.fetchAll(
                    db,
                    sql: "SELECT sha256, max(byte_count) FROM receipt GROUP BY sha256 ORDER BY sha256"
                )
                .map { ReceivedFiles.Kept(sha256: Array($0[0] as Data), byteCount: $0[1]) },
                evidence: try Row.fetchAll(
                    db,
                    sql: "SELECT sealed_sha256, sealed_byte_count FROM evidence_file ORDER BY sealed_sha256"
                )
                .map { ReceivedFiles.Kept(sha256: Array($0[0] as Data), byteCount: $0[1]) }
            )
        }
        try copy.close()
        let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int
        return StoreSnapshot(
            byteCount: size ?? 0,
            migrations: found.migrations,
            rowCounts: found.rowCounts,
            received: found.received,
            evidence: found.evidence
        )
    }

    /// Notes that a backup was made.
    public func noteBackup(at time: String, place: String, bytes: Int, manifestDigest: String) async throws {
        try await write { db in
            try db.execute(
                sql: "INSERT INTO main.backup_made (at, place, bytes, manifest_sha256) VALUES (?, ?, ?, ?)",
                arguments: [time, place, bytes, manifestDigest]
            )
        }
    }
}
