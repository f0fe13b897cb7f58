import CSQLiteSettings
public import Foundation
public import GRDB
import Synchronization
import Vocabulary

/// The records, facts and findings of one node: a folder with an SQLite database and the files as received.
///
/// Reading goes through ``read(as:_:)``, which shows the reader's rows and no others. Readers never wait for a writer
/// (write-ahead logging); writers wait for one another.
public final class FactStore: Sendable {
    /// The folder that the store stands in.
    public let folder: URL
    /// The files as received.
    public let received: ReceivedFiles
    /// The files of exhibits, sealed.
    public let evidence: EvidenceFiles

    private let pool: DatabasePool
    private let policy: VisibilityPolicy
    private let watch: EditionWatch
    private let near: NearReaders
    /// The clock, for what runs out.
    let now: @Sendable () -> Date

    /// The database file in a store's folder.
    public static func databaseURL(in folder: URL) -> URL {
        folder.appendingPathComponent("facts.sqlite", isDirectory: false)
    }

    /// Opens the store in a folder, making what is missing and bringing an older one up to date.
    ///
    /// - Parameters:
    ///   - folder: The store's folder; made if it is not there.
    ///   - now: The clock by which sessions, openings and names run out.
    ///   - report: Told when an older store is upgraded, which is tried on a copy first.
    public init(
        at folder: URL,
        now: @escaping @Sendable () -> Date = { Date() },
        report: (UpgradeNote) -> Void = { _ in }
    ) throws(StoreError) {
        self.folder = folder
        self.now = now
        received = try ReceivedFiles(at: folder.appendingPathComponent("received", isDirectory: true))
        evidence = EvidenceFiles(ofStore: folder)
        _ = Self.librarySettings
        // What is sorted is as confidential as the store and may be as large.
        sqlite_settings_sort_in(folder.path)
        let policy = VisibilityPolicy(now: now)
        self.policy = policy
        watch = EditionWatch(database: Self.databaseURL(in: folder), now: now)
        near = NearReaders(database: Self.databaseURL(in: folder), configuration: Self.configuration(policy))
        _ = try StoreUpgrade(of: Self.databaseURL(in: folder), migrator: StoreMigrations.migrator())
            .rehearse(report: report)
        do {
            pool = try DatabasePool(
                path: Self.databaseURL(in: folder).path,
                configuration: Self.configuration(policy)
            )
            let migrator = StoreMigrations.migrator()
            if try pool.writeWithoutTransaction({ try migrator.hasBeenSuperseded($0) }) {
                throw StoreError(
                    .tooNew,
                    "\(folder.path) was written by a newer version of touchstone: update this one."
                )
            }
            try migrator.migrate(pool)
            try pool.write { db in
                try StoreMigrations.createDerivedTables(db)
                try Self.createIndexes(db)
                try SearchSchema.prepare(db)
            }
            // A reader opened before the tables were there has no views.
            pool.invalidateReadOnlyConnections()
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(.database, "The store in \(folder.path) cannot be opened: \(error)")
        }
    }

    /// Made once, before the first connection of the process opens; a later call changes nothing and does no harm.
    private static let librarySettings = sqlite_settings_without_memory_statistics()

    private static func configuration(_ policy: VisibilityPolicy) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = 8
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA page_size = 16384;
                    PRAGMA mmap_size = 1073741824;
                    PRAGMA threads = 2;
                    PRAGMA temp_store = MEMORY;
                    """
            )
            if db.configuration.readonly {
                // The first reader opens before the first migration: without tables there is nothing to hide.
                guard try db.tableExists("policy_version") else { return }
                try policy.install(in: db)
            } else {
                // FULL: what was acknowledged survives a power cut. Batches are large, so the syncs are few. A log of 128
                // MiB is written over and over while it is in memory. What a writer reads is in its own cache: no mapping.
                try db.execute(
                    sql: """
                        PRAGMA synchronous = FULL;
                        PRAGMA wal_autocheckpoint = 8192;
                        PRAGMA mmap_size = 0;
                        """
                )
                try db.execute(sql: writerSettings)
            }
        }
        return configuration
    }

    /// What a writer keeps in memory.
    static let writerSettings = "PRAGMA cache_size = -131072; PRAGMA temp_store = MEMORY;"

    /// Runs queries that see the reader's rows only: every table name of the fact schema, and `finding`, `record`,
    /// `receipt`, `quarantine`, `agency` and `access`, stands for the current rows that the reader may see.
    ///
    /// Columns of ``RedactedField`` hold what the reader may have of them, and `withheld` names those that do not. What
    /// is sensitive goes into the access trail before it is given out.
    public func read<T: Sendable>(
        as reader: Reader,
        _ body: @Sendable @escaping (Database) throws -> T
    ) async throws -> T {
        try await read(as: reader, reaching: .views, body)
    }

    /// The same for a few rows by their keys, which take less time than handing the question to another thread: they are
    /// read on the thread of whoever asks, if a connection is free.
    ///
    /// A body that takes long would keep others waiting who have nothing to do with the store.
    public func readNear<T: Sendable>(
        as reader: Reader,
        _ body: @Sendable @escaping (Database) throws -> T
    ) async throws -> T {
        let found = try near.read { [policy] db in try policy.seat(reader, at: db, reaching: .views, body) }
        guard let (result, notes) = found else { return try await read(as: reader, body) }
        if !notes.isEmpty { try await note(notes, by: reader) }
        return result
    }

    /// The same for the search, which may name its index too.
    func readIndexed<T: Sendable>(
        as reader: Reader,
        _ body: @Sendable @escaping (Database) throws -> T
    ) async throws -> T {
        try await read(as: reader, reaching: .index, body)
    }

    private func read<T: Sendable>(
        as reader: Reader,
        reaching reach: ReaderSeat.Reach,
        _ body: @Sendable @escaping (Database) throws -> T
    ) async throws -> T {
        let (result, notes) = try await pool.read { [policy] db in
            try policy.seat(reader, at: db, reaching: reach, body)
        }
        if !notes.isEmpty { try await note(notes, by: reader) }
        return result
    }

    /// Runs queries over the tables themselves, for what this module asks on its own behalf; the functions of the
    /// views answer for the reader.
    func readTables<T: Sendable>(
        asking reader: Reader = .system,
        _ body: @Sendable @escaping (Database) throws -> T
    ) async throws -> T {
        try await pool.read { [policy] db in
            try policy.seat(reader, at: db, reaching: .tables, body).0
        }
    }

    /// The present edition: another one after any change to the store, by this process or another.
    ///
    /// Ask before reading what is to be kept: what is read then is at least as new as the edition that it is kept under.
    public func edition() throws -> StoreEdition {
        try watch.edition()
    }

    /// Changes the store in one transaction.
    func write<T: Sendable>(_ body: @Sendable @escaping (Database) throws -> T) async throws -> T {
        try await pool.write(body)
    }

    /// Changes the store as the body says, which opens its own transactions.
    func writeWithoutTransaction<T: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> T
    ) async throws -> T {
        try await pool.writeWithoutTransaction(body)
    }

    /// Closes the store: waits for what is being read and written, and moves the write-ahead log into the database.
    package func close() async throws {
        // The connection that closes last may be a reader's, which cannot do it.
        try await checkpoint()
        try watch.close()
        try near.close()
        try pool.close()
    }

    /// Moves what the write-ahead log holds into the database file and empties the log.
    package func checkpoint() async throws {
        _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }
}
