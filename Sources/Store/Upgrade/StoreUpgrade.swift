public import Foundation
package import GRDB

/// Brings an older database up to date: on a copy first, which is looked through, and then in place.
///
/// The database as it was stays beside it, with the way back.
package struct StoreUpgrade: Sendable {
    private let database: URL
    private let folder: URL
    private let migrator: DatabaseMigrator
    private let now: @Sendable () -> Date

    /// Prepares to upgrade a database file with these steps.
    package init(
        of database: URL,
        migrator: DatabaseMigrator,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        folder = database.deletingLastPathComponent().appending(path: "upgrades", directoryHint: .isDirectory)
        self.migrator = migrator
        self.now = now
    }

    /// The steps that a database still needs; empty for one that has seen none, which is new.
    package func pending() throws -> [String] {
        guard FileManager.default.fileExists(atPath: database.path) else { return [] }
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        let queue = try DatabaseQueue(path: database.path, configuration: configuration)
        return try queue.read { db in
            let applied = try migrator.appliedIdentifiers(db)
            guard !applied.isEmpty, try !migrator.hasBeenSuperseded(db) else { return [] }
            return migrator.migrations.filter { !applied.contains($0) }
        }
    }

    /// Tries the steps on a copy; the database is not changed.
    ///
    /// Throws if the copy is not as it should be afterwards.
    ///
    /// - Returns: The file that keeps the database as it was; nil if nothing was pending.
    package func rehearse(report: (UpgradeNote) -> Void = { _ in }) throws(StoreError) -> URL? {
        do {
            let pending = try pending()
            guard !pending.isEmpty else { return nil }
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            // Held until the end: two programs that start together upgrade one after the other.
            let lock = try FileDescriptor(reading: folder.path)
            guard try lock.lock(alone: true) else {
                throw StoreError(.fileSystem, "Another program is upgrading \(folder.path). Try again when it is done.")
            }
            defer { withExtendedLifetime(lock) {} }
            try requireSpace()
            report(.began(steps: pending))
            let kept = try keepCopy()
            try rehearse(on: kept)
            report(.kept(kept))
            return kept
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(.database, "The upgrade of \(database.path) cannot be tried: \(error)")
        }
    }

    /// The database, the copy that is kept and the copy that is tried.
    private func requireSpace() throws {
        let size = try FileManager.default.attributesOfItem(atPath: database.path)[.size] as? Int ?? 0
        let free = DiskSpace.free(at: folder)
        if let free, free < size / 10 * 23 {
            throw StoreError(
                .fileSystem,
                """
                The store needs an upgrade, which is tried on a copy first. That takes \(size / 10 * 23 >> 20) MiB beside \
                \(database.path), and \(free >> 20) MiB are free. Make room and start again; nothing was changed.
                """
            )
        }
    }

    private func keepCopy() throws -> URL {
        let stamp = FactStore.timestamp(now()).replacing(":", with: "-")
        let kept = folder.appending(path: "facts-before-\(stamp).sqlite")
        let partial = folder.appending(path: ".partial.sqlite")
        try Self.remove(partial)
        try Self.copy(database, to: partial)
        let original = try Self.look(at: database)
        let copied = try StoreInspection.full(of: partial)
        guard copied.faults.isEmpty else {
            throw StoreError(
                .database,
                """
                The database \(database.path) is damaged and is not upgraded: \
                \(copied.faults.prefix(3).joined(separator: "; ")). Restore a backup.
                """
            )
        }
        // Another program may have written meanwhile; rows are added, never taken away.
        for (table, count) in copied.rowCounts where count > original[table] ?? 0 {
            throw StoreError(.database, "The copy of \(database.path) is not what it was made from (\(table)).")
        }
        try FileDescriptor.rename(partial.path, to: kept.path)
        try FileDescriptor(reading: folder.path).sync()
        try Data(Self.wayBack(from: kept, to: database).utf8)
            .write(to: folder.appending(path: kept.deletingPathExtension().lastPathComponent + ".txt"))
        return kept
    }

    private func rehearse(on kept: URL) throws {
        let trial = folder.appending(path: ".trial.sqlite")
        try Self.remove(trial)
        defer { try? Self.remove(trial) }
        try Self.copy(kept, to: trial)
        let before = try Self.look(at: trial)
        do {
            let queue = try DatabaseQueue(path: trial.path)
            try migrator.migrate(queue)
            try queue.close()
        } catch {
            throw refusal("a step failed: \(error)", kept)
        }
        let after = try StoreInspection.full(of: trial)
        guard after.faults.isEmpty else {
            throw refusal(after.faults.prefix(3).joined(separator: "; "), kept)
        }
        for (table, count) in before.sorted(by: { $0.key < $1.key }) where after.rowCounts[table] ?? 0 < count {
            throw refusal("the table \(table) had \(count) rows and then \(after.rowCounts[table] ?? 0)", kept)
        }
    }

    private func refusal(_ why: String, _ kept: URL) -> StoreError {
        StoreError(
            .database,
            """
            The upgrade was tried on a copy and did not go well: \(why).
            The store was not changed. Go on with the version that you had, and report this; \(kept.path) is a copy of \
            the database as it is.
            """
        )
    }

    private static func copy(_ source: URL, to target: URL) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        let from = try DatabaseQueue(path: source.path, configuration: configuration)
        let to = try DatabaseQueue(path: target.path)
        try from.backup(to: to)
        try to.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try to.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target.path)
        try FileDescriptor(reading: target.path).sync()
    }

    private static func look(at file: URL) throws -> [String: Int] {
        let queue = try DatabaseQueue(path: file.path)
        return try queue.read { try StoreInspection.rowCounts($0) }
    }

    private static func remove(_ file: URL) throws {
        for suffix in ["", "-wal", "-shm", "-journal"] where FileManager.default.fileExists(atPath: file.path + suffix)
        {
            try FileManager.default.removeItem(atPath: file.path + suffix)
        }
    }

    /// How to go back, in words.
    package static func wayBack(from kept: URL, to database: URL) -> String {
        """
        \(kept.lastPathComponent) is the database as it was before an upgrade.
        To go back: stop touchstone, install the version that you had, and then

            rm -f '\(database.path)-wal' '\(database.path)-shm'
            cp '\(kept.path)' '\(database.path)'

        What was imported after the upgrade is then missing from the database; its files stay in received/ and can be
        imported again. When all is well, this copy can be removed.

        """
    }
}

/// What an upgrade says while it goes on.
public enum UpgradeNote: Sendable {
    /// These steps are tried on a copy.
    case began(steps: [String])
    /// The copy was migrated and looked through; the database as it was is in this file.
    case kept(URL)
}
