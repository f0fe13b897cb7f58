package import Foundation
package import GRDB

/// How a store stands, in numbers: nothing of what it holds.
package struct StoreMeasures: Sendable {
    /// Records of all imports, by what became of them.
    package var accepted = 0
    /// Records that were there already.
    package var duplicates = 0
    /// Records that replaced older ones.
    package var corrections = 0
    /// Records set aside since the store began.
    package var quarantined = 0
    /// Imports, by state.
    package var receipts: [String: Int] = [:]
    /// Records that wait in quarantine.
    package var waiting = 0
    /// Findings in force.
    package var findings = 0
    /// When the newest assessment began, in seconds since 1970, and how long it took.
    package var assessedAt: Double?
    /// Seconds of the newest assessment.
    package var assessmentSeconds: Double?
    /// When the newest backup was made, in seconds since 1970.
    package var backedUpAt: Double?
    /// The newest time of receipt, in seconds since 1970.
    package var receivedAt: Double?

    /// Reads the numbers.
    package init(_ db: Database) throws {
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT state, count(*), sum(accepted), sum(duplicates), sum(corrections), sum(quarantined)
                FROM main.receipt GROUP BY state
                """
        ) {
            receipts[row[0]] = row[1]
            accepted += row[2]
            duplicates += row[3]
            corrections += row[4]
            quarantined += row[5]
        }
        waiting = try Int.fetchOne(db, sql: "SELECT count(*) FROM main.quarantine WHERE state = 'open'") ?? 0
        findings = try Int.fetchOne(db, sql: "SELECT count(*) FROM main.finding") ?? 0
        let newest = try Row.fetchOne(
            db,
            sql: "SELECT unixepoch(started_at), seconds FROM main.assessment ORDER BY id DESC LIMIT 1"
        )
        assessedAt = newest?[0]
        assessmentSeconds = newest?[1]
        backedUpAt = try Double.fetchOne(db, sql: "SELECT unixepoch(max(at)) FROM main.backup_made")
        receivedAt = try Double.fetchOne(
            db,
            sql: "SELECT unixepoch(received_at) FROM main.receipt ORDER BY id DESC LIMIT 1"
        )
    }
}

extension FactStore {
    /// How the store stands.
    package func measures() async throws -> StoreMeasures {
        try await readTables { try StoreMeasures($0) }
    }

    /// Bytes of the database file and of its write-ahead log.
    package var databaseSizes: (database: Int, log: Int) {
        func size(_ path: String) -> Int {
            (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        }
        let path = Self.databaseURL(in: folder).path
        return (size(path), size(path + "-wal"))
    }

    /// The steps of the schema that the store has not seen; empty unless another program changed it meanwhile.
    package func pendingMigrations() async throws -> [String] {
        try await readTables { db in
            let applied = try StoreMigrations.migrator().appliedIdentifiers(db)
            return StoreMigrations.migrator().migrations.filter { !applied.contains($0) }
        }
    }

    /// The steps that a store in a folder would see when it is opened; nothing is changed.
    package static func pendingMigrations(in folder: URL) throws -> [String] {
        try StoreUpgrade(of: databaseURL(in: folder), migrator: StoreMigrations.migrator()).pending()
    }
}
